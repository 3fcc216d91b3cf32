package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An affine map x W + b.
 *
 * @param weights {@code [in, out]}
 * @param bias {@code [out]}
 */
record Dense(Operand<TFloat32> weights, Operand<TFloat32> bias) {
  /** Makes the parameters {@code name.weights} and {@code name.bias}. */
  static Dense create(
      ParameterStore parameters,
      String name,
      int in,
      int out,
      Initializer weights,
      Initializer bias) {
    return new Dense(
        parameters.create(name + ".weights", Shape.of(in, out), weights),
        parameters.create(name + ".bias", Shape.of(out), bias));
  }

  /** Applies the map to rows: {@code [rows, in] -> [rows, out]}. */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> rows, Pass pass) {
    return tf.nn.biasAdd(
        tf.linalg.matMul(rows, pass.parameter(tf, weights)), pass.parameter(tf, bias));
  }
}
