package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.linear.BayesianPca;
import org.lowerbound.model.linear.FactorAnalysis;
import org.lowerbound.model.linear.ProbabilisticPca;
import org.lowerbound.network.Normal;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.alternating.Em;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.closedform.ClosedFormEm;
import org.lowerbound.objective.closedform.ClosedFormSolve;
import org.lowerbound.objective.closedform.CoordinateAscent;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.schedule.CosineSchedule;

/**
 * PPCA and factor analysis by EM and by gradient. The golden numbers are of a data set without
 * random numbers, from programs in double precision (Python with numpy; the optima also from
 * scikit-learn 1.2.1: {@code FactorAnalysis.score}, and {@code PCA} with n in place of n − 1).
 */
final class LinearTrialTest {
  private static final int N = Waves.COUNT;
  private static final int D = Waves.DIMENSION;

  /** The data as 32-bit floats move the optimum by 2e-9; the likelihood's own rounding is 5e-7. */
  private static final double ROUNDING = 1e-6;

  private static final Dataset WAVES = Waves.DATASET;
  private static final ModelSpec PPCA = new ProbabilisticPca(2, new Normal(1), 1);
  private static final ModelSpec FACTORS = new FactorAnalysis(2, new Normal(1), 1);

  @TempDir Path directory;
  private String last = "0";

  /** Returns the diagonal of the covariance. */
  private static double[] variances() {
    float[] x = Waves.values();
    double[] variances = new double[D];
    for (int j = 0; j < D; j++) {
      double mean = 0;
      for (int i = 0; i < N; i++) {
        mean += x[i * D + j] / (double) N;
      }
      for (int i = 0; i < N; i++) {
        variances[j] += (x[i * D + j] - mean) * (x[i * D + j] - mean) / N;
      }
    }
    return variances;
  }

  /** Returns the start W[a,b] = ½ sin(1 + slope(b) a + b), and diag S where each value has a σ. */
  private static ModelSpec golden(ModelSpec spec, int latents, boolean oneSlope) {
    float[] w = new float[D * latents];
    for (int a = 0; a < D; a++) {
      for (int b = 0; b < latents; b++) {
        w[a * latents + b] = (float) (0.5 * Math.sin(1 + (oneSlope ? 3 : 3 + b * b) * a + b));
      }
    }
    ImmutableMap.Builder<String, float[]> first = ImmutableMap.builder();
    first.put("decoder.loadings", w);
    if (spec instanceof FactorAnalysis) {
      float[] logScale = new float[D];
      for (int a = 0; a < D; a++) {
        logScale[a] = (float) (0.5 * Math.log(variances()[a]));
      }
      first.put("decoder.logScale", logScale);
    }
    return new StartsAt(spec, first.buildOrThrow());
  }

  private static ModelSpec factors(int latents) {
    return golden(new FactorAnalysis(latents, new Normal(1), 1), latents, false);
  }

  private static ModelSpec components(int latents) {
    return golden(new ProbabilisticPca(latents, new Normal(1), 1), latents, false);
  }

  private static TrainingSpec training(int batchSize, int epochs) {
    return new TrainingSpec(
        batchSize, Optional.of(epochs), Optional.empty(), Optional.empty(), 10, 1);
  }

  private static TrialSpec spec(
      Dataset dataset, ModelSpec model, Objective objective, TrainingSpec training) {
    return new TrialSpec(
        source -> dataset,
        model,
        objective,
        new Adam(new CosineSchedule(0.05, 0, training.length()), 0.9, 0.999, 1e-8),
        training,
        new EvaluationSpec(
            ImmutableList.of(new Nll(1, 1)), ImmutableList.of(Split.TRAIN), ImmutableList.of()),
        1);
  }

  private TrialOutcome run(TrialSpec spec, Dataset dataset, Trials.Recorder recorder, String name) {
    return Trials.run(spec, dataset, recorder, directory.resolve(name));
  }

  private static double logLikelihood(TrialOutcome outcome) {
    assertEquals(Optional.empty(), outcome.divergence());
    return -outcome.metrics().get("train.nll").value();
  }

  /** Returns the mean of log p(x) over the data after some EM iterations. */
  private double afterEm(ModelSpec model, int batchSize, int iterations) {
    last = "em-" + last; // A folder of its own.
    return logLikelihood(
        run(
            spec(WAVES, model, new ClosedFormEm(), training(batchSize, iterations)),
            WAVES,
            new Trials.Recorder(),
            last));
  }

  @Test
  void emComesAsFarAsAProgramInDoublePrecision() {
    assertEquals(-8.159669269, afterEm(factors(2), 50, 1), ROUNDING);
    assertEquals(-7.548900496, afterEm(factors(2), 50, 10), ROUNDING);
  }

  @Test
  void emFindsTheOptimaOfFactorAnalysis() {
    assertEquals(-7.547709178310, afterEm(factors(1), 100, 100), ROUNDING);
    // The golden number is that of 100 steps, 4e-9 below the optimum.
    assertEquals(-7.529146178, afterEm(factors(2), 100, 100), ROUNDING);
  }

  @Test
  void emFindsTheOptimaOfPpca() {
    assertEquals(-7.548186689772, afterEm(components(1), 200, 100), ROUNDING);
    assertEquals(-7.532344632943, afterEm(components(2), 200, 200), ROUNDING);
    assertEquals(-7.528151096475, afterEm(components(3), 200, 200), ROUNDING);
  }

  @Test
  void theParametersOfTheOptimumAreTheKnownOnes() throws Exception {
    afterEm(components(3), 200, 200);
    assertEquals(0.492245743198, variance(last)[0], 1e-6);
    afterEm(factors(2), 200, 300);
    double[] uniquenesses = {.565298, .468777, .499546, .479041, .513946, .542777};
    // The golden numbers are good to 2e-6, as the optimum is flat; so is it for 32-bit floats.
    assertArrayEquals(uniquenesses, variance(last), 2e-5);
  }

  /** Solves, and returns the mean of log p(x). */
  private double solved(int latents, int batchSize) {
    last = "closed-" + latents + "-" + batchSize;
    return logLikelihood(
        run(
            spec(
                WAVES,
                new ProbabilisticPca(latents, new Normal(1), 1),
                new ClosedFormSolve(),
                training(batchSize, 1)),
            WAVES,
            new Trials.Recorder(),
            last));
  }

  @Test
  void theClosedFormIsTheOptimumOfPpca() throws Exception {
    double[] optima = {-7.548186689772, -7.532344632943, -7.528151096475};
    double[] variances = {.544113371038, .511841641699, .492245743198};
    for (int latents = 1; latents <= 3; latents++) {
      assertEquals(optima[latents - 1], solved(latents, 40), ROUNDING);
      assertEquals(variances[latents - 1], variance(last)[0], 1e-6);
    }
    // Columns of W, the longest first, are orthogonal to rounding.
    float[] w = parameters(last).get("decoder.loadings");
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < a; b++) {
        assertEquals(0, product(w, a, b), 1e-6);
      }
      assertTrue(a == 0 || product(w, a, a) < product(w, a - 1, a - 1));
    }
  }

  private static double product(float[] w, int a, int b) {
    double sum = 0;
    for (int i = 0; i < D; i++) {
      sum += (double) w[i * 3 + a] * w[i * 3 + b];
    }
    return sum;
  }

  /** Ascends, and returns the bound at the beginning of each epoch. */
  private double[] ascended(int latents, int batchSize, int epochs) {
    last = "bayesian-" + latents + "-" + batchSize;
    Trials.Recorder recorder = new Trials.Recorder();
    ModelSpec model =
        golden(new BayesianPca(latents, new Normal(1), 1, 1e-3, 1e-3, 1e3), latents, false);
    logLikelihood(
        run(
            spec(WAVES, model, new CoordinateAscent(), training(batchSize, epochs)),
            WAVES,
            recorder,
            last));
    return recorder.epochs.stream().mapToDouble(epoch -> epoch.training().get("bound")).toArray();
  }

  @Test
  void bayesianPcaKeepsTheOneDirectionThatItCanBeSureOf() throws Exception {
    // Golden numbers of a program in double precision from the same start (tools/golden/linear.py).
    double[] bounds = ascended(5, 100, 60);
    double[] first = {-16.556519651728, -8.934183503979, -8.268751628196, -8.204755135749};
    for (int i = 0; i < first.length; i++) {
      assertEquals(first[i], bounds[i], 1e-6 * Math.abs(first[i])); // 32-bit floats.
    }
    for (int i = 1; i < bounds.length; i++) {
      assertTrue(bounds[i] > bounds[i - 1] - ROUNDING, bounds[i - 1] + " " + bounds[i]);
    }
    assertEquals(-8.077560438615, bounds[bounds.length - 1], ROUNDING);
    assertEquals(.555400556909, variance(last)[0], 1e-6);
    float[] precisions = parameters(last).get("decoder.logPrecisions");
    for (int i = 0; i < 5; i++) {
      double expected = i == 3 ? .41102485 : .0011465;
      assertEquals(expected, Math.exp(-precisions[i]), 1e-6);
    }
    bounds = ascended(2, 200, 150);
    assertEquals(-7.951294470179, bounds[bounds.length - 1], ROUNDING);
    assertEquals(.552450001314, variance(last)[0], 1e-6);
    precisions = parameters(last).get("decoder.logPrecisions");
    assertEquals(.41153856, Math.exp(-precisions[1]), 1e-6);
    assertEquals(.00114398, Math.exp(-precisions[0]), 1e-6);
  }

  @Test
  void theClosedFormIsAFixedPointOfEm() throws Exception {
    solved(2, 200);
    float[] w = parameters(last).get("decoder.loadings");
    float[] logScale = parameters(last).get("decoder.logScale");
    ImmutableMap<String, float[]> optimum =
        ImmutableMap.of("decoder.loadings", w, "decoder.logScale", logScale);
    afterEm(new StartsAt(PPCA, optimum), 200, 3);
    assertArrayEquals(w, parameters(last).get("decoder.loadings"), 1e-6f);
    assertArrayEquals(logScale, parameters(last).get("decoder.logScale"), 1e-6f);
  }

  @Test
  void theClosedFormWantsNoFurtherEpochAndAModelThatHasOne() {
    String length = refusal(new ClosedFormSolve(), training(20, 3));
    assertTrue(
        length.endsWith(
            " has the solution after one epoch, of 10 steps, but the training has 30 steps;"
                + " \"epochs\": 1 works"),
        length);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Trainer.check(spec(WAVES, FACTORS, new ClosedFormSolve(), training(20, 1)), WAVES));
    assertTrue(
        e.getMessage()
            .contains(" needs a model with a solution in closed form; independent-pixels"),
        e.getMessage());
  }

  private double[] variance(String name) throws Exception {
    return squaresOfExp(parameters(name).get("decoder.logScale"));
  }

  private static double[] squaresOfExp(float... logScale) {
    double[] variance = new double[logScale.length];
    for (int i = 0; i < variance.length; i++) {
      variance[i] = Math.exp(2 * logScale[i]);
    }
    return variance;
  }

  private ImmutableMap<String, float[]> parameters(String name) throws Exception {
    return checkpoint(name).variables();
  }

  private Checkpoint checkpoint(String name) throws Exception {
    return new CheckpointFile(Checkpoints.last(directory.resolve(name)))
        .load()
        .orElseThrow()
        .checkpoint();
  }

  @Test
  void loadingsOfALowerRankKeepIt() {
    // Of rank 2 with k = 3: EM comes to the optimum of k = 2, until rounding leads it off, which
    // takes some 200 iterations with 32-bit floats.
    ModelSpec lowRank = golden(new FactorAnalysis(3, new Normal(1), 1), 3, true);
    assertEquals(-7.529146174, afterEm(lowRank, 200, 100), ROUNDING);
  }

  @Test
  void theLikelihoodNeverFalls() {
    for (ModelSpec model : ImmutableList.of(PPCA, FACTORS)) {
      Trials.Recorder recorder = new Trials.Recorder();
      run(
          spec(WAVES, model, new ClosedFormEm(), training(20, 60)),
          WAVES,
          recorder,
          model.getClass().getSimpleName());
      double before = Double.NEGATIVE_INFINITY;
      for (TrialListener.Epoch epoch : recorder.epochs) {
        double bound = epoch.training().get("bound");
        assertTrue(bound > before - ROUNDING, before + " " + bound);
        assertEquals(0.1, epoch.training().get("share-of-maximize"), 1e-12);
        before = bound;
      }
      assertTrue(before - recorder.epochs.get(0).training().get("bound") > 0.5);
    }
  }

  @Test
  void settingsThatWouldDoNothingAreRefused() {
    assertEquals(
        "the parameters move at the end of each epoch, of 10 steps, but 15 steps end within one; 10"
            + " or 20 steps work, or \"epochs\"",
        refusal(
            new ClosedFormEm(),
            new TrainingSpec(20, Optional.empty(), Optional.of(15L), Optional.empty(), 10, 1)));
    assertEquals(
        "clipNorm limits gradients, but this objective takes none",
        refusal(
            new ClosedFormEm(),
            new TrainingSpec(20, Optional.of(1), Optional.empty(), Optional.of(1.0), 10, 1)));
    assertEquals(
        "average is a mean over the steps of a descent, but this objective takes none: most of it"
            + " would be the first values; without \"average\" it works",
        refusal(
            new ClosedFormSolve(),
            new TrainingSpec(
                20,
                Optional.of(1),
                Optional.empty(),
                Optional.empty(),
                10,
                1,
                Optional.of(0.999))));
    assertEquals(
        "the steps of the encoder would move nothing: this model has no such parameters",
        refusal(new Em(Trials.elbo(), 1, 1), training(20, 1)));
  }

  private static String refusal(Objective objective, TrainingSpec training) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> Trainer.check(spec(WAVES, PPCA, objective, training), WAVES))
        .getMessage();
  }

  @Test
  void theSizeOfTheBatchesDoesNotMatter() {
    // Nor does the order: the sums are in double precision.
    assertEquals(afterEm(factors(2), 200, 20), afterEm(factors(2), 8, 20), 2e-7);
  }

  @Test
  void anInterruptionInTheMiddleOfAnEpochLeavesTheSameBits() throws Exception {
    TrialSpec spec = spec(WAVES, FACTORS, new ClosedFormEm(), training(20, 5));
    TrialOutcome expected = run(spec, WAVES, new Trials.Recorder(), "whole");
    assertThrows(
        CancellationException.class, () -> run(spec, WAVES, new Trials.Recorder(27), "broken"));
    assertEquals(27, checkpoint("broken").progress().step());
    TrialOutcome actual = run(spec, WAVES, new Trials.Recorder(), "broken");
    assertEquals(expected.metrics(), actual.metrics());
    assertEquals(checkpoint("whole").progress(), checkpoint("broken").progress());
    ImmutableMap<String, float[]> resumed = parameters("broken");
    parameters("whole")
        .forEach((name, values) -> assertArrayEquals(values, resumed.get(name), name));
  }

  @Test
  void anEpochOfWhichAStepIsSkippedMakesNoMStep() throws Exception {
    float[] values = Waves.values();
    values[0] = 3e19f; // Its square is no 32-bit float, so that its log p(x) is not finite.
    Dataset outlier = Waves.dataset(values);
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome =
        run(spec(outlier, FACTORS, new ClosedFormEm(), training(20, 3)), outlier, recorder, "x");
    assertEquals(3, outcome.steps().skipped(), outcome.divergence().toString());
    for (TrialListener.Epoch epoch : recorder.epochs) {
      assertEquals(0, epoch.training().get("share-of-maximize"));
    }
    float[] logScale = parameters("x").get("decoder.logScale");
    assertArrayEquals(new float[D], logScale);
  }

  @Test
  void dataWithoutNoiseEndTheTrainingWithTheReason() {
    float[] values = Waves.values();
    for (int i = 0; i < N; i++) {
      values[i * D + 3] = 7;
    }
    Dataset constant = Waves.dataset(values);
    TrialOutcome outcome =
        run(
            spec(constant, FACTORS, new ClosedFormEm(), training(100, 30)),
            constant,
            new Trials.Recorder(),
            "constant");
    String reason = outcome.divergence().orElseThrow();
    assertTrue(
        reason.contains("not finite were decoder.logScale by the M step (Infinity)"), reason);
  }

  @Test
  void aBatchSizeThatLeavesExamplesOutIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Trainer.check(spec(WAVES, PPCA, new ClosedFormEm(), training(30, 1)), WAVES));
    assertTrue(e.getMessage().contains("a batchSize of 25 or 40 or 200 works"), e.getMessage());
    assertTrue(e.getMessage().contains("20 of 200"), e.getMessage());
  }

  @Test
  void aModelWithoutAnMStepIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Trainer.check(
                    spec(WAVES, Trials.normalVae(), new ClosedFormEm(), training(20, 1)), WAVES));
    assertTrue(
        e.getMessage()
            .contains("an M step in closed form; ppca, factor-analysis and bernoulli-mixture have"),
        e.getMessage());
  }

  @Test
  void gradientsFindTheSameOptimum() {
    // Every draw's log w is log p(x), so that the ELBO and its gradient have no noise of draws.
    Objective withoutNoise =
        new Elbo(
            new ConstantSchedule(1), 1, KlEstimator.MONTE_CARLO, new ReparameterizedGradient());
    ImmutableMap<ModelSpec, Double> optima =
        ImmutableMap.of(components(2), -7.532344632943, factors(1), -7.547709178310);
    optima.forEach(
        (model, expected) -> {
          double actual =
              logLikelihood(
                  run(
                      spec(WAVES, model, withoutNoise, training(200, 600)),
                      WAVES,
                      new Trials.Recorder(),
                      "gradient" + expected));
          assertEquals(expected, actual, 1e-5);
          assertFalse(actual > expected + ROUNDING);
        });
  }

  @Test
  void theBoundIsTheLikelihood() {
    Trials.Recorder recorder = new Trials.Recorder();
    TrialSpec spec = spec(WAVES, factors(2), Trials.elbo(), training(200, 1));
    run(spec, WAVES, recorder, "elbo");
    // The KL in closed form leaves the noise of log p(x|z), which is small for 200 examples.
    assertEquals(-8.422169826, recorder.epochs.get(0).training().get("bound"), 0.3);
    Trials.Recorder exact = new Trials.Recorder();
    run(spec(WAVES, factors(2), new ClosedFormEm(), training(200, 1)), WAVES, exact, "exact");
    assertEquals(-8.422169826, exact.epochs.get(0).training().get("bound"), ROUNDING);
  }
}
