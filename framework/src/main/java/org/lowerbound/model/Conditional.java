package org.lowerbound.model;

import org.lowerbound.network.Network;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A distribution or a code given a vector: q(z | x), p(x | z), or a layer of a hierarchy.
 *
 * @param <D> what is given
 */
@FunctionalInterface
public interface Conditional<D> {
  /** Returns what is given by each vector: {@code [..., in]} to a batch {@code [...]}. */
  D given(Ops tf, Operand<TFloat32> input, Pass pass);

  /** Returns the one whose parameters a network gives. */
  static <D> Conditional<D> of(Network network, Parameterization<? extends D> parameterization) {
    return (tf, input, pass) -> parameterization.given(tf, network.apply(tf, input, pass), pass);
  }
}
