package org.lowerbound.evaluation.figure;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.ndarray.Shape;

/**
 * A model whose code of an image is the image: q(z_u | x) = N(x_u, σ_u²), and E[x | z] = factor · z
 * with standard deviation 0.05.
 */
final class IdentityModel implements AutoCloseable {
  static final double SCALE = 0.05;

  private final GraphHarness harness = new GraphHarness();
  private final Evaluated evaluated;

  /**
   * Makes one with its data.
   *
   * @param shape of an image
   * @param values of all images, the same in all splits
   */
  IdentityModel(Shape shape, float factor, float... values) {
    this(dataset(shape, values), factor, values);
  }

  IdentityModel(Dataset dataset, float factor, float... values) {
    int d = dataset.dimension();
    this.evaluated =
        new Evaluated(
            harness,
            model(d, factor),
            harness.input(Shape.of(values.length / d, d), values),
            values.length / d,
            dataset);
  }

  static Dataset dataset(Shape shape, float... values) {
    Observations images =
        new Observations.Floats(
            values.clone(), values.length / (int) shape.size(), (int) shape.size());
    return Dataset.of(
        "images",
        shape,
        ValueKind.REAL,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, images, Split.TEST, images),
        Optional.empty(),
        Optional.empty());
  }

  static double posteriorScale(int unit) {
    return 0.1 * ((5 * unit + 2) % 6 + 1); // Not in order: 0.3, 0.2, 0.1, 0.6, 0.5, 0.4.
  }

  private static LatentVariableModel model(int d, float factor) {
    float[] logScales = new float[d];
    for (int u = 0; u < d; u++) {
      logScales[u] = (float) Math.log(posteriorScale(u));
    }
    return new LatentVariableModel(
        d,
        (tf, pass) -> new DiagonalNormal(tf.constant(new float[d]), tf.constant(new float[d]), d),
        (tf, z, pass) ->
            new DiagonalNormal(
                tf.math.mul(tf.constant(factor), z), tf.constant((float) Math.log(SCALE)), d),
        (tf, x, pass) -> new DiagonalNormal(tf.identity(x), tf.constant(logScales), d),
        ClosedFormKls.registry());
  }

  GraphHarness harness() {
    return harness;
  }

  Evaluated evaluated() {
    return evaluated;
  }

  @Override
  public void close() {
    harness.close();
  }
}
