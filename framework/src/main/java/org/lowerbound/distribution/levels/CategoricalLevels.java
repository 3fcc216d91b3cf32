package org.lowerbound.distribution.levels;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.OverLevels;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.graph.Shapes;
import org.lowerbound.graph.Softmax;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Independent values among the levels k/(L − 1), k = 0, ..., L − 1, each with a mass of its own
 * (van den Oord et al. 2016, "Pixel recurrent neural networks"). The log-densities are logarithms
 * of masses and never positive.
 *
 * <p>Grey bytes, divided by 255, have L = 256. A value is taken for the nearest level.
 *
 * @param logits unnormalised log-masses, {@code [..., B, D·L]}: the L of a component are neighbours
 * @param levels L
 * @param dimension D
 */
@Called("categorical")
public record CategoricalLevels(Operand<TFloat32> logits, int levels, int dimension)
    implements Sampleable, WithVariance, OverLevels {
  /** Checks the numbers and, where the length of the last axis is known, that it is D·L. */
  public CategoricalLevels {
    checkArgument(levels >= 2, "levels must be at least 2: %s", levels);
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
    int axes = logits.shape().numDimensions();
    long last = axes > 0 ? logits.shape().get(axes - 1) : -1;
    checkArgument(
        last < 0 || last == (long) levels * dimension,
        "%s components of %s levels take %s logits, not %s",
        dimension,
        levels,
        (long) levels * dimension,
        last);
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> position = tf.math.mul(value, tf.constant((float) (levels - 1)));
    Operand<TFloat32> level =
        tf.clipByValue(tf.math.rint(position), tf.constant(0f), tf.constant((float) (levels - 1)));
    Operand<TFloat32> chosen = // [..., B, D, L]
        tf.oneHot(
            tf.dtypes.cast(level, TInt32.class),
            tf.constant(levels),
            tf.constant(1f),
            tf.constant(0f));
    // TensorFlow's gradient of a log-softmax takes the second axis for the last one.
    Operand<TFloat32> rows = Softmax.logSoftmax(tf, Shapes.toRows(tf, logits, levels)); // [rows, L]
    Operand<TFloat32> logMasses = perLevel(tf, rows);
    return tf.reduceSum(tf.math.mul(chosen, logMasses), tf.constant(-1));
  }

  /** {@inheritDoc} They are the logits, normalised. */
  @Override
  public Operand<TFloat32> logMasses(Ops tf) {
    Operand<TFloat32> lastAxis = Softmax.logSoftmax(tf, perLevel(tf, logits)); // [K, B, D, L]
    return tf.linalg.transpose(lastAxis, tf.array(3, 0, 1, 2));
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return tf.reduceSum(tf.math.mul(masses(tf), grid(tf)), tf.constant(-1));
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    Operand<TFloat32> distance =
        tf.math.sub(grid(tf), tf.expandDims(mean(tf), tf.constant(-1))); // [..., B, D, L]
    return tf.reduceSum(tf.math.mul(masses(tf), tf.math.square(distance)), tf.constant(-1));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> chosen = // [K, ..., B, D, L]
        MixtureWeights.choices(tf, perLevel(tf, logits), noise, sampleCount);
    Operand<TFloat32> value =
        tf.reduceSum(tf.math.mul(chosen, grid(tf)), tf.constant(-1)); // [K, B, D]
    return new Draw(value, logProb(tf, value));
  }

  private Operand<TFloat32> masses(Ops tf) {
    return Softmax.softmax(tf, perLevel(tf, logits));
  }

  /** Returns one number for each logit as {@code [..., B, D, L]}. */
  private Operand<TFloat32> perLevel(Ops tf, Operand<TFloat32> x) {
    return Shapes.withLeadingAxesOf(tf, logits, x, dimension, levels);
  }

  private Operand<TFloat32> grid(Ops tf) {
    float[] grid = new float[levels];
    for (int k = 0; k < levels; k++) {
      grid[k] = (float) k / (levels - 1);
    }
    return tf.constant(grid);
  }
}
