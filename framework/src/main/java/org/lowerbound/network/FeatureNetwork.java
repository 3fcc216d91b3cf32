package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network whose vectors are linear functions of features: the values of its last hidden layer.
 */
public interface FeatureNetwork extends Network {
  /** Returns the features of every vector: {@code [..., in] -> [..., width]}. */
  Operand<TFloat32> features(Ops tf, Operand<TFloat32> input, Pass pass);
}
