package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A function of an input and of a context beside it, already in a graph. */
@FunctionalInterface
public interface ContextNetwork {
  /**
   * Applies the function: {@code [rows, in]} and {@code [rows, size]} to {@code [rows, out]}, one
   * output for each of the heads that the network was built with, in their order.
   *
   * @param pass in training or not
   */
  ImmutableList<Operand<TFloat32>> apply(
      Ops tf, Operand<TFloat32> input, Operand<TFloat32> context, Pass pass);
}
