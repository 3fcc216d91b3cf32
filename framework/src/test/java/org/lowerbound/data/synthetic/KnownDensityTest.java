package org.lowerbound.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.ExactClasses;
import org.lowerbound.data.ExactDensity;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.testing.MonteCarlo;

/** Vectors made by code whose density is known: mass one, moments, draws and labels. */
class KnownDensityTest {
  private static final LabelChoice NONE = new LabelChoice.Whole(false);
  private static final LabelChoice ALL = new LabelChoice.Whole(true);
  private static final DrawCounts FEW = new DrawCounts(4000, 0, 1, 3);
  private static final EightGaussians EIGHT = new EightGaussians(4, 0.5, ALL, FEW);
  private static final Blobs BLOBS = new Blobs(2, 3, 1, 10, ALL, FEW);
  private static final Moons MOONS = new Moons(0.2, ALL, FEW);

  @Test
  void densitiesOnThePlaneHaveMassOneAndTheEntropyOfTheirDraws() {
    // Steps of σ / 2: the trapezoidal rule is then exact but for e^(-2π² · 4), and the margins
    // leave
    // out less than e^(-32).
    assertMassAndEntropy(EIGHT, 0.25, -8.5, 8.5);
    assertMassAndEntropy(MOONS, 0.1, -3, 4);
    assertMassAndEntropy(BLOBS, 0.5, -18, 18);
  }

  private static void assertMassAndEntropy(DatasetSpec spec, double step, double from, double to) {
    Dataset data = load(spec);
    ExactDensity density = data.exactDensity().orElseThrow();
    double mass = 0;
    double mean = 0;
    double square = 0;
    for (double x = from; x < to; x += step) {
      for (double y = from; y < to; y += step) {
        double log = density.logProb(new double[] {x, y});
        double weight = step * step * Math.exp(log);
        mass += weight;
        mean += weight * log;
        square += weight * log * log;
      }
    }
    assertEquals(1, mass, 1e-9, data.name());
    Observations train = data.splits().get(Split.TRAIN);
    double sum = 0;
    for (int row = 0; row < train.count(); row++) {
      sum += density.logProb(row(train, row));
    }
    double standardError = Math.sqrt((square - mean * mean) / train.count());
    assertEquals(mean, sum / train.count(), 4 * standardError, data.name());
  }

  @Test
  void whatIsKnownOfTheClassesAddsUpAndIsTrueOfTheDraws() {
    LinearGaussianClasses normals =
        new LinearGaussianClasses(4, 2, Loadings.DENSE, 0.5, 3, 0.5, ALL, FEW);
    for (DatasetSpec spec : new DatasetSpec[] {EIGHT, BLOBS, normals}) {
      Dataset data = load(spec);
      ExactClasses exact = (ExactClasses) data.exactDensity().orElseThrow();
      int[] labels = data.labels().orElseThrow().numbers().get(Split.TRAIN);
      Observations train = data.splits().get(Split.TRAIN);
      double[] certainty = new double[labels.length];
      for (int row = 0; row < labels.length; row++) {
        double[] joint = exact.logJoint(row(train, row));
        double logProb = exact.logProb(row(train, row));
        double sum = 0;
        double square = 0;
        for (double log : joint) {
          sum += Math.exp(log - logProb);
          square += Math.exp(2 * (log - logProb));
        }
        assertEquals(1, sum, 1e-9, data.name());
        // E p(y | x) of the label is E Σ p(y | x)².
        certainty[row] = Math.exp(joint[labels[row]] - logProb) - square;
      }
      MonteCarlo.of(certainty).assertExpectation(0, data.name());
    }
    ImmutableList<LinearGaussianModel> models = normals.models();
    ExactClasses exact = (ExactClasses) load(normals).exactDensity().orElseThrow();
    double[] x = {0.1, -0.4, 1, 0.7};
    assertEquals(
        models.get(2).logProb(x) - Math.log(3), exact.logJoint(x)[2], 1e-12, "of one label");
  }

  @Test
  void whatLinearClassesCannotBeIsRefused() {
    assertEquals(
        "latents must be 1 … dimension (2) but is 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> new LinearGaussianClasses(2, 3, Loadings.DENSE, 0.5, 2, 1, ALL, FEW))
            .getMessage());
    assertEquals(
        "separation must be finite and not negative but is -1.0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new LinearGaussianClasses(3, 1, Loadings.ORTHOGONAL, 0.5, 2, -1, ALL, FEW))
            .getMessage());
    assertEquals(
        "known must be the same number for each of the 3 classes but is 100; 99 works",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new LinearGaussianClasses(
                        3, 1, Loadings.ORTHOGONAL, 0.5, 3, 1, new LabelChoice.Part(100, 0), FEW))
            .getMessage());
  }

  @Test
  void theDensityOfTheSwissRollHasMassOne() {
    ExactDensity density = load(new SwissRoll(2, FEW)).exactDensity().orElseThrow();
    // It is a product f(x, z) g(y): ∬ f(x, z) g(y₀) dx dz · ∫ f(x₀, z₀) g(y) dy = f(x₀, z₀) g(y₀).
    double inPlane = 0;
    for (double x = -31; x < 31; x++) {
      for (double z = -31; z < 31; z++) {
        inPlane += Math.exp(density.logProb(new double[] {x, 3, z}));
      }
    }
    double across = 0;
    for (double y = -17; y < 39; y++) {
      across += Math.exp(density.logProb(new double[] {5, y, 7}));
    }
    assertEquals(Math.exp(density.logProb(new double[] {5, 3, 7})), inPlane * across, 1e-12);
  }

  @Test
  void densitiesOfCurvesAreThoseOfABruteForceSum() {
    NoisyCurve roll =
        new NoisyCurve(t -> new double[] {t * Math.cos(t), t * Math.sin(t)}, 4.7, 14.1, 14.2, 0.3);
    int count = 200_000;
    for (double[] x : new double[][] {{5, 7}, {0, 0}, {-20, 3}, {14, -1}, {0.3, -4.8}}) {
      double[] logs = new double[count];
      for (int i = 0; i < count; i++) {
        double t = 4.7 + 9.4 * (i + 0.5) / count;
        logs[i] =
            -0.5
                    * (Math.pow(x[0] - t * Math.cos(t), 2) + Math.pow(x[1] - t * Math.sin(t), 2))
                    / 0.09
                - Math.log(2 * Math.PI * 0.09);
      }
      double most = Arrays.stream(logs).max().orElseThrow();
      double sum = Arrays.stream(logs).map(log -> Math.exp(log - most)).sum();
      // The midpoint rule's own error, (h · slope)² / 24, is below 1e-5 at the farthest point.
      assertEquals(most + Math.log(sum / count), roll.logProb(x), 1e-5);
    }
  }

  @Test
  void momentsOfTheDrawsAreThoseOfTheGeometry() {
    // Half circles: E x = 1/2, E y = 1/4; Var x = Var cos t + 1/4 + σ² = 3/4 + σ².
    assertMoments(MOONS, 0, 0.5, 0.75 + 0.04);
    double sine = 0.5 - 4 / (Math.PI * Math.PI);
    double between = 2 / Math.PI - 0.25;
    assertMoments(MOONS, 1, 0.25, sine + between * between + 0.04);
    // A circle: half the square of its radius in each direction.
    assertMoments(EIGHT, 0, 0, 8 + 0.25);
    assertMoments(EIGHT, 1, 0, 8 + 0.25);
    assertMoments(new SwissRoll(0.5, FEW), 1, 10.5, 21.0 * 21 / 12 + 0.25);
  }

  private static void assertMoments(DatasetSpec spec, int column, double mean, double variance) {
    Observations train = load(spec).splits().get(Split.TRAIN);
    double[] x = new double[train.count()];
    for (int row = 0; row < x.length; row++) {
      x[row] = train.value(ValueKind.REAL, row, column) - mean;
    }
    double fourth = Arrays.stream(x).map(v -> v * v * v * v).average().orElseThrow();
    double square = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
    assertEquals(0, Arrays.stream(x).average().orElseThrow(), 4 * Math.sqrt(variance / x.length));
    assertEquals(variance, square, 4 * Math.sqrt((fourth - square * square) / x.length));
  }

  @Test
  void labelsSayWhereADrawComesFrom() {
    for (DatasetSpec spec : List.of(EIGHT, BLOBS, MOONS)) {
      Dataset data = load(spec);
      int classes = data.labels().orElseThrow().classes();
      int[] labels = data.labels().orElseThrow().numbers().get(Split.TRAIN);
      for (int k = 0; k < classes; k++) {
        int label = k;
        double share = Arrays.stream(labels).filter(l -> l == label).count() / 4000.0;
        double p = 1.0 / classes;
        assertEquals(p, share, 4 * Math.sqrt(p * (1 - p) / 4000), data.name());
      }
    }
    Dataset eight = load(EIGHT);
    Observations train = eight.splits().get(Split.TRAIN);
    int[] labels = eight.labels().orElseThrow().numbers().get(Split.TRAIN);
    for (int row = 0; row < 100; row++) {
      double angle = Math.PI / 4 * labels[row];
      double[] x = row(train, row);
      double distance = Math.hypot(x[0] - 4 * Math.cos(angle), x[1] - 4 * Math.sin(angle));
      assertTrue(distance < 5 * 0.5, "row " + row);
    }
  }

  @Test
  void theSeedDecidesAndTheSizeOfASplitDoesNotChangeTheOthers() {
    Dataset a = load(new Moons(0.1, NONE, new DrawCounts(10, 5, 7, 1)));
    Dataset b = load(new Moons(0.1, NONE, new DrawCounts(20, 0, 7, 1)));
    Dataset other = load(new Moons(0.1, NONE, new DrawCounts(10, 5, 7, 2)));
    assertEquals(
        a.splits().get(Split.TEST).value(ValueKind.REAL, 6, 1),
        b.splits().get(Split.TEST).value(ValueKind.REAL, 6, 1));
    assertEquals(
        a.splits().get(Split.TRAIN).value(ValueKind.REAL, 9, 0),
        b.splits().get(Split.TRAIN).value(ValueKind.REAL, 9, 0));
    assertFalse(b.splits().containsKey(Split.VALIDATION));
    assertNotEquals(a.fingerprint(), other.fingerprint());
    assertEquals(Optional.empty(), a.labels());
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    assertRefused("noise must be positive and finite but is 0.0", () -> blobs(3, 0, FEW));
    assertRefused("components must be positive but is 0", () -> blobs(0, 1, FEW));
    assertRefused(
        "noise must be at least 0.01, so that there is a density, and finite, but is 0.0",
        () -> new Moons(0, NONE, FEW));
    assertRefused(
        "noise must be at least 0.05, so that there is a density, and finite, but is NaN",
        () -> new SwissRoll(Double.NaN, FEW));
    assertRefused(
        "radius must be positive and finite but is -1.0",
        () -> new EightGaussians(-1, 1, NONE, FEW));
    assertRefused("test must be at least 1 but is 0", () -> new DrawCounts(1, 0, 0, 0));
    assertRefused(
        "train x dimension is 300000000 x 2: at most 536870912",
        () -> blobs(1, 1, new DrawCounts(300_000_000, 0, 1, 0)));
  }

  private static Blobs blobs(int components, double noise, DrawCounts counts) {
    return new Blobs(2, components, noise, 10, NONE, counts);
  }

  private static void assertRefused(String message, Executable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
  }

  private static double[] row(Observations observations, int row) {
    double[] x = new double[observations.dimension()];
    for (int i = 0; i < x.length; i++) {
      x[i] = observations.value(ValueKind.REAL, row, i);
    }
    return x;
  }

  private static Dataset load(DatasetSpec spec) {
    return spec.load(new DataSource(Optional.empty(), Path.of("unused")));
  }
}
