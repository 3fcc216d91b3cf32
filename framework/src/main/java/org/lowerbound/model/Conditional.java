package org.lowerbound.model;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.network.Network;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A distribution given a vector: q(z | x), p(x | z), or a layer of a hierarchy.
 *
 * @param <D> what the distribution can do
 */
@FunctionalInterface
public interface Conditional<D extends Distribution> {
  /** Returns the distribution for each vector: {@code [..., in]} to a batch {@code [...]}. */
  D given(Ops tf, Operand<TFloat32> input, Pass pass);

  /** Returns the distribution whose parameters a network gives. */
  static <D extends Distribution> Conditional<D> of(
      Network network, Parameterization<? extends D> parameterization) {
    return (tf, input, pass) -> parameterization.given(tf, network.apply(tf, input, pass), pass);
  }
}
