package org.lowerbound.evaluation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.TestPriors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A model whose codes are the observations themselves, so that a test can choose them. */
public final class IdentityCodes {
  private IdentityCodes() {}

  /** Returns the model; its codes have a scale of exp 2 that no metric on means may look at. */
  public static LatentVariableModel model(int latents) {
    float[] logScale = new float[latents];
    Arrays.fill(logScale, 2);
    return new LatentVariableModel(
        latents,
        TestPriors.standardNormal(latents),
        (tf, z, pass) -> new Bernoulli(z, latents),
        (tf, x, pass) -> new DiagonalNormal(tf.identity(x), tf.constant(logScale), latents),
        ClosedFormKls.registry());
  }

  /** Returns a data set of so many observations, whose values nobody looks at. */
  public static Dataset images(int count, int dimension, Optional<Factors> factors) {
    Observations images = new Observations.Bytes(new byte[dimension * count], count, dimension);
    return Dataset.of(
        "test-set",
        Shape.of(dimension),
        ValueKind.BINARY,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, images, Split.TEST, images),
        Optional.empty(),
        factors);
  }

  /** Returns factors of both splits, of as many values each as occur. */
  public static Factors factors(int[][] classes) {
    int factors = classes[0].length;
    return new Factors(
        IntStream.range(0, factors)
            .mapToObj(f -> "factor" + f)
            .collect(ImmutableList.toImmutableList()),
        IntStream.range(0, factors)
            .mapToObj(f -> 1 + Arrays.stream(classes).mapToInt(row -> row[f]).max().orElse(0))
            .collect(ImmutableList.toImmutableList()),
        ImmutableMap.of(Split.TEST, classes, Split.TRAIN, classes));
  }

  /** Measures a metric on codes, {@code [count][latents]}, of examples with these factors. */
  public static ImmutableMap<String, Estimate> measure(
      Metric metric, double[][] codes, int[][] classes) {
    int count = codes.length;
    int latents = codes[0].length;
    float[] values = new float[count * latents];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) codes[i / latents][i % latents];
    }
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(count, latents), values);
      return new Evaluated(
              harness,
              model(latents),
              x,
              count,
              images(count, latents, Optional.of(factors(classes))))
          .measure(metric);
    }
  }
}
