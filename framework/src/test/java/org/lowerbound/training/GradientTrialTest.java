package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.gradient.GradientStatistics;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Fill;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.gradient.Baseline;
import org.lowerbound.objective.gradient.DoublyReparameterized;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.objective.gradient.RunningBaseline;
import org.lowerbound.objective.gradient.ScoreFunction;
import org.lowerbound.objective.gradient.StickingTheLanding;
import org.lowerbound.optimizer.Sgd;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.TestPriors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Gradients that are measured at the end of a trial. */
final class GradientTrialTest {
  private static final int EXAMPLES = 20;

  @TempDir Path directory;

  private static GradientStatistics against(
      Objective reference, GradientEstimator estimator, int draws, String name) {
    return new GradientStatistics(
        Optional.of(new Iwae(8, estimator)), Optional.of(reference), draws, EXAMPLES, name);
  }

  private TrialOutcome run(
      Dataset dataset, ModelSpec model, Sgd sgd, ImmutableList<Metric> metrics) {
    TrialSpec spec = spec(dataset, model, sgd, metrics);
    Trainer.check(spec, dataset);
    return Trials.run(spec, dataset, new Trials.Recorder(), directory.resolve("checkpoint"));
  }

  private static TrialSpec spec(
      Dataset dataset, ModelSpec model, Sgd sgd, ImmutableList<Metric> metrics) {
    return new TrialSpec(
        source -> dataset,
        model,
        Trials.elbo(),
        sgd,
        Trials.epochs(1),
        new EvaluationSpec(metrics, ImmutableList.of(Split.TRAIN, Split.TEST), ImmutableList.of()),
        1);
  }

  private static Sgd sgd(double rate) {
    return new Sgd(new ConstantSchedule(rate), 0, false);
  }

  @Test
  void biasIsFoundWhereThereIsOne() {
    Dataset images = Trials.dynamicImages();
    Iwae reference = new Iwae(8, new ReparameterizedGradient());
    ImmutableMap<String, Estimate> figures =
        run(
                images,
                Trials.bernoulliVae(),
                sgd(0.1),
                ImmutableList.of(
                    against(reference, new StickingTheLanding(), 400, "stl"),
                    against(reference, new DoublyReparameterized(), 400, "dreg"),
                    against(reference, new ScoreFunction(new Baseline.None()), 400, "score"),
                    against(reference, new ReparameterizedGradient(), 10, "same")))
            .metrics();
    double stl = Math.abs(figures.get("stl-bias-t-encoder").value());
    assertTrue(stl > 3 * MonteCarlo.ALLOWED_STANDARD_ERRORS, "biased: " + stl);
    for (String unbiased : new String[] {"dreg", "score"}) {
      double t = figures.get(unbiased + "-bias-t-encoder").value();
      assertTrue(Math.abs(t) < MonteCarlo.ALLOWED_STANDARD_ERRORS, unbiased + ": " + t);
      assertEquals(EXAMPLES, figures.get(unbiased + "-bias-encoder").n());
    }
    // The same estimator on the same draws is the same, to the last bit.
    assertEquals(0, figures.get("same-bias-encoder").value());
    assertEquals(0, figures.get("same-bias-t-decoder").value());
    // With a signal the order of the estimators is plain: dreg, reparameterized, score-function.
    double dreg = figures.get("dreg-snr-encoder").value();
    double plain = figures.get("same-snr-encoder").value();
    double score = figures.get("score-snr-encoder").value();
    assertTrue(dreg > plain && plain > score, dreg + ", " + plain + ", " + score);
    assertFalse(figures.containsKey("stl-norm-prior"), "a prior without parameters");
  }

  @Test
  void measuringLeavesTheTrainingAsItWas() {
    Dataset images = Trials.dynamicImages();
    Metric elbo = new ElboMetric(3, KlEstimator.CLOSED_FORM);
    Metric gradient =
        new GradientStatistics(Optional.empty(), Optional.empty(), 3, EXAMPLES, "gradient");
    ImmutableMap<String, Estimate> without =
        run(images, Trials.bernoulliVae(), sgd(0.1), ImmutableList.of(elbo)).metrics();
    ImmutableMap<String, Estimate> with =
        run(images, Trials.bernoulliVae(), sgd(0.1), ImmutableList.of(gradient, elbo)).metrics();
    assertEquals(without.get("elbo"), with.get("elbo"));
    assertTrue(with.containsKey("train.gradient-snr-decoder"));
  }

  /** q(z | x) = N(m, 1), p(x | z) = N(c, 1): the gradients of the ELBO are m and mean(c − x). */
  private record Known() implements ModelSpec {
    static final double M = 0.75;
    static final double C = 2;

    @Override
    public LikelihoodKind checkFits(ObservedData observed) {
      return LikelihoodKind.DENSITY;
    }

    @Override
    public LatentVariableModel build(ModelScope scope) {
      ParameterStore parameters = scope.parameters();
      int dimension = Trials.DIMENSION;
      Operand<TFloat32> m =
          parameters.in(ParameterGroup.ENCODER).create("m", Shape.of(1), Fill.of(M, 1));
      Operand<TFloat32> c = parameters.create("c", Shape.of(1), Fill.of(C, 1));
      return new LatentVariableModel(
          1,
          TestPriors.standardNormal(1),
          (tf, z, pass) -> // Broadcast over [K, B, 1], and no function of z.
          new DiagonalNormal(
                  tf.math.add(tf.math.mul(tf.zerosLike(z), tf.constant(new float[dimension])), c),
                  tf.constant(new float[dimension]),
                  dimension),
          (tf, x, pass) -> {
            Operand<TFloat32> zero =
                tf.math.mul(tf.constant(0f), tf.math.mean(x, tf.constant(1))); // [B]
            return new DiagonalNormal(
                tf.math.add(tf.expandDims(zero, tf.constant(1)), m), tf.constant(new float[1]), 1);
          },
          ClosedFormKls.registry());
    }
  }

  @Test
  void theGradientIsThatOfTheFirstExamplesOfTheSplit() {
    Dataset numbers = Trials.realNumbers();
    // A rate that moves no 32-bit float.
    ImmutableMap<String, Estimate> figures =
        run(
                numbers,
                new Known(),
                sgd(1e-12),
                ImmutableList.of(
                    new GradientStatistics(
                        Optional.empty(), Optional.empty(), 3, EXAMPLES, "gradient")))
            .metrics();
    for (Split split : new Split[] {Split.TRAIN, Split.TEST}) {
      double expected = 0;
      for (int i = 0; i < EXAMPLES; i++) {
        for (int d = 0; d < Trials.DIMENSION; d++) {
          Observations observations = numbers.splits().get(split);
          expected += (Known.C - observations.value(numbers.kind(), i, d)) / EXAMPLES;
        }
      }
      // Sums of 240 32-bit floats of order 1.
      assertEquals(
          expected,
          figures.get(EvaluationSpec.qualified(split, "gradient-norm-decoder")).value(),
          1e-5 * expected);
      assertEquals(
          Known.M,
          figures.get(EvaluationSpec.qualified(split, "gradient-norm-encoder")).value(),
          1e-6);
    }
    assertFalse(figures.containsKey("gradient-snr-decoder"), "no noise, no ratio");
  }

  @Test
  void anObjectiveThatLearnsIsRefused() {
    Dataset images = Trials.dynamicImages();
    Iwae learning = new Iwae(8, new ScoreFunction(new RunningBaseline(0.8, false)));
    TrialSpec spec =
        spec(
            images,
            Trials.bernoulliVae(),
            sgd(0.1),
            ImmutableList.of(
                new GradientStatistics(
                    Optional.of(learning), Optional.empty(), 3, EXAMPLES, "gradient")));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Trainer.check(spec, images))
            .getMessage();
    assertTrue(message.contains("\"baseline\": \"none\""), message);
  }
}
