package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.code.ActiveUnits;
import org.lowerbound.evaluation.linear.ExactGap;
import org.lowerbound.evaluation.linear.LoadingsMetric;
import org.lowerbound.evaluation.linear.PrincipalAngles;
import org.lowerbound.evaluation.linear.RateLimit;
import org.lowerbound.model.CodeFamily;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.linear.PrincipalComponents;
import org.lowerbound.model.linear.ProbabilisticPca;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.PointPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Normal;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.autoencoding.Autoencoder;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.closedform.ClosedFormEm;
import org.lowerbound.objective.closedform.ClosedFormSolve;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.schedule.CosineSchedule;
import org.tensorflow.ndarray.Shape;

/**
 * Linear VAEs and autoencoders trained by gradient on data whose covariance is diag(4, 2, 1, ½):
 * where they must come to is known (Lucas et al. 2019; Baldi and Hornik 1989).
 */
final class LinearVaeTest {
  private static final double[] EIGENVALUES = {4, 2, 1, 0.5};
  private static final int D = 4;
  private static final int N = 16;

  @TempDir Path directory;

  /** Columns of a Hadamard matrix, which are orthogonal and of mean 0. */
  private static final Dataset DATA = dataset();

  private static Dataset dataset() {
    float[] values = new float[N * D];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < D; j++) {
        int sign = (i >> j) % 2 == 0 ? 1 : -1;
        values[i * D + j] = (float) (sign * Math.sqrt(EIGENVALUES[j]));
      }
    }
    Observations all = new Observations.Floats(values, N, D);
    return Dataset.of(
        "hadamard",
        Shape.of(D),
        ValueKind.REAL,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, all, Split.TEST, all),
        Optional.empty(),
        Optional.empty());
  }

  private static ModelSpec vae(int latents, CodeFamily posterior, Scale scale) {
    Mlp linear = new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());
    return new Vae(
        latents,
        linear,
        posterior,
        new StandardNormalPrior(),
        linear,
        new NormalLikelihood(scale, OutputBias.DATA_MEAN),
        new Corruption.None());
  }

  private static ModelSpec vae(int latents, Scale scale) {
    return vae(latents, new DiagonalNormalPosterior(ScaleLink.EXP), scale);
  }

  private static Objective elbo(double beta) {
    return new Elbo(
        new ConstantSchedule(beta), 4, KlEstimator.CLOSED_FORM, new ReparameterizedGradient());
  }

  private TrialOutcome run(ModelSpec model, Objective objective, int steps, Metric... metrics) {
    TrainingSpec training =
        new TrainingSpec(N, Optional.of(steps), Optional.empty(), Optional.empty(), 10, steps);
    TrialOutcome outcome =
        Trials.run(
            new TrialSpec(
                source -> DATA,
                model,
                objective,
                new Adam(new CosineSchedule(0.05, 0, training.length()), 0.9, 0.999, 1e-8),
                training,
                new EvaluationSpec(
                    ImmutableList.copyOf(metrics),
                    ImmutableList.of(Split.TEST),
                    ImmutableList.of()),
                1),
            DATA,
            new Trials.Recorder(),
            directory);
    assertEquals(Optional.empty(), outcome.divergence());
    return outcome;
  }

  private static double number(TrialOutcome outcome, String name) {
    return outcome.metrics().get(name).value();
  }

  @ParameterizedTest
  @CsvSource({"0.3, 1", "0.75, 1", "1.5, 1", "3, 1", "0.75, 4"})
  void theUnitsInUseAreTheEigenvaluesAboveBetaTimesTheNoise(double variance, double beta) {
    TrialOutcome outcome =
        run(
            vae(4, new Scale.Fixed(Math.sqrt(variance))),
            elbo(beta),
            2000,
            new ActiveUnits(0.01),
            new LoadingsMetric(0.05));
    int predicted = 0;
    for (double eigenvalue : EIGENVALUES) {
      predicted += eigenvalue > beta * variance ? 1 : 0;
    }
    assertEquals(predicted, number(outcome, "active-units"));
    assertEquals(predicted, number(outcome, "loadings-rank"));
    assertEquals(variance, number(outcome, "noise-variance"), 1e-6);
  }

  /** Reverse water-filling: D = Σ min(λ, θ) and R = Σ max(0, ½ log(λ / θ)) at θ = βσ². */
  @ParameterizedTest
  @CsvSource({"0.3, 1", "0.75, 2", "0.6, 4", "3, 0.05"})
  void rateAndDistortionAreOnTheCurveOfANormalSource(double variance, double beta) {
    TrialOutcome outcome =
        run(
            vae(4, new Scale.Fixed(Math.sqrt(variance))),
            elbo(beta),
            3000,
            new ElboMetric(200, KlEstimator.CLOSED_FORM),
            new RateLimit(200));
    double level = beta * variance;
    double rate = 0;
    double distortion = 0;
    for (double eigenvalue : EIGENVALUES) {
      rate += Math.max(0, 0.5 * Math.log(eigenvalue / level));
      distortion += Math.min(eigenvalue, level);
    }
    // Steps with draws, at a rate that goes to 0; and 200 draws for each of 16 examples.
    assertEquals(rate, number(outcome, "rate"), 0.02 * Math.max(1, rate));
    assertEquals(distortion, number(outcome, "squared-error"), 0.04 * distortion);
    assertEquals(number(outcome, "rate"), number(outcome, "rate-limit"), 0.06);
    assertEquals(
        number(outcome, "squared-error") / (2 * variance)
            + 0.5 * D * Math.log(2 * Math.PI * variance),
        number(outcome, "distortion"),
        0.05 * distortion / variance);
  }

  @Test
  void aLearnedScaleComesToTheLikelihoodOfPpca() {
    TrialOutcome learned =
        run(vae(2, new Scale.Learned(1)), elbo(1), 4000, new ExactGap(), new LoadingsMetric(0.001));
    TrialOutcome solved =
        run(
            new ProbabilisticPca(2, new Normal(1), 1),
            new ClosedFormSolve(),
            1,
            new ExactGap(),
            new LoadingsMetric(0.001),
            new PrincipalAngles());
    // log p(x) of ML PPCA: σ² = ¾, and the covariance has the determinant 4 · 2 · ¾².
    double expected = 0.5 * (D * Math.log(2 * Math.PI) + Math.log(4.5) + D);
    assertEquals(expected, number(solved, "model-nll"), 1e-6);
    assertEquals(0.75, number(solved, "noise-variance"), 1e-6);
    assertEquals(0, number(solved, "principal-angle"), 1e-4); // 32-bit floats.
    assertEquals(1, number(solved, "explained-variance"), 1e-6);
    // Steps with draws, at a rate that goes to 0.
    assertEquals(expected, number(learned, "model-nll"), 2e-3);
    assertEquals(0, number(learned, "exact-gap"), 2e-3);
    assertEquals(0.75, number(learned, "noise-variance"), 0.02);
  }

  @Test
  void anAutoencoderHasTheSpaceOfThePrincipalComponents() {
    TrialOutcome gradient =
        run(
            vae(2, new PointPosterior(), new Scale.Fixed(1)),
            new Autoencoder(0, 0),
            800,
            new PrincipalAngles());
    assertEquals(0, number(gradient, "principal-angle"), 0.1);
    assertEquals(1, number(gradient, "explained-variance"), 1e-4);
  }

  @Test
  void principalComponentsAreSolvedOrFollowed() {
    ModelSpec pca = new PrincipalComponents(2, new GlorotUniform());
    TrialOutcome solved = run(pca, new ClosedFormSolve(), 1, new PrincipalAngles());
    assertEquals(0, number(solved, "principal-angle"), 1e-4); // 32-bit floats.
  }

  @Test
  void aLinearModelByGradientHasTheSameSpace() {
    TrialOutcome followed =
        run(
            new PrincipalComponents(2, new GlorotUniform()),
            new Autoencoder(0, 0),
            800,
            new PrincipalAngles());
    assertEquals(0, number(followed, "principal-angle"), 0.1);
  }

  @Test
  void emThatEndsWithLoadingsOfALowerRankSaysSo() {
    // Both columns are the same, and stay so.
    float[] w = {1, 1, 0.5f, 0.5f, -0.3f, -0.3f, 0.2f, 0.2f};
    TrialOutcome outcome =
        run(
            new StartsAt(
                new ProbabilisticPca(2, new Normal(1), 1), ImmutableMap.of("decoder.loadings", w)),
            new ClosedFormEm(),
            20,
            new LoadingsMetric(0.001));
    assertEquals(1, number(outcome, "loadings-rank"));
    String finding = outcome.metrics().get("loadings-rank").caveats().findings().get(0);
    assertTrue(
        finding.startsWith("The loadings have 2 columns but the rank 1: EM cannot raise the rank"),
        finding);
  }
}
