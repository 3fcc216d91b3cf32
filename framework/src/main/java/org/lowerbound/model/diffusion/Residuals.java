package org.lowerbound.model.diffusion;

import java.util.function.IntToDoubleFunction;
import org.lowerbound.graph.StateStore;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What the predictions of each step leave of the variance of its targets, a moving average over the
 * examples of a training: a sum and a weight for each step, whose quotient has no bias towards
 * where they start.
 *
 * @param steps T
 * @param states where they are kept
 * @param sum {@code [T + 1]}
 * @param weight {@code [T + 1]}
 */
record Residuals(int steps, StateStore states, Operand<TFloat32> sum, Operand<TFloat32> weight) {
  private static final String SUM = "denoiser.residual.sum";
  private static final String WEIGHT = "denoiser.residual.weight";

  /** A thousand examples of a step are remembered: an error of some per cent. */
  private static final double DECAY = 0.999;

  /** Makes the states. */
  static Residuals create(int steps, ParameterStore parameters) {
    StateStore states = parameters.states();
    Shape shape = Shape.of(steps + 1);
    return new Residuals(
        steps, states, states.create(SUM, shape, 0f), states.create(WEIGHT, shape, 0f));
  }

  /**
   * Adds the squared errors of a batch, in a training pass.
   *
   * @param step t, {@code [B]}
   * @param errors {@code [B]}
   */
  void learn(Ops tf, Operand<TInt32> step, Operand<TFloat32> errors, Pass pass) {
    if (!pass.learns(SUM)) {
      return;
    }
    Operand<TInt32> indices = tf.expandDims(step, tf.constant(1));
    Operand<TInt32> shape = tf.array(steps + 1);
    Operand<TFloat32> count = tf.scatterNd(indices, tf.onesLike(errors), shape);
    Operand<TFloat32> kept = tf.math.pow(tf.constant((float) DECAY), count);
    Operand<TFloat32> of = tf.scatterNd(indices, tf.stopGradient(errors), shape);
    states.update(SUM, tf.math.add(tf.math.mul(kept, sum), of));
    states.update(WEIGHT, tf.math.add(tf.math.mul(kept, weight), count));
  }

  /**
   * Returns the logarithms of the averages times a number of each step, {@code [rows, 1]}; of a
   * step that no example had, the average is 1.
   */
  Operand<TFloat32> log(Ops tf, Operand<TInt32> step, IntToDoubleFunction unit, Pass pass) {
    Operand<TFloat32> tiny = tf.constant(Float.MIN_NORMAL);
    Operand<TFloat32> weights = pass.parameter(tf, weight);
    Operand<TFloat32> mean =
        tf.select(
            tf.math.greater(weights, tf.constant(0f)),
            tf.math.div(pass.parameter(tf, sum), tf.math.maximum(weights, tiny)),
            tf.onesLike(weights));
    return tf.math.add(
        tf.expandDims(
            tf.math.log(tf.math.maximum(tf.gather(mean, step, tf.constant(0)), tiny)),
            tf.constant(1)),
        new StepTable(steps, step).of(tf, t -> Math.log(unit.applyAsDouble(t))));
  }
}
