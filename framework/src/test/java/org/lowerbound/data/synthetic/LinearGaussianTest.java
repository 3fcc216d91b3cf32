package org.lowerbound.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.ExactDensity;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.tensorflow.ndarray.Shape;

class LinearGaussianTest {
  private static final LinearGaussian DEFAULT =
      new LinearGaussian(10, 3, Loadings.ORTHOGONAL, 0.5, 20_000, 1000, 10_000, 0);
  private static final LinearGaussian DENSE =
      new LinearGaussian(10, 3, Loadings.DENSE, 0.5, 20_000, 1000, 10_000, 0);

  @Test
  void defaultIsTheSameBytesOnEveryPlatform() {
    // Made by this program (OpenJDK 17, Linux x86-64).
    assertEquals(
        "6e88e3795b992a75904e589473402195533220a7223d0fa56b15455c734c4d25",
        load(DEFAULT).fingerprint());
  }

  @Test
  void splitsHaveTheSizesAskedFor() {
    Dataset data = load(DEFAULT);
    assertEquals(20_000, data.splits().get(Split.TRAIN).count());
    assertEquals(1000, data.splits().get(Split.VALIDATION).count());
    assertEquals(10_000, data.splits().get(Split.TEST).count());
    assertEquals(Shape.of(10), data.observationShape());
    assertEquals(ValueKind.REAL, data.observedKind());
  }

  @Test
  void sizeOfASplitChangesNoOther() {
    Dataset small = load(new LinearGaussian(10, 3, Loadings.ORTHOGONAL, 0.5, 50, 0, 10_000, 0));
    assertFalse(small.splits().containsKey(Split.VALIDATION));
    Dataset large = load(DEFAULT);
    assertArrayEquals(floats(large, Split.TEST), floats(small, Split.TEST));
    for (int column = 0; column < 10; column++) {
      assertEquals(
          large.splits().get(Split.TRAIN).value(ValueKind.REAL, 49, column),
          small.splits().get(Split.TRAIN).value(ValueKind.REAL, 49, column));
    }
  }

  @Test
  void momentsAreThoseOfTheModel() {
    for (LinearGaussian spec : new LinearGaussian[] {DEFAULT, DENSE}) {
      LinearGaussianModel model = spec.model();
      Observations train = load(spec).splits().get(Split.TRAIN);
      double[] b = model.mean();
      double[][] w = model.loadings();
      int n = train.count();
      for (int i = 0; i < 10; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = 0;
          double product = 0;
          for (int row = 0; row < n; row++) {
            double xi = train.value(ValueKind.REAL, row, i) - b[i];
            sum += xi;
            product += xi * (train.value(ValueKind.REAL, row, j) - b[j]);
          }
          double covariance = covariance(w, spec.noise(), i, j);
          double vi = covariance(w, spec.noise(), i, i);
          double vj = covariance(w, spec.noise(), j, j);
          // Isserlis: Var(xi xj) = vi vj + covariance². 5 standard errors, 130 comparisons.
          double standardError = Math.sqrt((vi * vj + covariance * covariance) / n);
          assertEquals(covariance, product / n, 5 * standardError);
          assertEquals(0, sum / n, 5 * Math.sqrt(vi / n));
        }
      }
    }
  }

  @Test
  void meanLogDensityOfTheTestSplitIsTheNegativeEntropy() {
    for (LinearGaussian spec : new LinearGaussian[] {DEFAULT, DENSE}) {
      Dataset data = load(spec);
      ExactDensity density = data.exactDensity().orElseThrow();
      Observations test = data.splits().get(Split.TEST);
      double sum = 0;
      double[] x = new double[10];
      for (int row = 0; row < test.count(); row++) {
        for (int i = 0; i < x.length; i++) {
          x[i] = test.value(ValueKind.REAL, row, i);
        }
        sum += density.logProb(x);
      }
      // At the mean the density is 1 / sqrt(|2 π C|); the mean of the quadratic term is 10 / 2, and
      // it is half a chi-squared of 10 degrees of freedom, so its variance is 20 / 4.
      double expected = spec.model().logProb(spec.model().mean()) - 5;
      assertEquals(expected, sum / test.count(), 5 * Math.sqrt(5.0 / test.count()));
    }
  }

  @Test
  void orthogonalLoadingsMakeTheExactPosteriorDiagonal() {
    double[][] covariance = DEFAULT.model().posteriorCovariance();
    for (int j = 0; j < 3; j++) {
      // Columns of length 2, 1.5 and 1: variance s² / (s² + length²).
      double length = 2 - j / 2.0;
      assertEquals(0.25 / (0.25 + length * length), covariance[j][j], 1e-12);
      for (int k = 0; k < j; k++) {
        assertEquals(0, covariance[j][k], 1e-12);
      }
    }
  }

  @Test
  void denseLoadingsCorrelateTheLatentsUnderThePosterior() {
    double[][] covariance = DENSE.model().posteriorCovariance();
    for (int j = 0; j < 3; j++) {
      for (int k = 0; k < j; k++) {
        double correlation = covariance[j][k] / Math.sqrt(covariance[j][j] * covariance[k][k]);
        assertTrue(correlation < -0.2, "correlation " + correlation);
      }
    }
  }

  @Test
  void loadingsHaveTheLengthsAndAnglesPromised() {
    for (LinearGaussian spec : new LinearGaussian[] {DEFAULT, DENSE}) {
      double[][] w = spec.model().loadings();
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k <= j; k++) {
          double product = 0;
          for (double[] row : w) {
            product += row[j] * row[k];
          }
          double cosine = j == k ? 1 : spec.loadings() == Loadings.DENSE ? 0.5 : 0;
          assertEquals(cosine * (2 - j / 2.0) * (2 - k / 2.0), product, 1e-12);
        }
      }
    }
  }

  @Test
  void asManyLatentsAsDimensionsWork() {
    LinearGaussianModel model = new LinearGaussian(5, 5, Loadings.DENSE, 0.1, 1, 0, 1, 0).model();
    assertTrue(Double.isFinite(model.logProb(new double[5])));
    LinearGaussianModel line = new LinearGaussian(1, 1, Loadings.ORTHOGONAL, 1, 1, 0, 1, 0).model();
    assertEquals(2, Math.abs(line.loadings()[0][0]), 1e-15);
  }

  @Test
  void seedDecidesTheModelAndTheDraws() {
    LinearGaussian other =
        new LinearGaussian(10, 3, Loadings.ORTHOGONAL, 0.5, 20_000, 1000, 10_000, 1);
    assertNotEquals(load(DEFAULT).fingerprint(), load(other).fingerprint());
    assertNotEquals(DEFAULT.model().mean()[0], other.model().mean()[0]);
    assertNotEquals(DEFAULT.model().loadings()[0][0], other.model().loadings()[0][0]);
  }

  @Test
  void namesWhatIsOutOfRange() {
    assertRefused(
        "latents must be 1 … dimension (2) but is 3",
        () -> new LinearGaussian(2, 3, Loadings.ORTHOGONAL, 0.5, 1, 0, 1, 0));
    assertRefused(
        "loadings \"dense\" need at least 2 latents to be correlated but latents is 1",
        () -> new LinearGaussian(2, 1, Loadings.DENSE, 0.5, 1, 0, 1, 0));
    assertRefused(
        "noise must be positive and finite but is NaN",
        () -> new LinearGaussian(2, 1, Loadings.ORTHOGONAL, Double.NaN, 1, 0, 1, 0));
    assertRefused(
        "test must be at least 1 but is 0",
        () -> new LinearGaussian(2, 1, Loadings.ORTHOGONAL, 0.5, 1, 0, 0, 0));
    assertRefused(
        "train x dimension is 1000000 x 4000: at most 536870912",
        () -> new LinearGaussian(4_000, 1, Loadings.ORTHOGONAL, 0.5, 1_000_000, 0, 1, 0));
    assertRefused(
        "dimension must be at most 4096 but is 10000",
        () -> new LinearGaussian(10_000, 1, Loadings.ORTHOGONAL, 0.5, 1, 0, 1, 0));
  }

  private static void assertRefused(String message, Executable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
  }

  private static double covariance(double[][] w, double noise, int i, int j) {
    double sum = i == j ? noise * noise : 0;
    for (int k = 0; k < w[i].length; k++) {
      sum += w[i][k] * w[j][k];
    }
    return sum;
  }

  private static float[] floats(Dataset data, Split split) {
    return ((Observations.Floats) data.splits().get(split)).values();
  }

  private static Dataset load(LinearGaussian spec) {
    return spec.load(new DataSource(Optional.empty(), Path.of("unused")));
  }
}
