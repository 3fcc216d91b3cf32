package org.lowerbound.model.likelihood;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.function.Consumer;
import org.lowerbound.distribution.Factorized;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Normal components around given means, with the one σ that makes the values it is asked for most
 * probable: σ² is their mean squared distance from the means, over all axes.
 *
 * <p>It takes no gradient through σ. The sum of all log-densities is at its maximum in σ, so that
 * its derivative with respect to σ is 0 and nothing is lost. Where draws have unequal weights, as
 * in the importance-weighted bounds, the gradient is that of the bound with the σ of this step.
 *
 * @param loc the means, {@code [..., B, D]}
 * @param dimension D
 * @param observer is told σ² before its bounds, a scalar, whenever it is computed
 */
@Called("normal")
record OptimalNormal(Operand<TFloat32> loc, int dimension, Consumer<Operand<TFloat32>> observer)
    implements Factorized, WithMean {
  /** Returns log σ, bounded as in {@link DiagonalNormal#bounded}: an error may be 0. */
  static Operand<TFloat32> logScaleOf(Ops tf, Operand<TFloat32> squaredError) {
    return DiagonalNormal.bounded(tf, tf.math.mul(tf.constant(0.5f), tf.math.log(squaredError)));
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> squares = tf.math.squaredDifference(value, loc); // [..., B, D]
    checkArgument(
        squares.shape().size() != 1,
        "the scale \"optimal\" is the mean error of a batch, of which there is a single value here:"
            + " whatever its error, it would be the scale; a batchSize of at least 2 works, and so"
            + " does the scale \"learned\"");
    Operand<TFloat32> error =
        tf.stopGradient(
            GraphMath.meanOverBatch(tf, tf.reshape(squares, tf.constant(new int[] {-1}))));
    observer.accept(error);
    return new DiagonalNormal(loc, logScaleOf(tf, error), dimension).logProbPerComponent(tf, value);
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return loc;
  }
}
