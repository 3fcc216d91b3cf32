package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.codebook.Quantized;
import org.lowerbound.distribution.relaxed.RelaxedOneHotCategorical;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.code.Perplexity;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.Encoding;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.Codebook;
import org.lowerbound.model.posterior.ConcretePosterior;
import org.lowerbound.model.posterior.VectorQuantizedPosterior;
import org.lowerbound.model.prior.CodebookPrior;
import org.lowerbound.model.prior.ConcretePrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.autoencoding.VqVae;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.schedule.LinearSchedule;
import org.lowerbound.schedule.Span;
import org.lowerbound.schedule.Time;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Latents with a temperature or a codebook, in whole trials. */
final class RelaxedTrialTest {
  private static final int EPOCHS = 2;

  @TempDir Path directory;

  private static Vae vae(PosteriorFamily posterior, PriorFamily prior) {
    Mlp mlp = new Mlp(ImmutableList.of(5), Activation.TANH, new GlorotUniform());
    return new Vae(
        4,
        mlp,
        posterior,
        prior,
        mlp,
        new NormalLikelihood(new Scale.Fixed(1), OutputBias.ZEROS),
        new Corruption.None());
  }

  private static TrialSpec spec(
      Dataset data, ModelSpec model, Objective objective, EvaluationSpec evaluation) {
    return new TrialSpec(
        source -> data, model, objective, Trials.adam(), Trials.epochs(EPOCHS), evaluation, 1);
  }

  /** Remembers the temperatures of the posteriors it makes: training's comes first. */
  private record Watched(ModelSpec model, List<Operand<TFloat32>> temperatures)
      implements ModelSpec {
    @Override
    public LikelihoodKind checkFits(ObservedData observed) {
      return model.checkFits(observed);
    }

    @Override
    public LatentVariableModel build(ModelScope scope) {
      LatentVariableModel built = (LatentVariableModel) model.build(scope);
      return new LatentVariableModel(
          built.latents(),
          built.prior(),
          built.likelihood(),
          (tf, x, pass) -> {
            Sampleable q = built.posterior().given(tf, x, pass);
            temperatures.add(tf.identity(((RelaxedOneHotCategorical) q).temperature()));
            return q;
          },
          built.closedForms());
    }
  }

  /**
   * Reports one number of the posterior as evaluation sees it.
   *
   * @param number gives it, the first element of a node
   */
  private record OfPosterior(Function<Sampleable, Operand<TFloat32>> number) implements Metric {
    @Override
    public ImmutableList<Column> columns() {
      return ImmutableList.of(new Column("number", "none", Better.NEITHER, "Seen in evaluation"));
    }

    @Override
    public Measurement build(Ops tf, EvaluationScope graph) {
      Operand<TFloat32> node =
          tf.identity(
              number.apply(
                  (Sampleable)
                      ((Encoding) graph.model()).encode(tf, graph.observations(), graph.pass())));
      return runner ->
          ImmutableMap.of(
              "number",
              Estimate.exact(runner.run(new int[] {0}, 0, ImmutableList.of(node)).get(0)[0], 1));
    }
  }

  private static EvaluationSpec evaluation(Metric... metrics) {
    return new EvaluationSpec(
        ImmutableList.copyOf(metrics), ImmutableList.of(Split.TEST), ImmutableList.of());
  }

  @Test
  void aTemperatureFollowsItsScheduleAndEvaluationSeesItsLastValue() {
    Dataset data = Trials.realNumbers();
    LinearSchedule schedule = new LinearSchedule(2, 0.5, Span.ofEpochs(1));
    List<Operand<TFloat32>> temperatures = new ArrayList<>();
    TrialSpec spec =
        spec(
            data,
            new Watched(
                vae(new ConcretePosterior(2, schedule), new ConcretePrior(2, 0.5)), temperatures),
            new Elbo(
                new ConstantSchedule(1), 1, KlEstimator.MONTE_CARLO, new ReparameterizedGradient()),
            evaluation(new OfPosterior(q -> ((RelaxedOneHotCategorical) q).temperature())));
    try (TrialGraph graph = TrialGraph.build(spec, data);
        TrialSession session = new TrialSession(graph)) {
      assertTrue(temperatures.size() > 1);
      assertEquals(1, graph.model().modelScalars.size());
      // Training and evaluation read one scalar, which is fed with the value at a time.
      for (long step : new long[] {0, 2, 5, 6, 11}) {
        Time time = new Time(step, Trials.STEPS_PER_EPOCH);
        for (float[] value :
            session.evaluate(new int[] {0}, 0, time, ImmutableList.copyOf(temperatures))) {
          assertEquals(2 - 1.5 * Math.min(1, step / 6.0), value[0], 1e-6);
        }
      }
    }
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome = Trials.run(spec, data, recorder, directory.resolve("checkpoint"));
    assertFalse(outcome.diverged());
    // After step 5 of 0 to 5 in the first epoch, and settled in the second.
    assertEquals(
        2 - 1.5 * 5 / 6, recorder.epochs.get(0).schedules().get("encoder.temperature"), 1e-9);
    assertEquals(0.5, recorder.epochs.get(1).schedules().get("encoder.temperature"), 1e-9);
    assertEquals(0.5, outcome.metrics().get("number").value(), 1e-9);
  }

  @Test
  void movingAveragesMoveTheCodebookInATrial() {
    Dataset data = Trials.realNumbers();
    double decay = 0.8;
    int codes = 6;
    TrialSpec spec =
        spec(
            data,
            vae(
                new VectorQuantizedPosterior(codes, 2, new Codebook.ByAverage(decay)),
                new CodebookPrior(codes, 2)),
            new VqVae(0.25),
            evaluation(
                new Perplexity(), new OfPosterior(q -> ((Quantized) q).quantizer().codebook())));
    float first;
    try (TrialGraph graph = TrialGraph.build(spec, data);
        TrialSession session = new TrialSession(graph)) {
      String sizes = only(session.read(), "codebook.sizes");
      String sums = only(session.read(), "codebook.sums");
      float[] before = session.read().get(sums);
      first = before[0]; // Sizes are 1 at the start, so that sums are the codes.
      int[] rows = new int[Trials.BATCH_SIZE];
      Arrays.setAll(rows, i -> i);
      assertTrue(
          Trials.step(session, rows, 0, progress(graph), Trials.STEPS_PER_EPOCH).isPresent());
      // γ · codes + (1 − γ) · (vectors of a batch): two to an observation.
      double total = 0;
      for (float size : session.read().get(sizes)) {
        total += size;
      }
      assertEquals(decay * codes + (1 - decay) * 2 * Trials.BATCH_SIZE, total, 1e-4);
      assertFalse(Arrays.equals(before, session.read().get(sums)));
      // A look at it moves nothing.
      Map<String, float[]> after = session.read();
      session.evaluate(
          rows,
          0,
          new Time(0, Trials.STEPS_PER_EPOCH),
          ImmutableList.of(graph.training().loss.bound()));
      assertTrue(Arrays.equals(after.get(sums), session.read().get(sums)));
    }
    TrialOutcome outcome =
        Trials.run(spec, data, new Trials.Recorder(), directory.resolve("checkpoint"));
    assertNotEquals(first, outcome.metrics().get("number").value(), 1e-3);
    double perplexity = outcome.metrics().get("perplexity").value();
    double used = outcome.metrics().get("codes-used").value();
    assertTrue(perplexity > 1 && perplexity <= used && used <= codes, outcome.toString());
  }

  private static Progress progress(TrialGraph graph) {
    return Progress.start(graph.training().loss.turns().size(), graph.training().loss.order());
  }

  private static String only(Map<String, float[]> variables, String suffix) {
    List<String> names = variables.keySet().stream().filter(name -> name.endsWith(suffix)).toList();
    assertEquals(1, names.size(), variables.keySet().toString());
    return names.get(0);
  }
}
