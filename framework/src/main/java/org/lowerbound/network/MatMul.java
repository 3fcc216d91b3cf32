package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The linear map x W of rows: {@code [rows, in] -> [rows, out]}.
 *
 * @param weights W, {@code [in, out]}
 */
record MatMul(Weights weights) implements Layer {
  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Pass pass) {
    return tf.linalg.matMul(x, weights.in(tf, pass));
  }
}
