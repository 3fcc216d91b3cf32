package org.lowerbound.model.energy;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The parts that energies are put together from, in the graph. */
record GraphTerms(Ops tf) {
  /** Keeps the derivative of a radius finite at the origin; far below what a float resolves. */
  private static final float SMALLEST_SQUARE = 1e-12f;

  private Operand<TFloat32> constant(double value) {
    return tf.constant((float) value);
  }

  /** Returns ½ ((x − center) / scale)². */
  Operand<TFloat32> halfSquare(Operand<TFloat32> x, double center, double scale) {
    Operand<TFloat32> distance = tf.math.sub(x, constant(center));
    return tf.math.mul(tf.math.square(distance), constant(0.5 / (scale * scale)));
  }

  /** Returns ‖z‖. */
  Operand<TFloat32> radius(Operand<TFloat32> z1, Operand<TFloat32> z2) {
    Operand<TFloat32> square = tf.math.add(tf.math.square(z1), tf.math.square(z2));
    return tf.math.sqrt(tf.math.add(square, constant(SMALLEST_SQUARE)));
  }

  /** Returns w₁, the sine. */
  Operand<TFloat32> wave(Operand<TFloat32> z1) {
    return tf.math.sin(tf.math.mul(z1, constant(Math.PI / 2)));
  }

  /** Returns w₂, the bump. */
  Operand<TFloat32> bump(Operand<TFloat32> z1) {
    return tf.math.mul(tf.math.exp(tf.math.neg(halfSquare(z1, 1, 0.6))), constant(3));
  }

  /** Returns w₃, the step. */
  Operand<TFloat32> step(Operand<TFloat32> z1) {
    Operand<TFloat32> x = tf.math.mul(tf.math.sub(z1, constant(1)), constant(1 / 0.3));
    return tf.math.mul(tf.math.sigmoid(x), constant(3));
  }

  /** Returns v, the window. */
  Operand<TFloat32> window(Operand<TFloat32> z1) {
    Operand<TFloat32> beyond = tf.nn.relu(tf.math.sub(tf.math.abs(z1), constant(Energy.WINDOW)));
    return halfSquare(beyond, 0, Energy.SHOULDER);
  }

  /** Returns −log(exp(−a) + exp(−b)), smooth where the two are equal. */
  Operand<TFloat32> mixed(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.sub(a, tf.math.softplus(tf.math.sub(a, b)));
  }
}
