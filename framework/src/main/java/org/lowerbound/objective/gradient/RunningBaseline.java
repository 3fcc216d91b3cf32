package org.lowerbound.objective.gradient;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.RunningMean;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The running mean of the signal over the steps before (Mnih and Gregor 2014); none at the first.
 *
 * @param decay the part of the mean that a step keeps
 * @param normalize whether the centred signal is divided by its running standard deviation where
 *     that is above 1, as they do; this scales the gradient, so that it is no longer the bound's
 */
public record RunningBaseline(
    @Default("0.8") @Interval(min = 0, below = 1) double decay, @Default("false") boolean normalize)
    implements Baseline {
  /** Checks the argument. */
  public RunningBaseline {
    checkArgument(decay >= 0 && decay < 1, "decay must be in [0, 1) but is %s", decay);
    checkArgument(
        (float) decay < 1, "decay must be in [0, 1) but %s is 1 as a 32-bit float", decay);
  }

  @Override
  public Centered center(Ops tf, Operand<TFloat32> signal, ObjectiveScope scope) {
    Operand<TFloat32> centered =
        tf.math.sub(signal, running(tf, scope, "baseline.mean", mean(tf, signal)));
    if (!normalize) {
      return new Centered(centered, Optional.empty());
    }
    Operand<TFloat32> variance =
        running(tf, scope, "baseline.variance", mean(tf, tf.math.square(centered)));
    Operand<TFloat32> deviation = tf.math.maximum(tf.math.sqrt(variance), tf.constant(1f));
    return new Centered(tf.math.div(centered, deviation), Optional.empty());
  }

  /** Returns the mean over the steps before, and adds this step's value to it. */
  private Operand<TFloat32> running(
      Ops tf, ObjectiveScope scope, String name, Operand<TFloat32> value) {
    return RunningMean.of(tf, scope.parameters().states(), name, decay, value).before();
  }

  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> signal) {
    return GraphMath.meanOverBatch(tf, tf.reshape(signal, tf.constant(new int[] {-1})));
  }
}
