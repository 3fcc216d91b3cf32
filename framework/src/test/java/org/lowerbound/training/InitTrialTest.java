package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.primitives.ImmutableDoubleArray;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.data.Standardization;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.linear.FactorAnalysis;
import org.lowerbound.network.Normal;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.alternating.Em;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.objective.likelihood.MaximumLikelihood;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.optimizer.Sgd;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.schedule.LinearSchedule;
import org.lowerbound.schedule.PiecewiseSchedule;
import org.lowerbound.schedule.PiecewiseSchedule.Piece;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.schedule.Span;

/** A training that starts from what another has left. */
class InitTrialTest {
  private static final Dataset IMAGES = Trials.dynamicImages();
  private static final Dataset NUMBERS = Trials.realNumbers();

  @TempDir Path directory;
  private final List<String> lines = new ArrayList<>();

  private static InitSpec init(InitParts parts, boolean optimizer) {
    return new InitSpec(
        Optional.of("results/origin"), Optional.empty(), Optional.empty(), parts, optimizer);
  }

  private static TrialSpec with(TrialSpec spec, InitSpec init) {
    return new TrialSpec(
        spec.dataset(),
        spec.model(),
        spec.objective(),
        spec.optimizer(),
        spec.training(),
        spec.evaluation(),
        spec.seed(),
        Optional.of(init));
  }

  private static TrialSpec images(Objective objective, Optimizer optimizer, long seed) {
    return Trials.spec(IMAGES, Trials.bernoulliVae(), objective, optimizer, Trials.epochs(2), seed);
  }

  private static TrialSpec images(long seed) {
    return images(Trials.elbo(), Trials.adam(), seed);
  }

  /** Trains, and returns what the training has left. */
  private FirstValues trained(TrialSpec spec, Dataset dataset) {
    Path folder = directory.resolve("origin");
    Trials.run(spec, dataset, new Trials.Recorder(), folder);
    long steps = spec.training().totalSteps(dataset.splits().get(Split.TRAIN).count());
    return new FirstValues(
        "the origin",
        spec,
        TrialSpec.observed(dataset),
        Trials.checkpoints(folder).end(steps).checkpoint());
  }

  /** Returns all variables before the first step. */
  private Map<String, float[]> first(TrialSpec spec, Dataset dataset, FirstValues values) {
    try (TrialGraph graph = TrialGraph.build(spec, dataset);
        TrialSession session = new TrialSession(graph)) {
      TrialListener stopped =
          new Trials.Recorder(0) {
            @Override
            public void inherits(List<String> said) {
              lines.addAll(said);
            }
          };
      TrainingLoop loop =
          new TrainingLoop(
              spec,
              dataset,
              stopped,
              graph,
              session,
              Checkpoints.none(),
              new CheckpointPace(Duration.ofHours(1), Duration.ofHours(1)),
              Optional.of(() -> values));
      assertThrows(CancellationException.class, loop::run);
      return session.read();
    }
  }

  /** Returns the first values that a trial would have of its own. */
  private static Map<String, float[]> own(TrialSpec spec, Dataset dataset) {
    try (TrialGraph graph = TrialGraph.build(spec, dataset)) {
      return ImmutableMap.copyOf(
          Maps.transformValues(graph.model().variables.slots(), Variables.Slot::initial));
    }
  }

  private static List<String> parameters(TrialSpec spec, ParameterGroup group) {
    try (TrialGraph graph = TrialGraph.build(spec, IMAGES)) {
      return graph.model().variables.parameters().stream()
          .filter(parameter -> parameter.group() == group)
          .map(Parameter::name)
          .toList();
    }
  }

  @Test
  void parametersAreTheOriginsToTheBit() {
    FirstValues origin = trained(images(1), IMAGES);
    TrialSpec spec = with(images(2), init(InitParts.ALL, false));
    Map<String, float[]> first = first(spec, IMAGES, origin);
    Map<String, float[]> own = own(spec, IMAGES);
    int parameters = 0;
    for (ParameterGroup group : ParameterGroup.MODEL) {
      for (String name : parameters(spec, group)) {
        assertArrayEquals(origin.end().variables().get(name), first.get(name), name);
        assertArrayEquals(own.get(name + ".adam.m"), first.get(name + ".adam.m"), name);
        parameters++;
      }
    }
    assertEquals(10, parameters, "two layers and the head of the encoder, two of the decoder");
    assertEquals("starts from the origin", lines.get(0));
    assertTrue(lines.get(1).startsWith("takes 10 variables of its model: "), lines.get(1));
    assertEquals(2, lines.size());
  }

  @Test
  void onePartIsTakenAndTheOtherStartsAnew() {
    FirstValues origin = trained(images(1), IMAGES);
    for (InitParts parts : ImmutableList.of(InitParts.ENCODER, InitParts.DECODER)) {
      TrialSpec spec = with(images(2), init(parts, false));
      Map<String, float[]> first = first(spec, IMAGES, origin);
      Map<String, float[]> own = own(spec, IMAGES);
      for (ParameterGroup group :
          ImmutableList.of(ParameterGroup.ENCODER, ParameterGroup.DECODER)) {
        Map<String, float[]> expected = parts.includes(group) ? origin.end().variables() : own;
        for (String name : parameters(spec, group)) {
          assertArrayEquals(expected.get(name), first.get(name), parts + " " + name);
        }
      }
      assertTrue(lines.get(lines.size() - 1).startsWith("starts anew the other parts: "));
    }
  }

  private static TrialSpec factors(int latents, int epochs) {
    int examples = NUMBERS.splits().get(Split.TRAIN).count();
    return new TrialSpec(
        source -> NUMBERS,
        new FactorAnalysis(latents, new Normal(1), 1),
        new MaximumLikelihood(),
        new Adam(new ConstantSchedule(0.05), 0.9, 0.999, 1e-8),
        new TrainingSpec(examples, Optional.of(epochs), Optional.empty(), Optional.empty(), 10, 1),
        new EvaluationSpec(
            ImmutableList.of(new Nll(1, 1)), ImmutableList.of(Split.TRAIN), ImmutableList.of()),
        1);
  }

  /**
   * Without noise and with all examples in each batch, the steps of a training do not depend on
   * their number: but for the order of the examples in a batch, and so for rounding, two trainings
   * of ten steps are one of twenty. The state of the optimizer is needed for that.
   */
  @Test
  void withTheOptimizersStateTwoTrainingsAreOneOfBothLengths() {
    FirstValues half = trained(factors(2, 10), NUMBERS);
    ImmutableMap<String, float[]> whole = trained(factors(2, 20), NUMBERS).end().variables();
    for (boolean optimizer : new boolean[] {true, false}) {
      TrialSpec spec = with(factors(2, 10), init(InitParts.ALL, optimizer));
      Path folder = directory.resolve("second-" + optimizer);
      new Trainer(
              spec, NUMBERS, new Trials.Recorder(), Trials.checkpoints(folder), KnownNumbers.NONE)
          .startingFrom(() -> half)
          .run();
      Checkpoint end = Trials.checkpoints(folder).end(10).checkpoint();
      double apart = 0;
      for (String name : List.of("decoder.loadings", "decoder.logScale")) {
        for (int i = 0; i < whole.get(name).length; i++) {
          apart = Math.max(apart, Math.abs(whole.get(name)[i] - end.variables().get(name)[i]));
        }
      }
      // Twenty steps of 0.05; rounding of sums over the examples, and a tenth of a step without.
      assertTrue(optimizer ? apart < 2e-4 : apart > 5e-3, optimizer + ": " + apart);
      assertEquals(optimizer ? 20 : 10, end.progress().updates().get(0));
    }
  }

  @Test
  void theStateOfAnOptimizerIsTakenOnlyWhereItIsTheSame() {
    FirstValues origin = trained(images(1), IMAGES);
    TrialSpec sgd = images(Trials.elbo(), new Sgd(new ConstantSchedule(0.01), 0.9, false), 1);
    first(with(sgd, init(InitParts.ALL, true)), IMAGES, origin);
    assertEquals("does not take the state of its optimizer: that is adam, this is sgd", last());

    TrialSpec turns = images(new Em(Trials.elbo(), 1, 1), Trials.adam(), 1);
    first(with(turns, init(InitParts.ALL, true)), IMAGES, origin);
    assertTrue(last().contains("the steps of elbo take other turns than those of em"), last());

    first(with(images(2), init(InitParts.ALL, true)), IMAGES, origin);
    assertEquals("takes the state of its optimizer", last());
  }

  /** Where the state cannot go on, its parameters are no better than those that were kept. */
  @Test
  void theLastParametersAreTakenOnlyWithTheirState() {
    FirstValues last = trained(images(1), IMAGES);
    Checkpoint end = last.end();
    String name = parameters(images(1), ParameterGroup.ENCODER).get(0);
    float[] best = new float[end.variables().get(name).length];
    FirstValues origin =
        new FirstValues(
            last.name(),
            last.spec(),
            last.observed(),
            new Checkpoint(
                end.progress(),
                end.epoch(),
                end.firstSkip(),
                end.variables(),
                ImmutableMap.of(name, best)));
    Optimizer sgd = new Sgd(new ConstantSchedule(0.01), 0.9, false);
    InitSpec state = init(InitParts.ALL, true);
    InitSpec none = init(InitParts.ALL, false);
    assertArrayEquals(best, first(with(images(2), none), IMAGES, origin).get(name));
    assertArrayEquals(
        best, first(with(images(Trials.elbo(), sgd, 2), state), IMAGES, origin).get(name));
    assertArrayEquals(
        end.variables().get(name), first(with(images(2), state), IMAGES, origin).get(name));
  }

  @Test
  void otherUnitsAreSaid() {
    FirstValues origin = trained(factors(2, 1), NUMBERS);
    int columns = (int) NUMBERS.observationShape().size();
    double[] scale = new double[columns];
    Arrays.fill(scale, 2);
    Dataset standardized =
        NUMBERS.withStandardization(
            new Standardization(
                ImmutableDoubleArray.copyOf(new double[columns]),
                ImmutableDoubleArray.copyOf(scale)));
    String units = "its data were standardised otherwise: its parameters are of other units";
    first(with(factors(2, 2), init(InitParts.ALL, false)), NUMBERS, origin);
    assertFalse(lines.contains(units), "" + lines);
    first(with(factors(2, 2), init(InitParts.ALL, false)), standardized, origin);
    assertTrue(lines.contains(units), "" + lines);
  }

  private String last() {
    return lines.get(lines.size() - 1);
  }

  private static TrialSpec averaged(TrialSpec spec) {
    return new TrialSpec(
        spec.dataset(),
        spec.model(),
        spec.objective(),
        spec.optimizer(),
        new TrainingSpec(
            Trials.BATCH_SIZE,
            Optional.of(2),
            Optional.empty(),
            Optional.empty(),
            10,
            1,
            Optional.of(0.9)),
        spec.evaluation(),
        spec.seed());
  }

  @Test
  void parametersAreTakenAsTrainingLeftThemAndAveragesStartThere() {
    FirstValues origin = trained(averaged(images(1)), IMAGES);
    ImmutableMap<String, float[]> end = origin.end().variables();
    String name = parameters(images(1), ParameterGroup.ENCODER).get(0);
    assertFalse(Arrays.equals(end.get(name), end.get("average." + name)));
    for (boolean optimizer : new boolean[] {true, false}) {
      TrialSpec spec = with(averaged(images(2)), init(InitParts.ALL, optimizer));
      Map<String, float[]> first = first(spec, IMAGES, origin);
      assertArrayEquals(end.get(name), first.get(name));
      assertArrayEquals(
          end.get(optimizer ? "average." + name : name), first.get("average." + name));
    }
  }

  private static void check(TrialSpec spec, Dataset dataset, TrialSpec origin, Dataset ofOrigin) {
    Trainer.checkInit(spec, TrialSpec.observed(dataset), origin, TrialSpec.observed(ofOrigin));
  }

  private static String refused(TrialSpec spec, TrialSpec origin) {
    return assertThrows(IllegalArgumentException.class, () -> check(spec, NUMBERS, origin, NUMBERS))
        .getMessage();
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    TrialSpec two = with(factors(2, 1), init(InitParts.ALL, false));
    String shapes = refused(two, factors(3, 1));
    assertTrue(shapes.contains("decoder.loadings, [12, 2] here and [12, 3] there"), shapes);
    check(two, NUMBERS, factors(2, 5), NUMBERS);

    // What fits of a part is taken: the scales of the values have nothing to do with the factors.
    check(with(factors(2, 1), init(InitParts.DECODER, false)), NUMBERS, factors(3, 1), NUMBERS);
    String nothing = refused(with(factors(2, 1), init(InitParts.ENCODER, false)), factors(2, 1));
    assertTrue(nothing.startsWith("no variable of the model is in the one"), nothing);
  }

  @Test
  void theCheckpointOfItsOwnComesFirst() {
    FirstValues origin = trained(images(1), IMAGES);
    TrialSpec spec = with(images(2), init(InitParts.ALL, true));
    Path folder = directory.resolve("resumed");
    TrialOutcome whole =
        trainer(spec, new Trials.Recorder(), directory.resolve("whole"))
            .startingFrom(() -> origin)
            .run();
    assertThrows(
        CancellationException.class,
        () -> trainer(spec, new Trials.Recorder(3), folder).startingFrom(() -> origin).run());
    TrialOutcome resumed =
        trainer(spec, new Trials.Recorder(), folder)
            .startingFrom(
                () -> {
                  throw new AssertionError("there is a checkpoint");
                })
            .run();
    assertEquals(whole.metrics(), resumed.metrics());
  }

  /** The first look, which is in the warm-up, is the best, as the rate is large after it. */
  @Test
  void theLooksOfItsOwnWarmUpDoNotCount() {
    FirstValues origin = trained(images(1), IMAGES);
    TrainingSpec best =
        new TrainingSpec(
            Trials.BATCH_SIZE,
            Optional.of(3),
            Optional.empty(),
            Optional.empty(),
            10,
            1,
            Optional.empty(),
            Optional.of(Keep.BEST),
            Optional.empty());
    Objective warmed =
        new Elbo(
            new LinearSchedule(0.5, 1, Span.ofEpochs(1)),
            1,
            KlEstimator.CLOSED_FORM,
            new ReparameterizedGradient());
    Schedule thenBad =
        new PiecewiseSchedule(
            ImmutableList.of(new Piece(1e-6, Span.ofEpochs(1)), new Piece(1, Span.ofEpochs(1))));
    Optimizer wild = new Adam(thenBad, 0.9, 0.999, 1e-8);
    TrialSpec spec =
        with(
            Trials.spec(IMAGES, Trials.bernoulliVae(), warmed, wild, best, 2),
            init(InitParts.ALL, false));
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome =
        trainer(spec, recorder, directory.resolve("warm")).startingFrom(() -> origin).run();
    List<Double> elbos =
        recorder.epochs.stream().map(epoch -> epoch.validation().get("elbo")).toList();
    assertTrue(elbos.get(0) > Math.max(elbos.get(1), elbos.get(2)), "" + elbos);
    int expected = elbos.get(1) >= elbos.get(2) ? 2 : 3;
    assertEquals(expected, outcome.looks().orElseThrow().bestEpoch(), "" + elbos);
  }

  private static Trainer trainer(TrialSpec spec, TrialListener listener, Path folder) {
    return new Trainer(spec, IMAGES, listener, Trials.checkpoints(folder), KnownNumbers.NONE);
  }

  @Test
  void valuesAndInitGoTogether() {
    TrialSpec spec = with(images(2), init(InitParts.ALL, false));
    Trainer without = new Trainer(spec, IMAGES);
    assertTrue(
        assertThrows(IllegalArgumentException.class, without::run)
            .getMessage()
            .contains("Trainer.startingFrom"));
    Trainer plain = new Trainer(images(1), IMAGES).startingFrom(() -> null);
    assertThrows(IllegalArgumentException.class, plain::run);
  }

  @Test
  void anInitNamesItsOriginAndTheStateGoesWithAllParts() {
    Optional<String> none = Optional.empty();
    String nameless =
        assertThrows(
                IllegalArgumentException.class,
                () -> new InitSpec(none, none, none, InitParts.ALL, false))
            .getMessage();
    assertTrue(nameless.contains("init names no trial"), nameless);
    String partly =
        assertThrows(
                IllegalArgumentException.class,
                () -> new InitSpec(Optional.of("x"), none, none, InitParts.ENCODER, true))
            .getMessage();
    assertTrue(partly.contains("does not go with \"parts\": \"encoder\""), partly);
  }
}
