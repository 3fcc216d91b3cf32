package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.sampler.MixtureSampler;
import org.lowerbound.evaluation.sampler.PriorSampler;
import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/** Of a model that halves an image, and whose codes are white noise, all numbers are known. */
final class SharpnessTest {
  private static final int SIDE = 8;
  private static final int SIZE = SIDE * SIDE;
  private static final int COUNT = 30;

  /** Images of noise that differ in their contrast. */
  private static float[] images() {
    RandomStream stream = new RandomStream(1, "sharpness");
    float[] values = new float[COUNT * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((1 + i / SIZE % 3) * stream.nextGaussian());
    }
    return values;
  }

  private static IdentityModel halving() {
    return new IdentityModel(Shape.of(SIDE, SIDE, 1), 0.5f, images());
  }

  private static Sharpness metric(boolean means, int examples) {
    return new Sharpness(new PriorSampler(), means, examples);
  }

  /** What independent noise of a variance has in an image, on average. */
  private static double ofNoise(double variance) {
    return variance * (20 - LaplacianVarianceTest.varianceOfTheMean(SIDE));
  }

  private static void assertNear(double expected, Estimate number) {
    assertEquals(expected, number.value(), 4 * number.standardError().orElseThrow());
  }

  @Test
  void meansAreHalfTheCodesAndDrawsHaveTheLikelihoodsNoiseBesides() {
    try (IdentityModel model = halving()) {
      ImmutableMap<String, Estimate> means = model.evaluated().measure(metric(true, 500));
      assertNear(ofNoise(0.25), means.get("sharpness-means"));
      assertEquals(500, means.get("sharpness-means").n());
      // A reconstruction E[x | z] at the mean of z, which is the image, is half the image.
      Estimate reconstructions = means.get("sharpness-means-reconstructions");
      Estimate real = means.get("sharpness-means-real");
      assertEquals(COUNT, real.n(), "as many as there are");
      assertEquals(real.value() / 4, reconstructions.value(), 1e-5 * real.value());
      Estimate ratio = means.get("sharpness-means-reconstructions-ratio");
      assertEquals(0.25, ratio.value(), 1e-6);
      assertEquals(0, ratio.standardError().orElseThrow(), 1e-6, "each is a quarter of its own");

      ImmutableMap<String, Estimate> draws = model.evaluated().measure(metric(false, 500));
      double noise = IdentityModel.SCALE * IdentityModel.SCALE;
      assertNear(ofNoise(0.25 + noise), draws.get("sharpness"));
      // Noise is independent of the image: variances add, up to the error of its cross terms.
      assertEquals(
          real.value() / 4 + ofNoise(noise),
          draws.get("sharpness-reconstructions").value(),
          0.02 * real.value() / 4);
      assertEquals(real, draws.get("sharpness-real"));
    }
  }

  @Test
  void numbersAreMeansOverTheImagesOfTheSplit() {
    try (IdentityModel model = halving()) {
      ImmutableMap<String, Estimate> numbers = model.evaluated().measure(metric(true, 500));
      float[] images = images();
      LaplacianVariance variance = new LaplacianVariance(SIDE, SIDE, 1);
      double[] each = new double[COUNT];
      Arrays.setAll(each, i -> variance.of(images, i * SIZE));
      assertArrayEquals(each, model.evaluated().kept().get("sharpness-means-real"), 1e-9);
      assertEquals(
          Estimate.meanOf(each).value(), numbers.get("sharpness-means-real").value(), 1e-9);
      assertEquals(
          ImmutableSet.of("row", "sharpness-means-real", "sharpness-means-reconstructions"),
          model.evaluated().kept().keySet());
      assertEquals(
          numbers.get("sharpness-means").value() / numbers.get("sharpness-means-real").value(),
          numbers.get("sharpness-means-ratio").value(),
          1e-12);
      // Fewer examples are spread over the split.
      model.evaluated().measure(metric(true, 3));
      assertArrayEquals(new double[] {0, 10, 20}, model.evaluated().kept().get("row"));
    }
  }

  @Test
  void theErrorOfARatioIsThatOfManySplits() {
    // Means of 40 numbers around 2, over means of 40 around 5, drawn anew a thousand times.
    RandomStream stream = new RandomStream(2, "sharpness");
    int times = 1000;
    double[] independent = new double[times];
    double[] paired = new double[times];
    double errorOfIndependent = 0;
    double errorOfPaired = 0;
    for (int t = 0; t < times; t++) {
      double[] a = new double[40];
      double[] b = new double[40];
      double[] c = new double[40];
      for (int i = 0; i < a.length; i++) {
        a[i] = 2 + 0.5 * stream.nextGaussian();
        b[i] = 5 + stream.nextGaussian();
        c[i] = 0.4 * b[i] + 0.1 * stream.nextGaussian();
      }
      Estimate ofA = Sharpness.ratio(Estimate.meanOf(a), Estimate.meanOf(b));
      Estimate ofC = Sharpness.pairedRatio(c, b);
      independent[t] = ofA.value();
      paired[t] = ofC.value();
      errorOfIndependent += ofA.standardError().orElseThrow() / times;
      errorOfPaired += ofC.standardError().orElseThrow() / times;
    }
    // A standard deviation of 1000 numbers is known to a 2 / 90th; the errors' own bias is 1 / 80.
    assertEquals(deviation(independent), errorOfIndependent, 0.08 * errorOfIndependent);
    assertEquals(deviation(paired), errorOfPaired, 0.08 * errorOfPaired);
    assertTrue(errorOfPaired < errorOfIndependent / 2, "what images share is no error");
  }

  private static double deviation(double[] values) {
    return Estimate.meanOf(values).standardError().orElseThrow() * Math.sqrt(values.length);
  }

  @Test
  void ofImagesWithoutAnyEdgeThereIsNoRatio() {
    try (IdentityModel model = new IdentityModel(Shape.of(4, 4, 1), 0.5f, new float[2 * 16])) {
      ImmutableMap<String, Estimate> numbers = model.evaluated().measure(metric(true, 10));
      assertEquals(0, numbers.get("sharpness-means-real").value());
      assertFalse(numbers.containsKey("sharpness-means-ratio"));
      assertFalse(numbers.containsKey("sharpness-means-reconstructions-ratio"));
      assertTrue(numbers.get("sharpness-means").value() > 0);
    }
  }

  @Test
  void columnsTellWhatIsNotTheDefault() {
    assertEquals("sharpness-ratio", metric(false, 10).columns().get(1).name());
    assertEquals(
        "[sharpness-mixture-3-means, sharpness-mixture-3-means-ratio,"
            + " sharpness-mixture-3-means-reconstructions,"
            + " sharpness-mixture-3-means-reconstructions-ratio, sharpness-mixture-3-means-real]",
        new Sharpness(new MixtureSampler(3, 10, 10), true, 10)
            .columns().stream().map(Column::name).toList().toString());
  }

  private static String refusal(Shape shape) {
    return assertThrows(
            IllegalArgumentException.class,
            () ->
                metric(true, 10)
                    .checkFits(IdentityModel.dataset(shape, new float[(int) shape.size()])))
        .getMessage();
  }

  @Test
  void whatIsNoImageIsRefused() {
    assertEquals(
        "sharpness shows images, [height, width, 1] or [height, width, 3]; the observations of"
            + " images have the shape [150]",
        refusal(Shape.of(150)));
    assertEquals(
        "sharpness looks at pixels that have four neighbours: it takes images of 4 x 4 pixels at"
            + " least, but those of images have 3 x 9",
        refusal(Shape.of(3, 9, 1)));
  }
}
