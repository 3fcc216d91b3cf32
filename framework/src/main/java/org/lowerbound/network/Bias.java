package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adds a learned number to each element of the last axis.
 *
 * @param bias {@code [size]}
 */
record Bias(Operand<TFloat32> bias) implements Layer {
  /** Makes the parameter {@code name.bias}. */
  static Bias create(ParameterStore parameters, String name, int size, Initializer initializer) {
    return new Bias(parameters.create(name + ".bias", Shape.of(size), initializer));
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Pass pass) {
    return tf.nn.biasAdd(x, pass.parameter(tf, bias));
  }
}
