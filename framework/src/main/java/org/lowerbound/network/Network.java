package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A function with its own parameters, already in a graph. */
@FunctionalInterface
public interface Network {
  /**
   * Applies the function to every vector: {@code [..., in] -> [..., out]}, one output for each of
   * the heads that the network was built with, in their order.
   *
   * @param pass in training or not
   */
  ImmutableList<Operand<TFloat32>> apply(Ops tf, Operand<TFloat32> input, Pass pass);
}
