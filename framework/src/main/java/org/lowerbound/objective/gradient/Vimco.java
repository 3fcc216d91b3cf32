package org.lowerbound.objective.gradient;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.reduction.DrawReduction;
import org.lowerbound.spec.Counts;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * The score-function gradient with a baseline from the other draws (VIMCO: Mnih and Rezende 2016):
 * for draw k, f with log w_k replaced by the mean of the other log-weights. Unbiased, without
 * anything to learn; with f = mean it is the leave-one-out baseline. Costs K² B numbers.
 */
public record Vimco() implements GradientEstimator {
  @Override
  public EstimatedBound estimate(
      Ops tf, DrawReduction reduction, LogWeights weights, ObjectiveScope scope) {
    Requirements.checkOwnPrior(weights, "vimco");
    checkArgument(
        weights.samples() > 1,
        "the gradient \"vimco\" needs at least 2 samples but there is 1; \"score-function\" works");
    Operand<TFloat32> logWeights = weights.values(tf); // [K, M, B]
    Operand<TFloat32> bound = reduction.value(tf, logWeights); // [M, B]
    Operand<TFloat32> signal =
        tf.math.sub(bound, leaveOneOut(tf, reduction, weights.samples(), logWeights));
    Operand<TFloat32> ofPosterior =
        tf.math.mul(weights.posteriorWeight(), reduction.slope(tf, logWeights));
    return EstimatedBound.separately(
        tf, bound, tf.math.sub(signal, ofPosterior), weights.scores(tf));
  }

  /** Returns f with each of the log-weights in turn replaced: {@code [K, M, B]}. */
  static Operand<TFloat32> leaveOneOut(
      Ops tf, DrawReduction reduction, int samples, Operand<TFloat32> logWeights) {
    Operand<TFloat32> x = tf.stopGradient(logWeights);
    Operand<TFloat32> own = identity(tf, samples);
    Operand<TFloat32> kept =
        tf.math.mul(tf.math.sub(tf.constant(1f), own), tf.expandDims(x, tf.constant(1)));
    // A sum of the others: the sum of all less the draw's own would lose them where it is large.
    Operand<TFloat32> others =
        tf.math.div(
            tf.reduceSum(kept, tf.constant(0), ReduceSum.keepDims(true)),
            tf.constant(samples - 1f)); // [1, K, M, B], the mean without each
    Operand<TFloat32> replaced = tf.math.mul(own, others);
    return reduction.value(tf, tf.math.add(kept, replaced)); // over the first of [K, K, M, B]
  }

  /** Returns the identity matrix with two axes after it, for M and B. */
  private static Operand<TFloat32> identity(Ops tf, int samples) {
    float[] values = new float[Counts.product("samples x samples", samples, samples)];
    for (int k = 0; k < samples; k++) {
      values[k * samples + k] = 1;
    }
    return tf.constant(Shape.of(samples, samples, 1, 1), DataBuffers.of(values));
  }
}
