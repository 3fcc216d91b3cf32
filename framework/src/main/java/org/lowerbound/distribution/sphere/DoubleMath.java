package org.lowerbound.distribution.sphere;

import org.lowerbound.distribution.formula.KnownSlope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Arithmetic in double precision within a graph, without gradients.
 *
 * <p>For functions of few numbers that lose most of their digits on the way to their value. Callers
 * convert the value back and attach its gradient, see {@link KnownSlope}.
 *
 * @param tf where to add nodes
 */
record DoubleMath(Ops tf) {
  /** Returns a 32-bit node in double precision, as a constant of differentiation. */
  Operand<TFloat64> widen(Operand<TFloat32> x) {
    return tf.dtypes.cast(tf.stopGradient(x), TFloat64.class);
  }

  /** Returns a node rounded to 32 bits. */
  Operand<TFloat32> narrow(Operand<TFloat64> x) {
    return tf.dtypes.cast(x, TFloat32.class);
  }

  Operand<TFloat64> constant(double value) {
    return tf.constant(value);
  }

  Operand<TFloat64> add(Operand<TFloat64> x, Operand<TFloat64> y) {
    return tf.math.add(x, y);
  }

  Operand<TFloat64> add(Operand<TFloat64> x, double y) {
    return tf.math.add(x, constant(y));
  }

  Operand<TFloat64> sub(Operand<TFloat64> x, Operand<TFloat64> y) {
    return tf.math.sub(x, y);
  }

  Operand<TFloat64> sub(double x, Operand<TFloat64> y) {
    return tf.math.sub(constant(x), y);
  }

  Operand<TFloat64> mul(Operand<TFloat64> x, Operand<TFloat64> y) {
    return tf.math.mul(x, y);
  }

  Operand<TFloat64> mul(Operand<TFloat64> x, double y) {
    return tf.math.mul(x, constant(y));
  }

  Operand<TFloat64> div(Operand<TFloat64> x, Operand<TFloat64> y) {
    return tf.math.div(x, y);
  }

  Operand<TFloat64> div(double x, Operand<TFloat64> y) {
    return tf.math.div(constant(x), y);
  }

  Operand<TFloat64> square(Operand<TFloat64> x) {
    return tf.math.square(x);
  }

  Operand<TFloat64> sqrt(Operand<TFloat64> x) {
    return tf.math.sqrt(x);
  }

  Operand<TFloat64> exp(Operand<TFloat64> x) {
    return tf.math.exp(x);
  }

  Operand<TFloat64> log(Operand<TFloat64> x) {
    return tf.math.log(x);
  }

  Operand<TFloat64> log1p(Operand<TFloat64> x) {
    return tf.math.log1p(x);
  }

  Operand<TFloat64> sin(Operand<TFloat64> x) {
    return tf.math.sin(x);
  }

  Operand<TFloat64> cos(Operand<TFloat64> x) {
    return tf.math.cos(x);
  }

  /** Returns the larger of two numbers. */
  Operand<TFloat64> atLeast(Operand<TFloat64> x, double bound) {
    return tf.math.maximum(x, constant(bound));
  }

  /** Returns the smaller of two numbers. */
  Operand<TFloat64> atMost(Operand<TFloat64> x, double bound) {
    return tf.math.minimum(x, constant(bound));
  }

  /** Returns {@code above} where x is above a bound, else {@code otherwise}; all of one shape. */
  Operand<TFloat64> whereAbove(
      Operand<TFloat64> x, double bound, Operand<TFloat64> above, Operand<TFloat64> otherwise) {
    return tf.select(tf.math.greater(x, constant(bound)), above, otherwise);
  }

  /** Returns c₀ + c₁x + c₂x² + … by Horner's rule. */
  Operand<TFloat64> polynomial(Operand<TFloat64> x, double... coefficients) {
    Operand<TFloat64> sum = constant(coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = add(mul(sum, x), coefficients[i]);
    }
    return sum;
  }
}
