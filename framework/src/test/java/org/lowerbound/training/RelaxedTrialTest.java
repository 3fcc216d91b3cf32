package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.distribution.RelaxedOneHotCategorical;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.evaluation.ElboMetric;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Perplexity;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.Measure;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.NormalScale;
import org.lowerbound.model.likelihood.OutputBias;
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
import org.lowerbound.objective.bound.KlEstimator;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.schedule.LinearSchedule;
import org.lowerbound.schedule.Span;
import org.lowerbound.schedule.Time;
import org.tensorflow.Operand;
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
        new NormalLikelihood(new NormalScale.Fixed(1), OutputBias.ZEROS),
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
    public Measure checkFits(ObservedData observed) {
      return model.checkFits(observed);
    }

    @Override
    public LatentVariableModel build(ModelScope scope) {
      LatentVariableModel built = model.build(scope);
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
            new EvaluationSpec(
                ImmutableList.of(new ElboMetric(2, KlEstimator.MONTE_CARLO)),
                ImmutableList.of(Split.TEST),
                ImmutableList.of()));
    try (TrialGraph graph = TrialGraph.build(spec, data);
        TrialSession session = new TrialSession(graph)) {
      assertTrue(temperatures.size() > 1);
      assertEquals(
          List.of("encoder.temperature"),
          graph.modelScalars.stream().map(StepScalars.Scalar::name).toList());
      // Training and evaluation read one scalar, which is fed with the value at a time.
      for (long step : new long[] {0, 2, 5, 6, 11}) {
        Time time = new Time(step, Trials.STEPS_PER_EPOCH);
        for (float[] value :
            session.evaluate(new int[] {0}, 0, time, ImmutableList.copyOf(temperatures))) {
          assertEquals(2 - 1.5 * Math.min(1, step / 6.0), value[0], 1e-6);
        }
      }
      // The time of an evaluation is that of the last step.
      assertEquals(0.5, schedule.at(spec.training().end(Trials.EXAMPLES)), 0);
    }
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome = Trials.run(spec, data, recorder, directory.resolve("checkpoint"));
    assertFalse(outcome.diverged());
    // After step 5 of 0 to 5 in the first epoch, and settled in the second.
    assertEquals(
        2 - 1.5 * 5 / 6, recorder.epochs.get(0).schedules().get("encoder.temperature"), 1e-9);
    assertEquals(0.5, recorder.epochs.get(1).schedules().get("encoder.temperature"), 1e-9);
    // An evaluation at the last value of a constant schedule with these parameters is the same.
    assertTrue(Double.isFinite(outcome.metrics().get("test.elbo").value()), outcome.toString());
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
            new EvaluationSpec(
                ImmutableList.of(new Perplexity()),
                ImmutableList.of(Split.TEST),
                ImmutableList.of()));
    try (TrialGraph graph = TrialGraph.build(spec, data);
        TrialSession session = new TrialSession(graph)) {
      String sizes = only(session.read(), "codebook.sizes");
      String sums = only(session.read(), "codebook.sums");
      float[] before = session.read().get(sums);
      int[] rows = new int[Trials.BATCH_SIZE];
      Arrays.setAll(rows, i -> i);
      assertTrue(session.step(rows, 0, progress(graph), Trials.STEPS_PER_EPOCH).isPresent());
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
          rows, 0, new Time(0, Trials.STEPS_PER_EPOCH), ImmutableList.of(graph.loss.bound()));
      assertTrue(Arrays.equals(after.get(sums), session.read().get(sums)));
    }
    TrialOutcome outcome =
        Trials.run(spec, data, new Trials.Recorder(), directory.resolve("checkpoint"));
    double perplexity = outcome.metrics().get("test.perplexity").value();
    double used = outcome.metrics().get("test.codes-used").value();
    assertTrue(perplexity > 1 && perplexity <= used && used <= codes, outcome.toString());
  }

  private static Progress progress(TrialGraph graph) {
    return Progress.start(graph.loss.turns().size(), graph.loss.order());
  }

  private static String only(Map<String, float[]> variables, String suffix) {
    List<String> names = variables.keySet().stream().filter(name -> name.endsWith(suffix)).toList();
    assertEquals(1, names.size(), variables.keySet().toString());
    return names.get(0);
  }
}
