package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The slow direction of an autoregressive map: its components are found one after the other, each
 * by a run of the map's function on those before it.
 */
final class OneByOne {
  /** More runs one after the other make a graph that takes minutes to build. */
  static final int MOST_COMPONENTS = 1024;

  private OneByOne() {}

  /**
   * A component that has been found.
   *
   * @param value {@code [..., B, 1]}
   * @param logSlope its derivative's logarithm, {@code [..., B, 1]}
   */
  record Component(Operand<TFloat32> value, Operand<TFloat32> logSlope) {}

  /** Finds a component. */
  @FunctionalInterface
  interface Step {
    /**
     * Adds the nodes.
     *
     * @param found the components before i, and zeros from i on: they have no influence on the
     *     function's outputs up to i; {@code [..., B, D]}
     */
    Component next(Operand<TFloat32> found, int i);
  }

  /**
   * Returns the image of a vector.
   *
   * @param argument {@code [..., B, D]}
   */
  static Bijector.Image solve(Ops tf, Operand<TFloat32> argument, int dimension, Step step) {
    checkArgument(
        dimension <= MOST_COMPONENTS,
        "this direction of an autoregressive flow finds one component after the other, each by a run"
            + " of its network: at most %s, but there are %s; real-nvp and neural-spline have no"
            + " such direction, and of iaf and masked-autoregressive each is fast where the other"
            + " is slow",
        MOST_COMPONENTS,
        dimension);
    List<Operand<TFloat32>> values = new ArrayList<>();
    List<Operand<TFloat32>> logSlopes = new ArrayList<>();
    Operand<TFloat32> zeros = tf.zerosLike(argument);
    for (int i = 0; i < dimension; i++) {
      List<Operand<TFloat32>> filled = new ArrayList<>(values);
      filled.add(LastAxis.slice(tf, zeros, i, dimension));
      Component component = step.next(LastAxis.join(tf, filled), i);
      values.add(component.value());
      logSlopes.add(component.logSlope());
    }
    return new Bijector.Image(
        LastAxis.join(tf, values), GraphMath.sumEvent(tf, LastAxis.join(tf, logSlopes)));
  }
}
