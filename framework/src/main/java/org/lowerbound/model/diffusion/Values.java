package org.lowerbound.model.diffusion;

import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.levels.DiscretizedNormal;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ObservedData;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The way between observations and x_0 of a chain: values on [0, 1] are moved to [−1, 1], so that
 * what is kept of them is small beside the noise at the chain's end; real ones stay as they are.
 *
 * @param observed what the observations are
 */
record Values(ObservedData observed) {
  private static final float LOG_TWO = (float) Math.log(2);

  /** Returns whether x_0 has to lie on [−1, 1]. */
  boolean bounded() {
    return observed.kind() != ValueKind.REAL;
  }

  private boolean levels() {
    return observed.kind().keptAsBytes();
  }

  private int levelCount() {
    return 1 + (int) Math.round(1 / observed.kind().scale());
  }

  /** Returns what log p(x_0 | x_1) is. */
  LikelihoodKind measure() {
    return levels() ? LikelihoodKind.MASS : LikelihoodKind.DENSITY;
  }

  /** Returns x_0 of observations, {@code [rows, D]} both. */
  Operand<TFloat32> toChain(Ops tf, Operand<TFloat32> observations) {
    return bounded()
        ? tf.math.sub(tf.math.mul(tf.constant(2f), observations), tf.constant(1f))
        : observations;
  }

  /** Returns observations for x_0, {@code [rows, D]} both: where they are levels, the nearest. */
  Operand<TFloat32> toObservations(Ops tf, Operand<TFloat32> start) {
    if (!bounded()) {
      return start;
    }
    Operand<TFloat32> value = tf.clipByValue(unit(tf, start), tf.constant(0f), tf.constant(1f));
    if (!levels()) {
      return value;
    }
    Operand<TFloat32> last = tf.constant((float) (levelCount() - 1));
    return tf.math.div(tf.math.rint(tf.math.mul(value, last)), last);
  }

  /** Returns draws of x_T, {@code [rows, D]}. */
  Operand<TFloat32> end(Ops tf, NoiseSource noise, int rows) {
    return noise.standardNormal(tf, tf.array(rows, observed.dimension()));
  }

  /** Returns x_0 within its bounds, if it has any. */
  Operand<TFloat32> clipped(Ops tf, Operand<TFloat32> start) {
    return bounded() ? tf.clipByValue(start, tf.constant(-1f), tf.constant(1f)) : start;
  }

  /**
   * Returns log p(x_0 | x_1) in nats, {@code [rows]}: of levels the mass of a normal distribution
   * in their bins, else its density, both of the observations in their own units.
   *
   * @param mean of p(x_0 | x_1), {@code [rows, D]}
   * @param logVariance of the same, {@code [rows, 1]} or {@code [rows, D]}
   */
  Operand<TFloat32> logProb(
      Ops tf,
      Operand<TFloat32> observations,
      Operand<TFloat32> mean,
      Operand<TFloat32> logVariance) {
    Operand<TFloat32> logScale = tf.math.mul(tf.constant(0.5f), logVariance);
    Operand<TFloat32> loc = bounded() ? unit(tf, mean) : mean;
    Operand<TFloat32> scale = bounded() ? tf.math.sub(logScale, tf.constant(LOG_TWO)) : logScale;
    Distribution given =
        levels()
            ? new DiscretizedNormal(loc, scale, levelCount(), observed.dimension())
            : new DiagonalNormal(loc, scale, observed.dimension());
    return observed.units().logDensity(tf, given.logProb(tf, observations));
  }

  private static Operand<TFloat32> unit(Ops tf, Operand<TFloat32> start) {
    return tf.math.mul(tf.constant(0.5f), tf.math.add(start, tf.constant(1f)));
  }
}
