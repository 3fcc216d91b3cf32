package org.lowerbound.evaluation.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Split;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.synthetic.DrawCounts;
import org.lowerbound.data.synthetic.LinearGaussianClasses;
import org.lowerbound.data.synthetic.LinearGaussianModel;
import org.lowerbound.data.synthetic.Loadings;
import org.lowerbound.data.synthetic.Moons;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.model.Model;
import org.lowerbound.numeric.Cholesky;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.ndarray.Shape;

/**
 * Two labels with one covariance C: the log-odds of x are normal around ±Δ²/2 with variance Δ² =
 * (m₁ − m₀)ᵀ C⁻¹ (m₁ − m₀), from which accuracy, information and the curve of rejection follow.
 */
final class ExactBayesRuleTest {
  private static final int COUNT = 4000;
  private static final int DIMENSION = 4;

  private static LinearGaussianClasses spec(int classes, double separation) {
    return new LinearGaussianClasses(
        DIMENSION,
        2,
        Loadings.DENSE,
        0.5,
        classes,
        separation,
        new LabelChoice.Whole(true),
        new DrawCounts(1, 0, COUNT, 3));
  }

  private static Dataset load(LinearGaussianClasses spec) {
    return spec.load(new DataSource(Optional.empty(), Path.of("unused")));
  }

  private record Measured(
      ImmutableMap<String, Estimate> numbers, ImmutableMap<String, double[]> kept) {}

  /** No model is asked. */
  private static Measured measured(Dataset dataset) {
    Model none = new Model() {};
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated runner =
          new Evaluated(
              harness,
              none,
              harness.input(Shape.of(COUNT, DIMENSION), new float[COUNT * DIMENSION]),
              COUNT,
              dataset);
      ImmutableMap<String, Estimate> numbers = runner.measure(new ExactBayesRule());
      return new Measured(numbers, runner.kept());
    }
  }

  /** Returns C⁻¹ (m₁ − m₀), by the covariance itself. */
  private static double[] slope(LinearGaussianModel zero, LinearGaussianModel one) {
    double[][] w = zero.loadings();
    double[][] covariance = new double[DIMENSION][DIMENSION];
    double[] difference = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      difference[i] = one.mean()[i] - zero.mean()[i];
      for (int j = 0; j < DIMENSION; j++) {
        covariance[i][j] = i == j ? zero.noise() * zero.noise() : 0;
        for (int k = 0; k < w[i].length; k++) {
          covariance[i][j] += w[i][k] * w[j][k];
        }
      }
    }
    return new Cholesky(covariance).solve(difference);
  }

  /** Returns the part of N(0, 1) below t, by Simpson's rule, whose error is below 1e-6. */
  private static double below(double t) {
    int intervals = 400;
    double from = -9;
    double step = Math.max(0, t - from) / intervals;
    double sum = 0;
    for (int i = 0; i <= intervals; i++) {
      double u = from + i * step;
      sum += (i == 0 || i == intervals ? 1 : i % 2 == 0 ? 2 : 4) * Math.exp(-u * u / 2);
    }
    return sum * step / 3 / Math.sqrt(2 * Math.PI);
  }

  /** The parts of all examples whose log-odds are beyond ±τ, on the right and the wrong side. */
  private record Accepted(double right, double wrong) {
    static Accepted at(double threshold, double delta) {
      double mean = delta * delta / 2;
      return new Accepted(below((mean - threshold) / delta), below((-mean - threshold) / delta));
    }

    double coverage() {
      return right + wrong;
    }

    double risk() {
      return wrong == 0 ? 0 : wrong / coverage();
    }
  }

  @Test
  void twoNormalsHaveTheirClosedForms() {
    LinearGaussianClasses spec = spec(2, 0.6);
    Dataset dataset = load(spec);
    LinearGaussianModel zero = spec.models().get(0);
    LinearGaussianModel one = spec.models().get(1);
    double[] slope = slope(zero, one);
    double square = 0;
    for (int i = 0; i < DIMENSION; i++) {
      square += slope[i] * (one.mean()[i] - zero.mean()[i]);
    }
    double delta = Math.sqrt(square);
    assertTrue(delta > 0.5 && delta < 3, () -> "neither the same nor apart: " + delta);
    int[] labels = dataset.labels().orElseThrow().numbers().get(Split.TEST);
    double[] logOdds = new double[COUNT];
    for (int n = 0; n < COUNT; n++) {
      for (int i = 0; i < DIMENSION; i++) {
        double middle = (one.mean()[i] + zero.mean()[i]) / 2;
        logOdds[n] += slope[i] * (dataset.rawValue(Split.TEST, n, i) - middle);
      }
    }
    Measured measured = measured(dataset);
    double[] nlls = measured.kept().get("exact-label-nll");
    double[] correct = measured.kept().get("exact-accuracy");
    for (int n = 0; n < COUNT; n++) {
      double signed = labels[n] == 1 ? logOdds[n] : -logOdds[n];
      assertEquals(Math.log1p(Math.exp(-signed)), nlls[n], 1e-9);
      assertEquals(signed > 0 ? 1 : 0, correct[n]);
    }
    MonteCarlo.of(correct).assertExpectation(below(delta / 2), "accuracy");
    double conditional = 0;
    double step = 1e-3;
    for (double t = -9; t < 9; t += step) {
      conditional +=
          step
              * Math.exp(-t * t / 2)
              / Math.sqrt(2 * Math.PI)
              * Math.log1p(Math.exp(-square / 2 - delta * t));
    }
    // log 2 less it is I(x; y).
    MonteCarlo.of(nlls).assertExpectation(conditional, "the entropy of y given x");
    double[] sure = Arrays.stream(logOdds).map(Math::abs).toArray();
    double[] risks = new Coverage(sure, correct).risks();
    for (double threshold : new double[] {0.25, 1, 2}) {
      Accepted accepted = Accepted.at(threshold, delta);
      int n = (int) Arrays.stream(sure).filter(odds -> odds > threshold).count();
      assertBinomial(accepted.coverage(), n / (double) COUNT, COUNT);
      assertBinomial(accepted.risk(), risks[n - 1], n);
    }
    // ∫ risk d coverage, over falling thresholds.
    double area = 0;
    Accepted before = Accepted.at(12, delta);
    for (double threshold = 11.95; threshold > -0.01; threshold -= 0.05) {
      Accepted next = Accepted.at(Math.max(0, threshold), delta);
      area += (next.risk() + before.risk()) / 2 * (next.coverage() - before.coverage());
      before = next;
    }
    Estimate found = measured.numbers().get("exact-entropy-risk-area");
    assertEquals(area, found.value(), 4 * found.standardError().orElseThrow());
  }

  private static void assertBinomial(double expected, double found, int n) {
    assertEquals(expected, found, 4 * Math.sqrt(expected * (1 - expected) / n));
  }

  @Test
  void labelsThatSayNothingGiveChance() {
    Dataset dataset = load(spec(3, 0));
    int[] labels = dataset.labels().orElseThrow().numbers().get(Split.TEST);
    Measured measured = measured(dataset);
    for (double nll : measured.kept().get("exact-label-nll")) {
      assertEquals(Math.log(3), nll, 1e-12);
    }
    double first = IntStream.of(labels).filter(label -> label == 0).count() / (double) COUNT;
    assertEquals(first, measured.numbers().get("exact-accuracy").value(), 1e-12);
    // Entropies are one but for rounding, which puts the examples into an order at random.
    Estimate area = measured.numbers().get("exact-entropy-risk-area");
    assertEquals(1 - first, area.value(), 4 * area.standardError().orElseThrow());
    assertTrue(measured.numbers().get("exact-accuracy").caveats().chance().isPresent());
  }

  @Test
  void whereTheClassesAreNotKnownItIsRefused() {
    Dataset moons =
        new Moons(0.1, new LabelChoice.Whole(true), new DrawCounts(10, 0, 10, 1)).load(null);
    assertEquals(
        "the true p(y | x) of moons is not known; exact-bayes-rule needs a data set like"
            + " linear-gaussian-classes",
        assertThrows(IllegalArgumentException.class, () -> new ExactBayesRule().checkFits(moons))
            .getMessage());
  }
}
