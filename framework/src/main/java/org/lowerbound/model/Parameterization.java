package org.lowerbound.model;

import com.google.common.collect.ImmutableList;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The way from a network's outputs to what they are the parameters of, mostly a distribution.
 *
 * @param <D> what is made of the outputs
 */
public interface Parameterization<D> {
  /** Returns the outputs that the network must have. */
  ImmutableList<Head> heads();

  /**
   * Returns what has the given parameters.
   *
   * @param outputs one for each of the heads, in their order, {@code [..., size of the head]}
   */
  D given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass);

  /** Returns one that is a plain function of the outputs. */
  static <D> Parameterization<D> of(
      ImmutableList<Head> heads,
      BiFunction<Ops, ImmutableList<Operand<TFloat32>>, ? extends D> function) {
    return new Parameterization<>() {
      @Override
      public ImmutableList<Head> heads() {
        return heads;
      }

      @Override
      public D given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass) {
        return function.apply(tf, outputs);
      }
    };
  }

  /** Returns one that is a plain function of the outputs and adds no nodes to read them. */
  static <D> Parameterization<D> of(
      ImmutableList<Head> heads, Function<ImmutableList<Operand<TFloat32>>, ? extends D> function) {
    return of(heads, (tf, outputs) -> function.apply(outputs));
  }
}
