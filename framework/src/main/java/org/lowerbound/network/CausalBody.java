package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The feature map of a causal network of images, below its heads. */
@FunctionalInterface
interface CausalBody {
  /** Returns the features of some rows, {@code [images, h, W, features]}. */
  Operand<TFloat32> of(Ops tf, Rows rows, Pass pass);
}
