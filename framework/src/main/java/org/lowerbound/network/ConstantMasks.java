package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Masks that never change: each is a constant as large as its weights, and costs a step nothing but
 * the product.
 */
record ConstantMasks(Connectivity connectivity) implements Masks {
  @Override
  public Operand<TFloat32> toHidden(Ops tf, int layer) {
    Degrees below = connectivity.below(layer);
    Degrees above = connectivity.hidden().get(layer);
    return constant(tf, below.maskToHidden(above), below, above);
  }

  @Override
  public Operand<TFloat32> toOutputs(Ops tf, int count) {
    return strict(tf, connectivity.top(), connectivity.outputs(count));
  }

  @Override
  public Operand<TFloat32> direct(Ops tf) {
    return strict(tf, connectivity.inputs(), connectivity.inputs());
  }

  /** Without hidden layers the degrees below are the inputs', and mean the same. */
  private static Operand<TFloat32> strict(Ops tf, Degrees below, Degrees outputs) {
    return constant(tf, below.maskToOutputs(outputs), below, outputs);
  }

  private static Operand<TFloat32> constant(Ops tf, float[] mask, Degrees in, Degrees out) {
    return tf.reshape(
        tf.constant(mask), tf.array(in.values().length(), out.values().length())); // [in, out]
  }
}
