package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Series;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Codes are the observations themselves: what must be drawn is known. */
final class LatentScatterTest {
  private static final double SCALE = 0.5;

  /** Five examples of three values, of which the last and the first vary most. */
  private static final float[] X = {
    2, 0.1f, 3, -2, 0.2f, -3, 1, -0.1f, 3, -1, -0.2f, -3, 0.5f, 0, 4
  };

  private static final int[] CLASSES = {1, 0, 1, 0, 2};
  private static final int[] SHAPES = {0, 0, 1, 2, 2};

  /** Makes a posterior of its means, {@code [B, latents]}. */
  private interface Posterior {
    Reparameterized of(Ops tf, Operand<TFloat32> mean, int latents);
  }

  private static Reparameterized diagonal(Ops tf, Operand<TFloat32> mean, int latents) {
    return new DiagonalNormal(mean, tf.constant((float) Math.log(SCALE)), latents);
  }

  /** The same distribution, but one whose latents need not be independent. */
  private static Reparameterized full(Ops tf, Operand<TFloat32> mean, int latents) {
    float[][] scale = new float[latents][latents];
    IntStream.range(0, latents).forEach(i -> scale[i][i] = (float) SCALE);
    return new FullNormal(mean, tf.constant(scale), latents);
  }

  private static Picture draw(
      LatentScatter figure, Posterior posterior, boolean labels, int latents) {
    int count = X.length / latents;
    float[] values = Arrays.copyOf(X, count * latents);
    Observations stored = new Observations.Floats(values, count, latents);
    Dataset dataset =
        Dataset.of(
            "test-set",
            Shape.of(latents),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            ImmutableMap.of(Split.TRAIN, stored, Split.TEST, stored),
            Optional.empty(),
            labels ? Optional.of(factors()) : Optional.empty());
    figure.checkFits(dataset);
    if (labels) {
      ImmutableMap<Split, int[]> numbers =
          ImmutableMap.of(Split.TRAIN, CLASSES, Split.TEST, CLASSES);
      dataset = dataset.withLabels(new Labels(3, numbers));
    }
    try (GraphHarness harness = new GraphHarness()) {
      LatentVariableModel model =
          new LatentVariableModel(
              latents,
              (tf, pass) ->
                  new DiagonalNormal(
                      tf.zeros(tf.array(latents), TFloat32.class), tf.constant(0f), latents),
              (tf, z, pass) -> new Bernoulli(z, latents),
              (tf, x, pass) -> posterior.of(tf, tf.identity(x), latents),
              ClosedFormKls.registry());
      Operand<TFloat32> x = harness.input(Shape.of(count, latents), values);
      Evaluated evaluated = new Evaluated(harness, model, x, count, dataset);
      return figure.build(harness.tf(), evaluated.graph()).draw(evaluated);
    }
  }

  private static Factors factors() {
    int[][] classes = IntStream.of(SHAPES).mapToObj(c -> new int[] {1, c}).toArray(int[][]::new);
    return new Factors(
        ImmutableList.of("colour", "shape"),
        ImmutableList.of(2, 3),
        ImmutableMap.of(Split.TRAIN, classes, Split.TEST, classes));
  }

  private static double[] column(int column, int latents, int count) {
    return IntStream.range(0, count).mapToDouble(i -> X[latents * i + column]).toArray();
  }

  /** Returns the mean of KL(N(x, σ²) ‖ N(0, 1)) in nats. */
  private static double kl(double[] x) {
    double square = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
    return (SCALE * SCALE + square - 1) / 2 - Math.log(SCALE);
  }

  @Test
  void ofMoreThanTwoLatentsThoseWithTheLargestKlAreShown() {
    double[] third = column(2, 3, 5);
    double[] first = column(0, 3, 5);
    Picture expected =
        Plot.ofPlane(
                Series.byClass(third, first, CLASSES),
                "mean of z₃ (KL %.2f nats)".formatted(kl(third)),
                "mean of z₁ (KL %.2f nats)".formatted(kl(first)))
            .withLegend("label")
            .drawParts();
    assertEquals(
        expected,
        draw(
            new LatentScatter(2000, Optional.empty(), "latent-scatter"),
            LatentScatterTest::diagonal,
            true,
            3));
  }

  @Test
  void withoutAKlOfEachLatentThoseWhoseMeansVaryMostAreShown() {
    double[] third = column(2, 3, 5);
    double[] first = column(0, 3, 5);
    int[] none = {-1, -1, -1, -1, -1};
    // Sums of squares 52 and 10.25, means 0.8 and 0.1.
    Picture expected =
        Plot.ofPlane(
                Series.byClass(third, first, none),
                "mean of z₃ (variance 9.76)",
                "mean of z₁ (variance 2.04)")
            .withLegend("label")
            .drawParts();
    assertEquals(
        expected,
        draw(
            new LatentScatter(2000, Optional.empty(), "latent-scatter"),
            LatentScatterTest::full,
            false,
            3));
  }

  @Test
  void theFirstExamplesAreShownAndTwoLatentsKeepTheirOrder() {
    // Of rows of two: the KL is the mean over all seven.
    LatentScatter figure = new LatentScatter(3, Optional.empty(), "latent-scatter");
    double[] x = column(0, 2, 7);
    double[] y = column(1, 2, 7);
    Picture expected =
        Plot.ofPlane(
                Series.byClass(Arrays.copyOf(x, 3), Arrays.copyOf(y, 3), new int[] {-1, -1, -1}),
                "mean of z₁ (KL %.2f nats)".formatted(kl(x)),
                "mean of z₂ (KL %.2f nats)".formatted(kl(y)))
            .withLegend("label")
            .drawParts();
    assertEquals(expected, draw(figure, LatentScatterTest::diagonal, false, 2));
  }

  @Test
  void aFactorMayGiveTheColors() {
    LatentScatter figure = new LatentScatter(9, Optional.of("shape"), "latent-scatter");
    double[] third = column(2, 3, 5);
    double[] first = column(0, 3, 5);
    Picture expected =
        Plot.ofPlane(
                Series.byClass(third, first, SHAPES),
                "mean of z₃ (KL %.2f nats)".formatted(kl(third)),
                "mean of z₁ (KL %.2f nats)".formatted(kl(first)))
            .withLegend("shape")
            .drawParts();
    assertEquals(expected, draw(figure, LatentScatterTest::diagonal, true, 3));
    LatentScatter unknown = new LatentScatter(9, Optional.of("size"), "latent-scatter");
    assertEquals(
        "test-set has no factor size; it has colour, shape",
        assertThrows(
                IllegalArgumentException.class,
                () -> draw(unknown, LatentScatterTest::diagonal, true, 3))
            .getMessage());
  }

  @Test
  void aLineIsNoPlane() {
    assertEquals(
        "latent-scatter shows a plane: it needs a model with at least 2 latents, but this one has 1",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    draw(
                        new LatentScatter(9, Optional.empty(), "latent-scatter"),
                        LatentScatterTest::diagonal,
                        false,
                        1))
            .getMessage());
    assertEquals(
        "examples must be positive but is 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new LatentScatter(0, Optional.empty(), "latent-scatter"))
            .getMessage());
  }
}
