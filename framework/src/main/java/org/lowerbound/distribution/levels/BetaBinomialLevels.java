package org.lowerbound.distribution.levels;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.OverLevels;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.distribution.formula.SaddlePoint;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent values among the levels x_k = k/N, k = 0, ..., N = L − 1, whose numbers k are
 * beta-binomial (Skellam 1948): of N throws of a coin whose bias is itself a beta variable, P(k) =
 * C(N, k) B(α + k, β + N − k) / B(α, β). It is what Townsend et al. (2019) take for raw bytes.
 *
 * <p>The log-mass is computed by its saddle point (Loader 2000), as that of a negative binomial
 * distribution: differences of log Γ at large α and β leave little of a few nats. With s = α + β,
 * p′ = (α + k)/(s + N), δ the error of Stirling's formula and g(a, k) = δ(a + k) − δ(a) − ½ log(1 +
 * k/a) it is log C(N, k) − N H(k/N) − N KL(k/N ‖ p′) − s KL(α/s ‖ p′) + g(α, k) + g(β, N − k) −
 * g(s, N). Each KL is a sum of n (eᵈ − 1 − d), where d is the logarithm of a ratio, next to 0 where
 * n is large.
 *
 * @param logAlpha log α, {@code [..., B, D]}
 * @param logBeta log β; any shape that broadcasts to {@code logAlpha}
 * @param levels L
 * @param dimension D
 */
public record BetaBinomialLevels(
    Operand<TFloat32> logAlpha, Operand<TFloat32> logBeta, int levels, int dimension)
    implements WithVariance, OverLevels {

  /** Checks the numbers. */
  public BetaBinomialLevels {
    checkArgument(levels >= 2, "levels must be at least 2: %s", levels);
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  /**
   * One of the two sides of a coin.
   *
   * @param count how many throws showed it
   * @param shape its parameter, α or β
   * @param logShape its logarithm
   */
  private record Side(
      Operand<TFloat32> count, Operand<TFloat32> shape, Operand<TFloat32> logShape) {
    /** Returns this side's count times the other's parameter. */
    Operand<TFloat32> times(Ops tf, Side other) {
      return tf.math.mul(count, other.shape());
    }

    Operand<TFloat32> together(Ops tf) {
      return tf.math.add(count, shape);
    }
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> throwsInAll = tf.constant((float) throwCount());
    Operand<TFloat32> count = tf.math.rint(tf.math.mul(value, throwsInAll));
    Side heads = new Side(count, tf.math.exp(logAlpha), logAlpha);
    Side tails = new Side(tf.math.sub(throwsInAll, count), tf.math.exp(logBeta), logBeta);
    // log Γ(s) − log Γ(s + N) has the form of a side's log Γ(α + k) − log Γ(α), with minus.
    Operand<TFloat32> sum = tf.math.add(heads.shape(), tails.shape());
    Operand<TFloat32> ofSum = gammas(tf, new Side(throwsInAll, sum, tf.math.log(sum)));
    return tf.math.sub(
        tf.math.add(
            tf.math.add(ofCount(tf, count), ofSide(tf, heads, tails)), ofSide(tf, tails, heads)),
        ofSum);
  }

  /** Returns what one side gives: its parts of both divergences, and its gamma functions. */
  private Operand<TFloat32> ofSide(Ops tf, Side side, Side other) {
    Operand<TFloat32> all = tf.constant((float) throwCount());
    Operand<TFloat32> sum = tf.math.add(side.shape(), other.shape());
    Operand<TFloat32> expected = // p′ of this side
        tf.math.div(side.together(tf), tf.math.add(sum, all));
    // N (α + k) − (s + N) k = α (N − k) − β k, and the same for α with the other sign.
    Operand<TFloat32> difference =
        tf.math.div(
            tf.math.sub(other.times(tf, side), side.times(tf, other)), tf.math.add(sum, all));
    Operand<TFloat32> some = tf.math.maximum(side.count(), tf.constant(1f));
    Operand<TFloat32> ofThrows =
        tf.select(
            tf.math.greater(side.count(), tf.constant(0f)),
            remainder(tf, some, difference, tf.math.mul(all, expected)),
            tf.math.mul(all, expected));
    Operand<TFloat32> ofShape =
        remainder(tf, side.shape(), tf.math.neg(difference), tf.math.mul(sum, expected));
    return tf.math.sub(gammas(tf, side), tf.math.add(ofThrows, ofShape));
  }

  /**
   * Returns n (eᵈ − 1 − d), d = log(m/n), which is n log(n/m) − n + m.
   *
   * @param difference m − n, exact where it is small
   */
  private static Operand<TFloat32> remainder(
      Ops tf, Operand<TFloat32> n, Operand<TFloat32> difference, Operand<TFloat32> m) {
    Operand<TFloat32> d = SaddlePoint.logRatio(tf, tf.math.div(difference, n), tf.math.div(m, n));
    return tf.math.mul(n, SaddlePoint.exponentialRemainder(tf, d));
  }

  /** Returns δ(α + k) − δ(α) − ½ log(1 + k/α). */
  private static Operand<TFloat32> gammas(Ops tf, Side side) {
    Operand<TFloat32> together = side.together(tf);
    Operand<TFloat32> errors =
        tf.math.sub(
            SaddlePoint.stirlingError(tf, together, tf.math.log(together)),
            SaddlePoint.stirlingError(tf, side.shape(), side.logShape()));
    return tf.math.sub(
        errors,
        tf.math.mul(tf.constant(0.5f), tf.math.log1p(tf.math.div(side.count(), side.shape()))));
  }

  /** Returns log C(N, k) − N H(k/N), at most 0, of each count. */
  private Operand<TFloat32> ofCount(Ops tf, Operand<TFloat32> count) {
    int all = throwCount();
    double[] logFactorials = new double[all + 1];
    for (int k = 1; k <= all; k++) {
      logFactorials[k] = logFactorials[k - 1] + Math.log(k);
    }
    float[] table = new float[all + 1];
    for (int k = 1; k < all; k++) {
      double choices = logFactorials[all] - logFactorials[k] - logFactorials[all - k];
      double entropy = -k * Math.log((double) k / all) - (all - k) * Math.log1p(-(double) k / all);
      table[k] = (float) (choices - entropy);
    }
    return tf.gather(tf.constant(table), LevelIndex.of(tf, count, levels), tf.constant(0));
  }

  private int throwCount() {
    return levels - 1;
  }

  /** Returns the share of heads, α/(α + β). */
  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return tf.math.sigmoid(tf.math.sub(logAlpha, logBeta));
  }

  /** Returns p (1 − p) (s + N) / (N (s + 1)), p = α/s. */
  @Override
  public Operand<TFloat32> variance(Ops tf) {
    Operand<TFloat32> sum = tf.math.add(tf.math.exp(logAlpha), tf.math.exp(logBeta));
    Operand<TFloat32> all = tf.constant((float) throwCount());
    Operand<TFloat32> ofCoin =
        tf.math.mul(mean(tf), tf.math.sigmoid(tf.math.sub(logBeta, logAlpha)));
    Operand<TFloat32> spread =
        tf.math.div(tf.math.add(sum, all), tf.math.mul(all, tf.math.add(sum, tf.constant(1f))));
    return tf.math.mul(ofCoin, spread);
  }
}
