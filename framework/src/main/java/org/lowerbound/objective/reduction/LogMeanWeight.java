package org.lowerbound.objective.reduction;

import org.lowerbound.graph.GraphMath;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * log (1/K) Σ w_k: the importance weighted bound (Burda et al. 2016, eq. 8). Its slopes are the
 * self-normalised weights w̃_k = w_k / Σ w_j, its curvatures w̃_k − w̃_k².
 */
@Called("iwae")
public record LogMeanWeight() implements SmoothReduction {
  @Override
  public Operand<TFloat32> value(Ops tf, Operand<TFloat32> logWeights) {
    return GraphMath.logMeanExp(tf, logWeights);
  }

  @Override
  public Operand<TFloat32> slope(Ops tf, Operand<TFloat32> logWeights) {
    return GraphMath.normalizedWeights(tf, logWeights);
  }

  @Override
  public Operand<TFloat32> curvature(Ops tf, Operand<TFloat32> logWeights) {
    Operand<TFloat32> weights = slope(tf, logWeights);
    return tf.math.sub(weights, tf.math.square(weights));
  }
}
