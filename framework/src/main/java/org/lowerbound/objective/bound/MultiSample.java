package org.lowerbound.objective.bound;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.gradient.EstimatedBound;
import org.lowerbound.objective.gradient.LogWeights;
import org.lowerbound.objective.reduction.LogMeanWeight;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The losses of objectives with several draws. */
final class MultiSample {
  private MultiSample() {}

  /** Returns the loss of an estimate that is a bound on log p(x) itself. */
  static Loss ofBound(EstimatedBound estimated) {
    return Loss.of(
        ImmutableList.of(Descent.ofModel(estimated.surrogates())),
        estimated.value(),
        ImmutableMap.of());
  }

  /**
   * Returns the loss of an estimate that bounds nothing. It is reported under its own name; the
   * bound is the importance weighted one of the same draws.
   */
  static Loss ofEstimate(Ops tf, String name, EstimatedBound estimated, LogWeights weights) {
    return Loss.of(
        ImmutableList.of(Descent.ofModel(estimated.surrogates())),
        importanceWeighted(tf, weights),
        ImmutableMap.of(name, estimated.value()));
  }

  /** Returns the importance weighted bound of some draws, without a gradient. */
  static Operand<TFloat32> importanceWeighted(Ops tf, LogWeights weights) {
    Operand<TFloat32> perObservation =
        new LogMeanWeight().value(tf, tf.stopGradient(weights.values(tf))); // [M, B]
    return GraphMath.meanOverBatch(tf, tf.reshape(perObservation, tf.constant(new int[] {-1})));
  }
}
