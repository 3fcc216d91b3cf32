package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * γ x + β, one learned γ and β for each element of the last axis.
 *
 * @param scale γ, {@code [size]}, 1 at first
 * @param offset β, {@code [size]}, 0 at first
 */
record ScaleAndOffset(Operand<TFloat32> scale, Operand<TFloat32> offset) implements Layer {
  /** Makes the parameters {@code name.scale} and {@code name.offset}. */
  static ScaleAndOffset create(ParameterStore parameters, String name, int size) {
    return new ScaleAndOffset(
        parameters.create(name + ".scale", Shape.of(size), Fill.of(1, size)),
        parameters.create(name + ".offset", Shape.of(size), new Zeros()));
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Pass pass) {
    return tf.nn.biasAdd(tf.math.mul(x, pass.parameter(tf, scale)), pass.parameter(tf, offset));
  }
}
