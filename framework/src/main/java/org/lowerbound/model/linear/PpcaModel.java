package org.lowerbound.model.linear;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.model.ClosedFormSolution;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** {@link ProbabilisticPca} in a graph: one σ for all values. */
final class PpcaModel extends LinearNormal implements ClosedFormSolution {
  private static final String LOG_PROB = "bound";

  PpcaModel(LinearParameters parameters) {
    super(parameters);
  }

  @Override
  public ImmutableMap<String, Operand<TFloat64>> moments(Ops tf, Operand<TFloat32> observations) {
    return PrincipalAxes.moments(tf, exactlyCentered(tf, observations));
  }

  /**
   * {@inheritDoc} σ² is the mean of the D − k smallest eigenvalues of the covariance, W = U (Λ − σ²
   * I)^½ with the eigenvectors U of the others (Tipping and Bishop 1999, eq. 7 and 8, with R = I):
   * the columns of W are orthogonal, the first is the longest.
   */
  @Override
  public ImmutableMap<String, Operand<TFloat32>> solve(
      Ops tf, ImmutableMap<String, Operand<TFloat64>> moments, long examples) {
    PrincipalAxes axes = PrincipalAxes.of(tf, moments, examples, dimension(), latents());
    Operand<TFloat64> variance = axes.restMean(); // σ², []
    Operand<TFloat64> lengths =
        tf.math.sqrt(
            tf.math.maximum(
                tf.math.sub(axes.variances(), variance), tf.zerosLike(axes.variances()))); // [k]
    return parameters(
        tf,
        tf.math.mul(axes.directions(), lengths),
        tf.reshape(variance, tf.array(1)),
        tf.reshape(axes.meanVariance(), tf.array(1)));
  }

  @Override
  public ImmutableMap<String, Operand<TFloat32>> criterion(
      Ops tf, Operand<TFloat32> observations, Pass pass) {
    return ImmutableMap.of(LOG_PROB, logProb(tf, observations, pass));
  }
}
