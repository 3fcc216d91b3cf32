package org.lowerbound.distribution.continuous;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Independent continuous Bernoulli components on [0, 1] (Loaiza-Ganem and Cunningham 2019): the
 * normalised density that is proportional to λˣ(1 − λ)¹⁻ˣ.
 *
 * <p>With the logit l of λ this is an exponential distribution cut off at 1, e^(l·x) · l / (eˡ −
 * 1), which is symmetric under x → 1 − x, l → −l. Every function of l has two forms. Near l = 0 (λ
 * = ½) it is a power series; further away it is the closed form, as a function of |l|, for no power
 * of e to overflow. The form that is not used is given an input that it can take, since a gradient
 * of NaN would pass even a selection that drops it.
 *
 * @param logits log λ − log(1 − λ), {@code [..., B, D]} or any shape that broadcasts to it
 * @param dimension D
 */
public record ContinuousBernoulli(Operand<TFloat32> logits, int dimension)
    implements Reparameterized, WithVariance {
  /** Up to here five terms of a series are exact to the rounding of 32-bit floats. */
  private static final float SERIES = 1f;

  /** The same for the series of a draw, which has terms of both parities. */
  private static final float SERIES_OF_DRAW = 0.1f;

  /** Log((2/l) sinh(l/2)) = l² (1/24 − l²/2880 + ...), in powers of l². */
  private static final float[] LOG_NORMALIZER = {
    1f / 24, -1f / 2880, 1f / 181440, -1f / 9676800, 1f / 479001600
  };

  /** The mean is ½ + l (1/12 − l²/720 + ...): the derivative of the above. */
  private static final float[] MEAN = {
    1f / 12, -1f / 720, 1f / 30240, -1f / 1209600, 1f / 47900160
  };

  /** The variance: the derivative of the mean. */
  private static final float[] VARIANCE = {
    1f / 12, -1f / 240, 1f / 6048, -1f / 172800, 1f / 5322240
  };

  /** Checks the dimension. */
  public ContinuousBernoulli {
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Near l = 0 it is (x − ½)·l − log((2/l) sinh(l/2)); elsewhere the largest exponent, max(l,
   * 0), is taken out of eˡ − 1.
   */
  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> square = tf.math.square(within(tf, SERIES));
    Operand<TFloat32> near = tf.math.neg(tf.math.mul(square, series(tf, square, LOG_NORMALIZER)));
    Operand<TFloat32> size = beyond(tf, SERIES);
    Operand<TFloat32> far =
        tf.math.sub(tf.math.log(size), tf.math.log(tf.math.neg(tf.math.expm1(tf.math.neg(size)))));
    Operand<TBool> isNear = isWithin(tf, SERIES);
    Operand<TFloat32> origin =
        tf.select(isNear, tf.constant(0.5f), tf.dtypes.cast(isPositive(tf), TFloat32.class));
    // x − 1 for a large positive l: a difference of x·l and l would lose what is left of them.
    return tf.math.add(
        tf.math.mul(tf.math.sub(value, origin), logits), tf.select(isNear, near, far));
  }

  /** {@inheritDoc} It is not λ, but closer to ½. */
  @Override
  public Operand<TFloat32> mean(Ops tf) {
    Operand<TFloat32> logit = within(tf, SERIES);
    Operand<TFloat32> near =
        tf.math.add(tf.constant(0.5f), tf.math.mul(logit, series(tf, tf.math.square(logit), MEAN)));
    Operand<TFloat32> size = beyond(tf, SERIES);
    // 1/|l| − 1/(e^|l| − 1) is the distance of the mean from the end where the density is largest.
    Operand<TFloat32> distance = tf.math.sub(tf.math.reciprocal(size), odds(tf, size));
    Operand<TFloat32> far =
        tf.select(isPositive(tf), tf.math.sub(tf.constant(1f), distance), distance);
    return tf.select(isWithin(tf, SERIES), near, far);
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    Operand<TFloat32> near = series(tf, tf.math.square(within(tf, SERIES)), VARIANCE);
    Operand<TFloat32> size = beyond(tf, SERIES);
    Operand<TFloat32> odds = odds(tf, size);
    Operand<TFloat32> far = // 1/l² − e^|l| / (e^|l| − 1)²
        tf.math.sub(
            tf.math.square(tf.math.reciprocal(size)),
            tf.math.mul(odds, tf.math.add(odds, tf.constant(1f))));
    return tf.select(isWithin(tf, SERIES), near, far);
  }

  /**
   * {@inheritDoc}
   *
   * <p>By the inverse of the distribution function, x = log(1 + u (eˡ − 1)) / l. The numerator is
   * the cumulant-generating function of a Bernoulli variable with mean u, whose cumulants are the
   * coefficients of the series near l = 0.
   */
  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> uniform =
        noise.uniform(tf, Shapes.prepend(tf, sampleCount, tf.shape(logits))); // [K, B, D]
    Operand<TFloat32> size = beyond(tf, SERIES_OF_DRAW);
    Operand<TFloat32> fromLargest =
        tf.math.div(
            tf.math.neg(tf.math.log1p(tf.math.mul(uniform, tf.math.expm1(tf.math.neg(size))))),
            size);
    Operand<TFloat32> far =
        tf.select(isPositive(tf), tf.math.sub(tf.constant(1f), fromLargest), fromLargest);
    Operand<TFloat32> value =
        tf.select(isWithin(tf, SERIES_OF_DRAW), drawNearHalf(tf, uniform), far);
    return new Draw(value, GraphMath.sumEvent(tf, logProbPerComponent(tf, value)));
  }

  /** Returns u + κ₂ l/2! + κ₃ l²/3! + κ₄ l³/4! + κ₅ l⁴/5!. */
  private Operand<TFloat32> drawNearHalf(Ops tf, Operand<TFloat32> uniform) {
    // At l > 0 the other form maps u = 0 to x = 1; this one must do the same.
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> u = tf.select(isPositive(tf), tf.math.sub(one, uniform), uniform);
    Operand<TFloat32> second = tf.math.mul(u, tf.math.sub(one, u));
    Operand<TFloat32> skew = tf.math.sub(one, tf.math.mul(tf.constant(2f), u));
    Operand<TFloat32> third = tf.math.mul(second, skew);
    Operand<TFloat32> fourth =
        tf.math.mul(second, tf.math.sub(one, tf.math.mul(tf.constant(6f), second)));
    Operand<TFloat32> fifth =
        tf.math.mul(third, tf.math.sub(one, tf.math.mul(tf.constant(12f), second)));
    Operand<TFloat32> logit = within(tf, SERIES_OF_DRAW);
    Operand<TFloat32> sum = tf.math.mul(fifth, tf.constant(1f / 120));
    sum = tf.math.add(tf.math.mul(sum, logit), tf.math.mul(fourth, tf.constant(1f / 24)));
    sum = tf.math.add(tf.math.mul(sum, logit), tf.math.mul(third, tf.constant(1f / 6)));
    sum = tf.math.add(tf.math.mul(sum, logit), tf.math.mul(second, tf.constant(1f / 2)));
    return tf.math.add(tf.math.mul(sum, logit), u);
  }

  @Override
  public ContinuousBernoulli detached(Ops tf) {
    return new ContinuousBernoulli(tf.stopGradient(logits), dimension);
  }

  private Operand<TBool> isPositive(Ops tf) {
    return tf.math.greater(logits, tf.constant(0f));
  }

  private Operand<TBool> isWithin(Ops tf, float limit) {
    return tf.math.less(tf.math.abs(logits), tf.constant(limit));
  }

  /** Returns l, or the nearest one that a series is for. */
  private Operand<TFloat32> within(Ops tf, float limit) {
    return tf.math.maximum(tf.math.minimum(logits, tf.constant(limit)), tf.constant(-limit));
  }

  /** Returns |l|, or the smallest one that a closed form is for. */
  private Operand<TFloat32> beyond(Ops tf, float limit) {
    return tf.math.maximum(tf.math.abs(logits), tf.constant(limit));
  }

  /** Returns 1/(eˢ − 1) for s > 0, where eˢ may be infinite. */
  private static Operand<TFloat32> odds(Ops tf, Operand<TFloat32> s) {
    Operand<TFloat32> small = tf.math.exp(tf.math.neg(s));
    return tf.math.div(small, tf.math.neg(tf.math.expm1(tf.math.neg(s))));
  }

  /** Returns Σ coefficientᵢ xⁱ. */
  private static Operand<TFloat32> series(Ops tf, Operand<TFloat32> x, float[] coefficients) {
    Operand<TFloat32> sum = tf.constant(coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = tf.math.add(tf.math.mul(sum, x), tf.constant(coefficients[i]));
    }
    return sum;
  }
}
