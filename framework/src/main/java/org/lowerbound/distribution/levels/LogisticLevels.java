package org.lowerbound.distribution.levels;

import org.lowerbound.distribution.formula.InverseTransforms;
import org.lowerbound.graph.Shapes;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A logistic variable in bins around the levels k/(L − 1), k = 0, ..., L − 1, of which the first
 * and the last are open (Kingma et al. 2016; Salimans et al. 2017, section 2.1).
 *
 * @param loc the centre μ of the logistic distribution, in the units of the levels
 * @param logScale log s
 * @param levels L
 */
record LogisticLevels(Operand<TFloat32> loc, Operand<TFloat32> logScale, int levels) {
  /**
   * How many levels the mean adds up at once: more would take too much memory, as all levels of all
   * values, and fewer would take too many nodes.
   */
  private static final int LEVELS_AT_ONCE = 16;

  /**
   * Returns the log-mass of the bin around each value.
   *
   * <p>With the bin's edges a &lt; b in units of s from μ, σ(b) − σ(a) = σ(b) σ(−a) (1 − e^(a−b)):
   * three factors with logarithms of their own, of which none cancels another, neither in the
   * tails, where the difference would be 0 in 32-bit floats from 17 s on, nor in a narrow bin. The
   * first bin has σ(b) alone and the last σ(−a).
   */
  Operand<TFloat32> logMass(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> inverseScale = tf.math.exp(tf.math.neg(logScale));
    Operand<TFloat32> halfWidth = tf.constant((float) (0.5 * width()));
    Operand<TFloat32> distance = tf.math.sub(value, loc);
    Operand<TFloat32> upper = tf.math.mul(tf.math.add(distance, halfWidth), inverseScale);
    Operand<TFloat32> lower = tf.math.mul(tf.math.sub(distance, halfWidth), inverseScale);
    Operand<TFloat32> width = tf.math.mul(tf.constant((float) width()), inverseScale);
    Operand<TFloat32> logWidth =
        tf.math.log(tf.math.neg(tf.math.expm1(tf.math.neg(width)))); // log(1 − e^(a−b))
    Operand<TFloat32> hasLower = // 0 for the first level, 1 for the others
        tf.dtypes.cast(tf.math.greater(value, halfWidth), TFloat32.class);
    Operand<TFloat32> hasUpper =
        tf.dtypes.cast(
            tf.math.less(value, tf.math.sub(tf.constant(1f), halfWidth)), TFloat32.class);
    Operand<TFloat32> tails =
        tf.math.add(
            tf.math.mul(hasUpper, tf.math.softplus(tf.math.neg(upper))),
            tf.math.mul(hasLower, tf.math.softplus(lower)));
    return tf.math.sub(tf.math.mul(tf.math.mul(hasLower, hasUpper), logWidth), tails);
  }

  /**
   * Returns the mean level, Σ P(level ≥ k)/(L − 1) over k = 1, ..., L − 1, in the shape of μ and s.
   * It is not μ, which may be outside of [0, 1].
   */
  Operand<TFloat32> mean(Ops tf) {
    Operand<TFloat32> inverseScale = tf.math.exp(tf.math.neg(logScale));
    Operand<TFloat32> sum = tf.math.mul(tf.zerosLike(loc), inverseScale);
    for (int first = 1; first < levels; first += LEVELS_AT_ONCE) {
      int count = Math.min(LEVELS_AT_ONCE, levels - first);
      float[] edges = new float[count];
      for (int i = 0; i < count; i++) {
        edges[i] = (float) ((first + i - 0.5) * width());
      }
      Ops after = tf.withControlDependencies(sum); // So that a group's memory serves the next one.
      Operand<TFloat32> distance =
          after.math.sub(lastAxis(after, loc), after.constant(edges)); // [..., count]
      Operand<TFloat32> above =
          after.math.sigmoid(after.math.mul(distance, lastAxis(after, inverseScale)));
      sum = tf.math.add(sum, tf.reduceSum(above, tf.constant(-1)));
    }
    return tf.math.mul(sum, tf.constant((float) width()));
  }

  /** Returns E[(level − centre)²] in the shape of μ and s, by way of all L masses. */
  Operand<TFloat32> meanSquare(Ops tf, Operand<TFloat32> centre) {
    float[] all = new float[levels];
    for (int k = 0; k < levels; k++) {
      all[k] = (float) (k * width());
    }
    Operand<TFloat32> grid = tf.constant(all); // [L]
    LogisticLevels each =
        new LogisticLevels(lastAxis(tf, loc), lastAxis(tf, logScale), levels); // [..., 1]
    Operand<TFloat32> masses = tf.math.exp(each.logMass(tf, grid)); // [..., L]
    Operand<TFloat32> squares = tf.math.square(tf.math.sub(grid, lastAxis(tf, centre)));
    return tf.reduceSum(tf.math.mul(masses, squares), tf.constant(-1));
  }

  /**
   * Returns K levels for each μ and s, {@code [K, ...]}: those whose bins logistic draws fall into.
   */
  Operand<TFloat32> draws(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> scale = tf.math.add(tf.math.exp(logScale), tf.zerosLike(loc));
    Operand<TInt32> shape = Shapes.prepend(tf, sampleCount, tf.shape(scale));
    Operand<TFloat32> value =
        tf.math.add(loc, tf.math.mul(scale, InverseTransforms.logistic(tf, noise, shape)));
    Operand<TFloat32> last = tf.constant((float) (levels - 1));
    Operand<TFloat32> level =
        tf.clipByValue(tf.math.rint(tf.math.mul(value, last)), tf.constant(0f), last);
    return tf.stopGradient(tf.math.div(level, last));
  }

  private double width() {
    return 1.0 / (levels - 1);
  }

  private static Operand<TFloat32> lastAxis(Ops tf, Operand<TFloat32> x) {
    return tf.expandDims(x, tf.constant(-1));
  }
}
