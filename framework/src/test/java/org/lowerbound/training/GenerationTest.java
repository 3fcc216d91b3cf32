package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataException;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.model.linear.ProbabilisticPca;
import org.lowerbound.network.Normal;
import org.lowerbound.numeric.SymmetricEigen;
import org.lowerbound.objective.closedform.ClosedFormSolve;
import org.lowerbound.random.RandomStream;
import org.lowerbound.schedule.Time;
import org.tensorflow.ndarray.Shape;

/**
 * Models of their own samples. PPCA with one latent less than values is any normal distribution, at
 * the maximum of its likelihood in closed form: of it the recursions are known.
 */
class GenerationTest {
  private static final int D = 20;
  private static final int N = 100;
  private static final int GENERATIONS = 3;
  private static final int CHAINS = 3;

  @TempDir Path directory;

  /** N(0, I): enough rows for fresh ones in each generation. */
  private static Dataset real(long seed) {
    RandomStream stream = new RandomStream(seed, "real");
    float[] values = new float[GENERATIONS * N * D];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) stream.nextGaussian();
    }
    Observations all = new Observations.Floats(values, GENERATIONS * N, D);
    return Trials.dataset(
        Shape.of(D),
        ValueKind.REAL,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, all, Split.TEST, all));
  }

  private static Generation generation(
      int generation, int fixed, int fresh, int synthetic, double bias) {
    return new Generation(
        source -> {
          throw new AssertionError("it is given");
        },
        generation,
        Optional.of(N),
        fixed,
        fresh,
        synthetic,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        bias,
        0);
  }

  /** A model after its training: its mean, its covariance, and what draws from it. */
  private record Fitted(TrialSpec spec, Dataset data, ImmutableMap<String, float[]> variables) {
    double mean(int i) {
      return data.trainMean().get(i);
    }

    /** The eigenvalues of WWᵀ + σ²I. */
    double[] variances() {
      float[] w = variables.get("decoder.loadings");
      double[][] covariance = new double[D][D];
      for (int i = 0; i < D; i++) {
        for (int j = 0; j < D; j++) {
          for (int k = 0; k < D - 1; k++) {
            covariance[i][j] += (double) w[i * (D - 1) + k] * w[j * (D - 1) + k];
          }
        }
        covariance[i][i] += Math.exp(2 * variables.get("decoder.logScale")[0]);
      }
      return SymmetricEigen.valuesOf(covariance);
    }

    Matrix draws(int count, double bias, long seed) {
      try (TrainedModel model =
          TrainedModel.open(
              spec.model(),
              TrialSpec.observed(data),
              new TrainedState(variables, false, new Time(1, 1)),
              seed)) {
        return model.sampleWithBias(count, bias);
      }
    }
  }

  private Fitted fit(Dataset data, String name) {
    int n = data.splits().get(Split.TRAIN).count();
    TrialSpec spec =
        new TrialSpec(
            source -> data,
            new ProbabilisticPca(D - 1, new Normal(1), 1),
            new ClosedFormSolve(),
            Trials.adam(),
            new TrainingSpec(n, Optional.of(1), Optional.empty(), Optional.empty(), 10, 1),
            new EvaluationSpec(
                ImmutableList.of(new Nll(1, 1)), ImmutableList.of(Split.TEST), ImmutableList.of()),
            1);
    Path folder = directory.resolve(name);
    TrialOutcome outcome = Trials.run(spec, data, new Trials.Recorder(), folder);
    return new Fitted(
        spec, data, Trials.checkpoints(folder).end(outcome.steps().all()).checkpoint().variables());
  }

  /** What the last models of some chains are, one number each. */
  @SuppressWarnings("ArrayRecordComponent") // For one test.
  private record Chains(double[] logVolume, double[] variance, double[] squaredMean) {}

  private Chains run(int fresh, int synthetic, double bias) {
    Chains chains = new Chains(new double[CHAINS], new double[CHAINS], new double[CHAINS]);
    for (int c = 0; c < CHAINS; c++) {
      Dataset real = real(c);
      Matrix none = new Matrix(new float[0], 0, D);
      Fitted model =
          fit(generation(1, 0, fresh, synthetic, bias).of(real, none, "first"), c + "-1");
      for (int t = 2; t <= GENERATIONS; t++) {
        Generation next = generation(t, 0, fresh, synthetic, bias);
        Matrix draws = model.draws(synthetic, bias, 1000L * c + t);
        model = fit(next.of(real, draws, "next"), c + "-" + t);
      }
      double[] variances = model.variances();
      chains.logVolume()[c] = Arrays.stream(variances).map(Math::log).sum();
      chains.variance()[c] = Arrays.stream(variances).sum() / D;
      for (int i = 0; i < D; i++) {
        chains.squaredMean()[c] += model.mean(i) * model.mean(i) / D;
      }
    }
    return chains;
  }

  /** Within four standard errors. */
  private static void assertMean(double expected, double[] values, double variance) {
    assertEquals(
        expected, Arrays.stream(values).average().orElseThrow(), 4 * Math.sqrt(variance / CHAINS));
  }

  /** ψ(x) by its recursion and its asymptotic series. */
  private static double digamma(double x) {
    double sum = 0;
    double y = x;
    for (; y < 10; y++) {
      sum -= 1 / y;
    }
    return sum + Math.log(y) - 1 / (2 * y) - 1 / (12 * y * y) + 1 / (120 * Math.pow(y, 4));
  }

  /** Of samples alone log |Σ| falls: a Wishart's E log |S| is known, and so is that of its sum. */
  @Test
  void ofItsSamplesAloneAModelLosesItsVolume() {
    double bias = 0.8;
    Chains chains = run(0, N, bias);
    double perGeneration = 0;
    double variance = 0; // Of log |S|: Σ ψ′((n − i) / 2), and ψ′(x) is about 1/x + 1/(2x²).
    for (int i = 1; i <= D; i++) {
      perGeneration += digamma((N - i) / 2.0) - Math.log(N / 2.0);
      variance += 2.0 / (N - i) + 2.0 / ((N - i) * (N - i));
    }
    double loss = GENERATIONS * perGeneration;
    assertMean(
        loss + (GENERATIONS - 1) * D * Math.log(bias), chains.logVolume(), GENERATIONS * variance);
    assertTrue(loss < -10 * Math.sqrt(GENERATIONS * variance / CHAINS), "it could be chance");
    double expected = Math.pow((N - 1.0) / N, GENERATIONS) * Math.pow(bias, GENERATIONS - 1);
    // Of a mean of D variances, each with a relative variance of 2/n a generation.
    assertMean(expected, chains.variance(), expected * expected * GENERATIONS * 2 / (N * D));
  }

  /** With fresh data in each generation variance and mean go to a fixed point. */
  @Test
  void freshDataHoldAModel() {
    double bias = 0.8;
    int n = 2 * N;
    Chains chains = run(N, N, bias);
    double v = 1.0 / N; // E of the squared mean.
    double s = (N - 1.0) / N; // E of the variance.
    for (int t = 2; t <= GENERATIONS; t++) {
      double drawn = (N + N * bias * s) / n;
      double nextS = (n - 1.0) / n * drawn + (double) N * N * v / ((double) n * n);
      v = drawn / n + 0.25 * v;
      s = nextS;
    }
    assertMean(s, chains.variance(), s * s * GENERATIONS * 2 / (N * D));
    assertMean(v, chains.squaredMean(), v * v * 2 / D);
    assertTrue(s > 0.8, "without fresh data it would be below 0.64: " + s);
  }

  @Test
  void realRowsComeFirstAndSamplesAreStoredAsTheData() {
    byte[] levels = {0, (byte) 255, 10, 20, 30, 40};
    Observations train = new Observations.Bytes(levels, 3, 2);
    Dataset grey =
        Trials.dataset(
            Shape.of(2),
            ValueKind.GREY,
            FreshDraw.BINARIZATION,
            ImmutableMap.of(Split.TRAIN, train, Split.TEST, train));
    Generation third = of(grey, 3, 1, 1, 1, 1);
    Dataset made = third.of(grey, new Matrix(new float[] {1, 0}, 1, 2), "mark");
    // The fixed row, the fresh one after that of the first generation and of the second, and a
    // sample: a bit that is drawn from what is stored is the sample's, for certain.
    assertArrayEquals(
        new byte[] {0, (byte) 255, 30, 40, (byte) 255, 0},
        ((Observations.Bytes) made.splits().get(Split.TRAIN)).values());
    assertEquals("mark", made.fingerprint());
    assertEquals(train, made.splits().get(Split.TEST));
    assertEquals(3, third.standIn(grey).splits().get(Split.TRAIN).count());
    assertNotEquals(third.fingerprint(grey, "a"), third.fingerprint(grey, "b"));
    assertEquals(Optional.of("dataset.generation=2"), third.origin().orElseThrow().only());
    assertEquals(Optional.empty(), of(grey, 1, 1, 1, 1, 1).origin());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> of(grey, 4, 1, 1, 1, 1).checkRows(grey));
    assertEquals(
        "generation 4 needs 4 real training examples, with the fresh ones of those before, but"
            + " test-set has 3",
        e.getMessage());
  }

  @Test
  void freshRowsAreNoneOfTheFixedOnesHoweverFewTheFirstHad() {
    Observations train = new Observations.Bytes(new byte[] {0, 1, 2, 3, 4}, 5, 1);
    Dataset grey =
        Trials.dataset(
            Shape.of(1),
            ValueKind.GREY,
            FreshDraw.NOTHING,
            ImmutableMap.of(Split.TRAIN, train, Split.TEST, train));
    Matrix sample = new Matrix(new float[] {1}, 1, 1);
    for (int generation : new int[] {2, 3}) {
      assertArrayEquals(
          new byte[] {0, 1, 2, (byte) (generation + 1), (byte) 255},
          ((Observations.Bytes)
                  of(grey, generation, 1, 3, 1, 1)
                      .of(grey, sample, "mark")
                      .splits()
                      .get(Split.TRAIN))
              .values());
    }
    assertThrows(IllegalArgumentException.class, () -> of(grey, 4, 1, 3, 1, 1).checkRows(grey));
  }

  private static Generation of(
      Dataset real, int generation, int first, int fixed, int fresh, int synthetic) {
    return new Generation(
        source -> real,
        generation,
        Optional.of(first),
        fixed,
        fresh,
        synthetic,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1,
        0);
  }

  @Test
  void whatIsNoGenerationIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> generation(0, 0, 0, 5, 1));
    assertThrows(IllegalArgumentException.class, () -> generation(2, 0, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> generation(2, -1, 0, 5, 1));
    assertThrows(IllegalArgumentException.class, () -> generation(2, 0, 0, 5, 0));
    assertThrows(IllegalArgumentException.class, () -> generation(2, 0, 0, 5, 1.5));
    // Samples are made when a trial runs.
    assertThrows(DataException.class, () -> generation(2, 0, 0, 5, 1).load(null));
  }
}
