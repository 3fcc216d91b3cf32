package org.lowerbound.distribution.mixture;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.graph.MatrixVectors;
import org.lowerbound.graph.Softmax;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A mixture of C normal distributions with diagonal covariances.
 *
 * <p>The K draws for one element of the batch are stratified over the components by systematic
 * sampling. Each of them is a draw from the mixture, but they are not independent of each other:
 * the mean of a function over them is unbiased and varies less than over independent draws. They
 * pass no gradient; the log-density does, to all parameters. {@link StratifiedMixture} has
 * differentiable draws.
 *
 * @param logits the logarithms of the weights up to a constant, {@code [..., B, C]} or {@code [C]},
 *     which broadcasts to the leading axes of {@code locs}
 * @param locs the means of the components, {@code [..., B, C, D]} or {@code [C, D]}
 * @param logScales the logarithms of their standard deviations; any shape that broadcasts to {@code
 *     locs}; see {@link DiagonalNormal#bounded}
 * @param dimension D
 */
@Called("mixture")
public record NormalMixture(
    Operand<TFloat32> logits, Operand<TFloat32> locs, Operand<TFloat32> logScales, int dimension)
    implements Sampleable, WithMean {
  private static final int COMPONENT_AXIS = -2;

  /** Checks the dimension. */
  public NormalMixture {
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    Operand<TFloat32> weights =
        tf.expandDims(tf.math.exp(logWeights(tf)), tf.constant(-1)); // [..., B, C, 1]
    return tf.reduceSum(tf.math.mul(weights, locs), tf.constant(COMPONENT_AXIS));
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> perComponent =
        new DiagonalNormal(locs, logScales, dimension)
            .logProb(tf, tf.expandDims(value, tf.constant(COMPONENT_AXIS))); // [..., B, C]
    return Softmax.logSumExp(tf, tf.math.add(logWeights(tf), perComponent));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> value = tf.stopGradient(sample(tf, noise, sampleCount));
    return new Draw(value, logProb(tf, value));
  }

  /**
   * Returns draws, {@code [K, B, D]}. For given components they are differentiable in these
   * components' parameters; the choice of the components passes no gradient to the weights.
   */
  Operand<TFloat32> sample(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TInt32> batch = MatrixVectors.leadingAxes(tf, locs, 2); // [..., B]
    Operand<TFloat32> chosen =
        tf.expandDims(
            SystematicChoice.draw(tf, noise, logits, batch, sampleCount),
            tf.constant(-1)); // [K, ..., B, C, 1]
    Operand<TFloat32> loc = pick(tf, chosen, locs);
    Operand<TFloat32> logScale =
        pick(tf, chosen, tf.math.add(logScales, tf.zerosLike(locs))); // [K, ..., B, D]
    Operand<TFloat32> epsilon = noise.standardNormal(tf, tf.shape(loc));
    return tf.math.add(loc, tf.math.mul(tf.math.exp(logScale), epsilon));
  }

  private static Operand<TFloat32> pick(
      Ops tf, Operand<TFloat32> chosen, Operand<TFloat32> ofComponents) {
    return tf.reduceSum(tf.math.mul(chosen, ofComponents), tf.constant(COMPONENT_AXIS));
  }

  private Operand<TFloat32> logWeights(Ops tf) {
    return Softmax.logSoftmax(tf, logits);
  }
}
