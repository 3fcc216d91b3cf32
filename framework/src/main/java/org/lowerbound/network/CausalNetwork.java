package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A function with its own parameters, already in a graph, whose outputs for a value depend on the
 * values before it, and on all of a context: what p(x) = Π p(xᵢ | x before i) is computed with, all
 * factors in one run.
 */
@FunctionalInterface
public interface CausalNetwork {
  /**
   * Applies the function to every observation.
   *
   * @param x {@code [rows, D]}, last index fastest
   * @param context {@code [rows, size]}; present if and only if the network was made with one
   * @param pass in training or not
   * @return {@code [rows, size of the head]} for each of the heads, in their order
   */
  ImmutableList<Operand<TFloat32>> apply(
      Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> context, Pass pass);
}
