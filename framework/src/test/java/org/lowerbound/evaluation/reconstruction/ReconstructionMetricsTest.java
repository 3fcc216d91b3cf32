package org.lowerbound.evaluation.reconstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.synthetic.LinearGaussianModel;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.Point;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.model.Decoding;
import org.lowerbound.model.Encoding;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Metrics on reconstructions, of models whose posterior is known. */
final class ReconstructionMetricsTest {
  /** The code of bits is the bits themselves; a bit is recovered with a probability. */
  private record Channel(double probability, int latents) implements Encoding, Decoding {
    @Override
    public Point encode(Ops tf, Operand<TFloat32> observations, Pass pass) {
      return new Point(observations, latents);
    }

    @Override
    public Distribution decode(Ops tf, Operand<TFloat32> codes, Pass pass) {
      float logit = (float) Math.log(probability / (1 - probability));
      return new Bernoulli(
          tf.math.mul(
              tf.constant(logit),
              tf.math.sub(tf.math.mul(codes, tf.constant(2f)), tf.constant(1f))),
          latents);
    }
  }

  private static Dataset dataset(ValueKind kind, Shape shape, int count) {
    int size = (int) shape.size();
    Observations values =
        kind.keptAsBytes()
            ? new Observations.Bytes(new byte[count * size], count, size)
            : new Observations.Floats(new float[count * size], count, size);
    return Dataset.of(
        "images",
        shape,
        kind,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, values, Split.TEST, values),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void spreadAndCoverageOfTheExactPosteriorAreThoseOfTheNormals() {
    int count = 1500;
    LinearGaussianGraph graph = LinearGaussianGraph.exact(count);
    LinearGaussianModel model = graph.model();
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          new Evaluated(
              harness, graph.build(harness), graph.observations(harness), count, graph.dataset());
      ImmutableMap<String, Estimate> numbers =
          evaluated.measure(new ReconstructionUncertainty(99, 0.9));
      // Var x' = σ² + w V wᵀ for posterior covariance V, which is diagonal here. The residual x −
      // E[x' | x] has the variance σ² − w V wᵀ: of the noise, what the code has explained.
      double noise = model.noise() * model.noise();
      double sd = 0;
      double sdOfCode = 0;
      double coverage = 0;
      int d = model.dimension();
      for (double[] loading : model.loadings()) {
        double ofCode = 0;
        for (int l = 0; l < loading.length; l++) {
          ofCode += loading[l] * loading[l] * model.posteriorCovariance()[l][l];
        }
        // Of 99 draws a standard deviation is too small by 1 / 4(n − 1).
        double unbias = 1 - 1 / (4 * 98.0);
        sd += Math.sqrt(noise + ofCode) * unbias / d;
        sdOfCode += Math.sqrt(ofCode) * unbias / d;
        coverage += coverage(Math.sqrt((noise + ofCode) / (noise - ofCode)), 0.9) / d;
      }
      assertNear(sd, numbers.get("reconstruction-sd"), "sd");
      assertNear(sdOfCode, numbers.get("reconstruction-sd-code"), "sd of the code");
      // Quantiles of 99 draws vary: the interval's mean coverage is known by its ranks for a ratio
      // of 1, and is within a hundredth of that of the normal's quantiles for others.
      assertEquals(coverage, numbers.get("reconstruction-coverage").value(), 0.012);
      assertTrue(coverage > 0.91, "the code has seen x");
      assertEquals(
          numbers.get("reconstruction-coverage").value(),
          Arrays.stream(evaluated.kept().get("reconstruction-coverage")).average().orElseThrow(),
          1e-12);
    }
  }

  private static void assertNear(double expected, Estimate number, String what) {
    assertEquals(
        expected,
        number.value(),
        5 * number.standardError().orElseThrow() + 1e-4,
        what + " " + number);
  }

  /** Returns P(|r| < ratio q) for a standard normal r, with P(|r| < q) the level. */
  private static double coverage(double ratio, double level) {
    assertEquals(0.9, level);
    return 2 * normalBelow(ratio * 1.6448536269514722) - 1;
  }

  /** Returns Φ(x) by integration. */
  private static double normalBelow(double x) {
    int steps = 10_000;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      double t = x * (i + 0.5) / steps;
      sum += Math.exp(-t * t / 2);
    }
    return 0.5 + sum * x / steps / Math.sqrt(2 * Math.PI);
  }

  @Test
  void theCoverageOfBitsIsThatOfWhatIsProbableEnough() {
    float[] bits = new float[20 * 6];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = i % 3 == 0 ? 1 : 0;
    }
    for (double probability : new double[] {0.2, 0.005}) {
      try (GraphHarness harness = new GraphHarness()) {
        Evaluated evaluated =
            new Evaluated(
                harness,
                new Channel(probability, 6),
                harness.input(Shape.of(20, 6), bits),
                20,
                dataset(ValueKind.BINARY, Shape.of(6), 20));
        ImmutableMap<String, Estimate> numbers =
            evaluated.measure(new ReconstructionUncertainty(199, 0.9));
        // The bit is right with one in five: above a twentieth, so that it is in the interval.
        assertEquals(
            probability > 0.05 ? 1 : 0, numbers.get("reconstruction-coverage").value(), 0.02);
        assertEquals(
            Math.sqrt(probability * (1 - probability)),
            numbers.get("reconstruction-sd").value(),
            0.02);
        assertEquals(
            0, numbers.get("reconstruction-sd-code").value(), 1e-6, "a point has no noise");
      }
    }
  }

  @Test
  void theSimilarityIsOneForPerfectReconstructionsAndKnownForImagesOfOneGrey() {
    int size = 11 * 12;
    float[] bits = new float[2 * size];
    Arrays.fill(bits, size, 2 * size, 1f); // A black image and a white one.
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          new Evaluated(
              harness,
              new Channel(0.75, size),
              harness.input(Shape.of(2, size), bits),
              2,
              dataset(ValueKind.BINARY, Shape.of(11, 12, 1), 2));
      Estimate similarity = evaluated.measure(new Ssim()).get("ssim");
      // Means of 1/4 for 0 and of 3/4 for 1.
      double black = 1e-4 / (0.0625 + 1e-4);
      double white = (2 * 0.75 + 1e-4) / (1 + 0.5625 + 1e-4);
      assertEquals((black + white) / 2, similarity.value(), 1e-6);
      assertEquals(black, evaluated.kept().get("ssim")[0], 1e-6);
      Evaluated perfect =
          new Evaluated(
              harness,
              new Channel(1 - 1e-9, size),
              harness.input(Shape.of(2, size), bits),
              2,
              dataset(ValueKind.BINARY, Shape.of(11, 12, 1), 2));
      assertEquals(1, perfect.measure(new Ssim()).get("ssim").value(), 1e-6);
    }
  }

  private static String refusal(Dataset dataset) {
    return assertThrows(IllegalArgumentException.class, () -> new Ssim().checkFits(dataset))
        .getMessage();
  }

  @Test
  void theSimilarityIsOfImagesOnly() {
    assertEquals(
        "ssim compares images, but observations of images are vectors of 150 values;"
            + " reconstruction-error works",
        refusal(dataset(ValueKind.BINARY, Shape.of(150), 2)));
    assertEquals(
        "ssim compares pixels on [0, 1], but the values of images are real; reconstruction-error"
            + " works",
        refusal(dataset(ValueKind.REAL, Shape.of(12, 12, 1), 2)));
    assertEquals(
        "ssim looks through windows of 11 x 11 pixels, but the images of images have 8 x 28;"
            + " reconstruction-error works",
        refusal(dataset(ValueKind.GREY, Shape.of(8, 28, 1), 2)));
    new Ssim().checkFits(dataset(ValueKind.GREY, Shape.of(11, 11, 3), 2));
  }

  @Test
  void levelsThatSoFewDrawsDoNotHaveAreRefused() {
    assertEquals(
        "draws is 10: too few for an interval of level 0.9; 19 or more work",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new ReconstructionUncertainty(10, 0.9)
                        .checkFits(dataset(ValueKind.BINARY, Shape.of(6), 20)))
            .getMessage());
    new ReconstructionUncertainty(19, 0.9).checkFits(dataset(ValueKind.BINARY, Shape.of(6), 20));
  }
}
