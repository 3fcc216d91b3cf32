package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Masks that are made anew in each run from the degrees of the units. They may be another member's
 * each time, and none is kept: a hundred networks of 784 inputs and 8,000 hidden units would have
 * four gigabytes of masks, but three megabytes of degrees.
 *
 * @param inputs the degrees of inputs and outputs, {@code [D]}
 * @param hidden those of the hidden layers, the lowest first, {@code [width]} each
 */
record ComparedMasks(Operand<TInt32> inputs, ImmutableList<Operand<TInt32>> hidden)
    implements Masks {
  @Override
  public Operand<TFloat32> toHidden(Ops tf, int layer) {
    Operand<TInt32> below = layer == 0 ? inputs : hidden.get(layer - 1);
    return mask(tf, tf.math.lessEqual(column(tf, below), row(tf, hidden.get(layer))));
  }

  @Override
  public Operand<TFloat32> toOutputs(Ops tf, int count) {
    return strict(tf, Iterables.getLast(hidden, inputs));
  }

  @Override
  public Operand<TFloat32> direct(Ops tf) {
    return strict(tf, inputs);
  }

  private Operand<TFloat32> strict(Ops tf, Operand<TInt32> below) {
    return mask(tf, tf.math.less(column(tf, below), row(tf, inputs)));
  }

  private static Operand<TInt32> column(Ops tf, Operand<TInt32> degrees) {
    return tf.expandDims(degrees, tf.constant(1)); // [in, 1]
  }

  private static Operand<TInt32> row(Ops tf, Operand<TInt32> degrees) {
    return tf.expandDims(degrees, tf.constant(0)); // [1, out]
  }

  private static Operand<TFloat32> mask(Ops tf, Operand<TBool> inUse) {
    return tf.dtypes.cast(inUse, TFloat32.class); // [in, out]
  }
}
