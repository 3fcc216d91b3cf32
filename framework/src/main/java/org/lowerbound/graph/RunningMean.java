package org.lowerbound.graph;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An exponential moving average of a scalar over the steps, which starts at the scalar of the first
 * step: one that started at 0 would stay near it for as many steps as it remembers.
 *
 * @param before over the steps before, 0 before the first
 * @param after with this step's
 */
public record RunningMean(Operand<TFloat32> before, Operand<TFloat32> after) {
  private static final String STARTED = ".started";

  /**
   * Makes the states {@code name} and {@code name.started}, and their updates.
   *
   * @param decay the part of the mean that a step keeps
   * @param value of this step, a scalar without a gradient
   */
  public static RunningMean of(
      Ops tf, StateStore states, String name, double decay, Operand<TFloat32> value) {
    Operand<TFloat32> before = states.create(name, Shape.scalar(), 0f);
    Operand<TFloat32> started = states.create(name + STARTED, Shape.scalar(), 0f);
    Operand<TFloat32> moved =
        tf.math.add(
            tf.math.mul(tf.constant((float) decay), before),
            tf.math.mul(tf.constant((float) (1 - decay)), value));
    Operand<TFloat32> after =
        tf.select(tf.math.greater(started, tf.constant(0f)), moved, tf.identity(value));
    states.update(name, after);
    states.update(name + STARTED, tf.constant(1f));
    return new RunningMean(before, after);
  }
}
