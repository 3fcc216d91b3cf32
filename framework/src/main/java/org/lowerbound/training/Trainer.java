package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.KlHistory;
import org.lowerbound.evaluation.MetricColumns;
import org.lowerbound.model.ObservedData;
import org.lowerbound.picture.Picture;
import org.lowerbound.schedule.Time;
import org.lowerbound.spec.PlacedException;

/** Runs one trial: trains, then measures. */
public final class Trainer {
  private static final Duration FIRST_CHECKPOINT = Duration.ofSeconds(1);
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(8);

  private final TrialSpec spec;
  private final Dataset dataset;
  private final TrialListener listener;
  private final Checkpoints checkpoints;
  private final KnownNumbers known;
  private final Optional<Supplier<FirstValues>> first;
  private final ImmutableMap<DatasetSpec, Dataset> beside;

  /**
   * Prepares a trial.
   *
   * @param spec the trial
   * @param dataset its data, loaded from {@code spec.dataset()}
   * @param listener hears how it goes on
   * @param checkpoints where the state is kept in between, and at the end
   * @param known the numbers that need not be measured again
   */
  public Trainer(
      TrialSpec spec,
      Dataset dataset,
      TrialListener listener,
      Checkpoints checkpoints,
      KnownNumbers known) {
    this(spec, dataset, listener, checkpoints, known, Optional.empty(), ImmutableMap.of());
  }

  private Trainer(
      TrialSpec spec,
      Dataset dataset,
      TrialListener listener,
      Checkpoints checkpoints,
      KnownNumbers known,
      Optional<Supplier<FirstValues>> first,
      ImmutableMap<DatasetSpec, Dataset> beside) {
    this.spec = spec;
    this.dataset = dataset;
    this.listener = listener;
    this.checkpoints = checkpoints;
    this.known = known;
    this.first = first;
    this.beside = beside;
  }

  /**
   * Prepares a trial that is made in one go: nobody hears of it, and nothing is written.
   *
   * @param spec the trial
   * @param dataset its data, loaded from {@code spec.dataset()}
   */
  public Trainer(TrialSpec spec, Dataset dataset) {
    this(spec, dataset, TrialListener.NONE, Checkpoints.none(), KnownNumbers.NONE);
  }

  /**
   * Returns the trainer of the same trial that starts from what another training has left, as the
   * trial's {@code init} says.
   *
   * @param values is asked if there is no checkpoint to go on from
   */
  public Trainer startingFrom(Supplier<FirstValues> values) {
    return new Trainer(spec, dataset, listener, checkpoints, known, Optional.of(values), beside);
  }

  /**
   * Returns the trainer of the same trial with the data that its metrics read besides the trial's.
   *
   * @param others those of {@link EvaluationSpec#besides}, loaded
   */
  public Trainer beside(ImmutableMap<DatasetSpec, Dataset> others) {
    return new Trainer(spec, dataset, listener, checkpoints, known, first, others);
  }

  /**
   * Checks that a trial can start from another, which need not have run.
   *
   * @param observed what the trial's model is told of its data
   * @param origin the other
   * @param ofOrigin what the other's model is told
   * @throws IllegalArgumentException if their models do not fit; the message names the variables
   */
  public static void checkInit(
      TrialSpec spec, ObservedData observed, TrialSpec origin, ObservedData ofOrigin) {
    Inheritance.check(spec, observed, origin, ofOrigin);
  }

  /**
   * Checks all of a trial that can be checked without running it: that its parts go together, that
   * every schedule settles within the training, that the graph can be built.
   *
   * @return what it takes in memory, and what its numbers mean
   * @throws IllegalArgumentException if something is wrong; the message says what, and what would
   *     work
   */
  public static CheckedTrial check(TrialSpec spec, Dataset dataset) {
    return check(spec, dataset, ImmutableMap.of());
  }

  /**
   * Does the same for a trial whose metrics read other data, too.
   *
   * @param beside those of {@link EvaluationSpec#besides}, loaded
   * @throws IllegalArgumentException if something is wrong; the message says what, and what would
   *     work
   */
  public static CheckedTrial check(
      TrialSpec spec, Dataset dataset, ImmutableMap<DatasetSpec, Dataset> beside) {
    spec.checkStart();
    MetricColumns metricColumns = PlacedException.in("model", () -> spec.metricColumns(dataset));
    spec.evaluation().checkFits(dataset);
    int examples = dataset.splits().get(Split.TRAIN).count();
    long stepsPerEpoch =
        PlacedException.in("training", () -> spec.training().stepsPerEpoch(examples));
    long totalSteps = spec.training().totalSteps(examples);
    try (TrialGraph graph = TrialGraph.build(spec, dataset, metricColumns, beside)) {
      // Asked of the graph and not of the spec: it knows every schedule that is used.
      graph
          .model()
          .scalars
          .schedules()
          .forEach(
              (name, schedule) -> {
                double settles = schedule.settlesAfter(stepsPerEpoch);
                checkArgument(
                    settles <= totalSteps,
                    "the schedule of %s goes on for %s steps, but the training has %s (%s): it"
                        + " would never reach its last value",
                    name,
                    Math.round(settles),
                    totalSteps,
                    spec.training().length());
              });
      return new CheckedTrial(TrialMemory.of(graph, spec), metricColumns);
    }
  }

  /**
   * Trains and measures, from the last checkpoint if there is one.
   *
   * @throws CancellationException if the listener asked to stop; a checkpoint of the last step is
   *     saved, and the numbers measured so far are known
   */
  public TrialOutcome run() {
    try (TrialGraph graph = TrialGraph.build(spec, dataset, spec.metricColumns(dataset), beside);
        TrialSession session = new TrialSession(graph)) {
      Stopwatch training = Stopwatch.createStarted();
      TrainingLoop.Course course = steps(graph, session);
      training.stop();
      double computeSeconds = session.computeSeconds();
      double firstStepSeconds = session.firstRunSeconds();
      boolean trained = course.divergence().isEmpty();
      Stopwatch evaluation = Stopwatch.createStarted();
      Findings found =
          trained
              ? session.withAverages(
                  () ->
                      new Findings(
                          evaluate(graph, session, course.unitKls()),
                          draw(graph, session, course.unitKls())))
              : new Findings(ImmutableMap.of(), ImmutableMap.of());
      return new TrialOutcome(
          course.divergence().or(() -> Finite.firstNotFinite(found.metrics())),
          trained,
          found.metrics(),
          found.figures(),
          graph.model().variables.parameterCount(),
          course.steps(),
          course.looks(),
          new TimeTaken(seconds(training), computeSeconds, firstStepSeconds, seconds(evaluation)));
    }
  }

  /** What metrics and figures give. */
  private record Findings(
      ImmutableMap<String, Estimate> metrics, ImmutableMap<String, Picture> figures) {}

  /**
   * Trains, from the last checkpoint if there is one, and opens the model instead of measuring it:
   * with the averages of its parameters, if the training keeps any.
   *
   * @throws CancellationException if the listener asked to stop; a checkpoint of the last step is
   *     saved
   * @throws IllegalStateException if the training diverged; the message says how
   */
  public TrainedModel train() {
    try (TrialGraph graph = TrialGraph.build(spec, dataset, spec.metricColumns(dataset), beside);
        TrialSession session = new TrialSession(graph)) {
      steps(graph, session)
          .divergence()
          .ifPresent(
              what -> {
                throw new IllegalStateException(what);
              });
      TrainedState state =
          new TrainedState(
              session.read(),
              spec.training().average().isPresent(),
              spec.training().end(dataset.splits().get(Split.TRAIN).count()));
      return TrainedModel.open(spec.model(), TrialSpec.observed(dataset), state, spec.seed());
    }
  }

  private TrainingLoop.Course steps(TrialGraph graph, TrialSession session) {
    checkArgument(
        spec.init().isPresent() == first.isPresent(),
        spec.init().isPresent()
            ? "the trial has an init: Trainer.startingFrom gives the values of its origin"
            : "the trial has no init, and starts from first values of its own");
    return new TrainingLoop(
            spec,
            dataset,
            listener,
            graph,
            session,
            checkpoints,
            new CheckpointPace(FIRST_CHECKPOINT, CHECKPOINT_INTERVAL),
            first)
        .run();
  }

  private static double seconds(Stopwatch watch) {
    return watch.elapsed().toNanos() / 1e9;
  }

  private ImmutableMap<String, Estimate> evaluate(
      TrialGraph graph, TrialSession session, KlHistory unitKls) {
    ImmutableMap.Builder<String, Estimate> metrics = ImmutableMap.builder();
    for (Split split : spec.evaluation().splits()) {
      for (int i = 0; i < graph.evaluation().measurements.size(); i++) {
        Optional<ImmutableMap<String, Estimate>> before = known.get(split, i);
        metrics.putAll(
            before.isPresent() ? before.get() : measure(graph, session, unitKls, split, i));
      }
    }
    return metrics.buildOrThrow();
  }

  private ImmutableMap<String, Estimate> measure(
      TrialGraph graph, TrialSession session, KlHistory unitKls, Split split, int position) {
    TableRunner runner =
        runner(graph, session, unitKls, split, spec.evaluation().metrics().get(position).name());
    ImmutableMap<String, Estimate> numbers =
        graph.evaluation().measurements.get(position).measure(runner).entrySet().stream()
            .collect(
                toImmutableMap(
                    number -> EvaluationSpec.qualified(split, number.getKey()),
                    Map.Entry::getValue));
    known.put(split, position, numbers, runner.kept());
    return numbers;
  }

  private ImmutableMap<String, Picture> draw(
      TrialGraph graph, TrialSession session, KlHistory unitKls) {
    ImmutableMap.Builder<String, Picture> figures = ImmutableMap.builder();
    for (Split split : spec.evaluation().splits()) {
      for (int i = 0; i < graph.evaluation().drawings.size(); i++) {
        String name = spec.evaluation().figures().get(i).name();
        figures.put(
            EvaluationSpec.qualified(split, name),
            graph.evaluation().drawings.get(i).draw(runner(graph, session, unitKls, split, name)));
      }
    }
    return figures.buildOrThrow();
  }

  /**
   * Returns the way to run nodes on a split, at the end of the training.
   *
   * @param name what is measured or drawn, as the listener hears of it
   */
  private TableRunner runner(
      TrialGraph graph, TrialSession session, KlHistory unitKls, Split split, String name) {
    Time end = spec.training().end(dataset.splits().get(Split.TRAIN).count());
    return new TableRunner(
        graph,
        session,
        split,
        end,
        listener::cancelled,
        done -> listener.evaluating(split, name, done, graph.evaluation().table.count(split)),
        unitKls);
  }
}
