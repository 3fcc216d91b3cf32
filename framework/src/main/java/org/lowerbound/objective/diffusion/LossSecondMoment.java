package org.lowerbound.objective.diffusion;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.List;
import org.lowerbound.graph.StateStore;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Steps with larger losses are drawn more often, and count less: p_t ∝ √E[L_t²], over the last
 * losses of each step (Nichol and Dhariwal 2021, equation 18). Until every step has as many, all
 * are equally likely.
 *
 * @param history how many losses of a step are kept
 * @param floor the part of the draws that is spread evenly whatever the losses are, so that no
 *     weight is larger than its reciprocal
 */
public record LossSecondMoment(
    @Default("10") @Interval(min = 1, max = MOST_HISTORY) int history,
    @Default("0.001") @Interval(above = 0, max = 1) double floor)
    implements StepDraws {
  private static final int MOST_HISTORY = 1000;
  private static final String LOSSES = "steps.losses";
  private static final String COUNTS = "steps.counts";

  /** Checks the arguments. */
  public LossSecondMoment {
    Counts.checkPositive("history", history, MOST_HISTORY);
    checkArgument(floor > 0 && floor <= 1, "floor must be above 0 and at most 1 but is %s", floor);
  }

  @Override
  public DrawnSteps draw(Ops tf, int steps, int batch, ObjectiveScope scope) {
    StateStore states = scope.parameters().states();
    Operand<TFloat32> losses = states.create(LOSSES, Shape.of(steps, history), 0f);
    Operand<TFloat32> counts = states.create(COUNTS, Shape.of(steps), 0f);
    Operand<TFloat32> likelihood = likelihood(tf, losses, counts, steps); // [T]
    Operand<TFloat32> uniform = scope.noise("steps").uniform(tf, tf.array(batch, 1));
    Operand<TFloat32> below = tf.math.cumsum(likelihood, tf.constant(0)); // [T]
    Operand<TInt32> index = // The number of steps whose mass ends before u, the last but rounding.
        tf.math.minimum(
            tf.reduceSum(
                tf.dtypes.cast(tf.math.lessEqual(below, uniform), TInt32.class), tf.constant(1)),
            tf.constant(steps - 1));
    Operand<TFloat32> weight =
        tf.math.reciprocal(
            tf.math.mul(tf.constant((float) steps), tf.gather(likelihood, index, tf.constant(0))));
    return new Drawn(
        this,
        states,
        losses,
        counts,
        index,
        tf.math.add(index, tf.constant(1)),
        tf.stopGradient(weight),
        steps,
        batch);
  }

  /** Returns p, {@code [T]}. */
  private Operand<TFloat32> likelihood(
      Ops tf, Operand<TFloat32> losses, Operand<TFloat32> counts, int steps) {
    Operand<TFloat32> root =
        tf.math.sqrt(tf.math.mean(tf.math.square(losses), tf.constant(1))); // [T]
    Operand<TFloat32> sum = tf.reduceSum(root, tf.constant(0));
    Operand<TFloat32> even = tf.fill(tf.array(steps), tf.constant(1f / steps));
    Operand<TBool> ready =
        tf.math.logicalAnd(
            tf.math.greaterEqual(
                tf.reduceMin(counts, tf.constant(0)), tf.constant((float) history)),
            tf.math.greater(sum, tf.constant(0f)));
    Operand<TFloat32> byLoss =
        tf.math.add(
            tf.math.mul(
                tf.constant((float) (1 - floor)),
                tf.math.div(root, tf.math.maximum(sum, tf.constant(Float.MIN_NORMAL)))),
            tf.math.mul(tf.constant((float) floor), even));
    return tf.select(ready, byLoss, even);
  }

  /**
   * The steps of a batch.
   *
   * @param index t − 1, {@code [B]}
   * @param step t
   */
  private record Drawn(
      LossSecondMoment spec,
      StateStore states,
      Operand<TFloat32> losses,
      Operand<TFloat32> counts,
      Operand<TInt32> index,
      Operand<TInt32> step,
      Operand<TFloat32> weight,
      int steps,
      int batch)
      implements DrawnSteps {
    @Override
    public void learn(Ops tf, Operand<TFloat32> batchLosses) {
      int history = spec.history();
      Operand<TFloat32> same = // [B, B]
          tf.dtypes.cast(
              tf.math.equal(
                  tf.expandDims(index, tf.constant(1)), tf.expandDims(index, tf.constant(0))),
              TFloat32.class);
      float[][] earlier = new float[batch][batch];
      for (int b = 0; b < batch; b++) {
        Arrays.fill(earlier[b], 0, b, 1f);
      }
      Operand<TFloat32> rank =
          tf.reduceSum(tf.math.mul(same, tf.constant(earlier)), tf.constant(1)); // [B]
      Operand<TFloat32> of = tf.reduceSum(same, tf.constant(1));
      Operand<TFloat32> kept = // Of more than fit, the last ones.
          tf.dtypes.cast(
              tf.math.greaterEqual(rank, tf.math.sub(of, tf.constant((float) history))),
              TFloat32.class);
      // A ring: the oldest loss of a step is where the next one goes.
      Operand<TInt32> place =
          tf.math.floorMod(
              tf.dtypes.cast(
                  tf.math.add(tf.gather(counts, index, tf.constant(0)), rank), TInt32.class),
              tf.constant(history));
      Operand<TInt32> indices = tf.stack(List.of(index, place), Stack.axis(1L)); // [B, 2]
      Operand<TFloat32> written = tf.scatterNd(indices, kept, tf.array(steps, history));
      Operand<TFloat32> values =
          tf.scatterNd(
              indices, tf.math.mul(kept, tf.stopGradient(batchLosses)), tf.array(steps, history));
      states.update(
          LOSSES, tf.math.add(tf.math.mul(losses, tf.math.sub(tf.constant(1f), written)), values));
      states.update(
          COUNTS,
          tf.math.add(
              counts,
              tf.scatterNd(
                  tf.expandDims(index, tf.constant(1)), tf.onesLike(rank), tf.array(steps))));
    }
  }
}
