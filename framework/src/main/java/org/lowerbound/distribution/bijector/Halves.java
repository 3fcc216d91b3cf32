package org.lowerbound.distribution.bijector;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The two halves of the components of which a coupling passes one through and changes the other. Of
 * an odd number of components the second half has one more.
 *
 * @param dimension D, at least 2
 * @param parity whether the second half passes, and the first is changed
 */
public record Halves(int dimension, boolean parity) {
  /** Checks the dimension. */
  public Halves {
    LastAxis.checkDimension(dimension, 2);
  }

  /** Returns the number of components that pass. */
  public int passed() {
    return parity ? dimension - dimension / 2 : dimension / 2;
  }

  /** Returns the number of components that are changed. */
  public int changed() {
    return dimension - passed();
  }

  /**
   * Maps the half that is changed with a bijector that depends on the other.
   *
   * @param bijector makes the bijector from the half that passes
   * @param direction one of the bijector's directions
   */
  Bijector.Image couple(
      Ops tf,
      Operand<TFloat32> x,
      Function<Operand<TFloat32>, Bijector> bijector,
      Direction direction) {
    int first = dimension / 2;
    Operand<TFloat32> low = LastAxis.slice(tf, x, 0, first);
    Operand<TFloat32> high = LastAxis.slice(tf, x, first, dimension);
    Operand<TFloat32> passing = parity ? high : low;
    Bijector.Image image = direction.apply(bijector.apply(passing), tf, parity ? low : high);
    ImmutableList<Operand<TFloat32>> parts =
        parity
            ? ImmutableList.of(image.value(), passing)
            : ImmutableList.of(passing, image.value());
    return new Bijector.Image(LastAxis.join(tf, parts), image.logDeterminant());
  }

  /** {@link Bijector#forward} or {@link Bijector#inverse}. */
  @FunctionalInterface
  interface Direction {
    Bijector.Image apply(Bijector bijector, Ops tf, Operand<TFloat32> argument);
  }
}
