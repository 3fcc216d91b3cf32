package org.lowerbound.distribution.formula;

import java.util.List;
import org.lowerbound.graph.CustomGradients;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * The two functions that densities with gamma functions are made of (Loader 2000, "Fast and
 * accurate computation of binomial probabilities").
 *
 * <p>Such a density is usually written as a difference of log-gamma functions and products with
 * logarithms, each of which may be thousands of nats while the density itself is a few: in 32-bit
 * floats little is left of it. With Stirling's formula the large terms cancel on paper.
 */
public final class SaddlePoint {
  /** ½ log 2π. */
  public static final float HALF_LOG_TWO_PI = (float) (0.5 * Math.log(2 * Math.PI));

  /** From here on five terms of Stirling's series are exact to 10⁻⁸. */
  private static final float STIRLING = 3f;

  /** Powers of 1/x² in the series of x · stirlingError(x). */
  private static final float[] STIRLING_SERIES = {
    1f / 12, -1f / 360, 1f / 1260, -1f / 1680, 1f / 1188
  };

  /** Up to here eight terms of the series of eᵈ − 1 − d are exact to 10⁻⁸ of it. */
  private static final float EXPONENTIAL = 0.5f;

  private static final int EXPONENTIAL_TERMS = 8;
  private static final String GRADIENT = "exponential-remainder";

  static {
    CustomGradients.register(GRADIENT, SaddlePoint::backpropagate);
  }

  private SaddlePoint() {}

  /**
   * Returns what Stirling's formula leaves of a log-gamma function, log Γ(x + 1) − (x + ½) log x +
   * x − ½ log 2π, for x &gt; 0: near 1/(12x) for large x.
   *
   * @param x may be as small as to have been rounded to 0
   * @param logX log x
   */
  public static Operand<TFloat32> stirlingError(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> logX) {
    Operand<TFloat32> limit = tf.constant(STIRLING);
    // Each form is given an argument that it is for, lest its gradient be NaN where it is dropped.
    Operand<TFloat32> small = tf.math.minimum(x, limit);
    Operand<TFloat32> logSmall = tf.math.minimum(logX, tf.constant((float) Math.log(STIRLING)));
    Operand<TFloat32> power = tf.math.mul(tf.math.add(small, tf.constant(0.5f)), logSmall);
    Operand<TFloat32> direct =
        tf.math.sub(
            tf.math.sub(tf.math.lgamma(tf.math.add(small, tf.constant(1f))), power),
            tf.math.sub(tf.constant(HALF_LOG_TWO_PI), small));
    Operand<TFloat32> inverse = tf.math.reciprocal(tf.math.maximum(x, limit));
    Operand<TFloat32> square = tf.math.square(inverse);
    Operand<TFloat32> series = tf.constant(STIRLING_SERIES[STIRLING_SERIES.length - 1]);
    for (int i = STIRLING_SERIES.length - 2; i >= 0; i--) {
      series = tf.math.add(tf.math.mul(series, square), tf.constant(STIRLING_SERIES[i]));
    }
    return tf.select(tf.math.less(x, limit), direct, tf.math.mul(series, inverse));
  }

  /**
   * Returns eᵈ − 1 − d, which is near d²/2 for a small d, with the gradient eᵈ − 1. Times x it is
   * half the deviance of a Poisson count x whose mean is x·eᵈ.
   */
  public static Operand<TFloat32> exponentialRemainder(Ops tf, Operand<TFloat32> d) {
    Operand<TBool> near = tf.math.less(tf.math.abs(d), tf.constant(EXPONENTIAL));
    Operand<TFloat32> series = tf.constant(0f);
    for (int k = EXPONENTIAL_TERMS + 1; k >= 2; k--) { // Σ dᵏ⁻² / k!
      series = tf.math.add(tf.math.mul(series, d), tf.constant((float) inverseFactorial(k)));
    }
    Operand<TFloat32> remainder =
        tf.select(near, tf.math.mul(tf.math.square(d), series), tf.math.sub(tf.math.expm1(d), d));
    return CustomGradients.attach(tf, GRADIENT, remainder, List.of(d));
  }

  /**
   * Returns log(1 + e), exact also where e is near 0 or large.
   *
   * @param excess e
   * @param ratio 1 + e, computed without e
   */
  public static Operand<TFloat32> logRatio(
      Ops tf, Operand<TFloat32> excess, Operand<TFloat32> ratio) {
    Operand<TFloat32> half = tf.constant(0.5f);
    Operand<TFloat32> near = // Kept from −1, where its gradient would be infinite.
        tf.math.log1p(tf.math.maximum(tf.math.minimum(excess, half), tf.math.neg(half)));
    return tf.select(tf.math.less(tf.math.abs(excess), half), near, tf.math.log(ratio));
  }

  private static double inverseFactorial(int k) {
    double product = 1;
    for (int i = 2; i <= k; i++) {
      product *= i;
    }
    return 1 / product;
  }

  private static List<Operand<TFloat32>> backpropagate(
      Ops tf, List<Operand<TFloat32>> inputs, Operand<TFloat32> upstream) {
    return List.of(tf.math.mul(upstream, tf.math.expm1(inputs.get(0))));
  }
}
