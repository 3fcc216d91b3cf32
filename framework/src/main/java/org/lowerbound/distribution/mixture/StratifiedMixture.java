package org.lowerbound.distribution.mixture;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A mixture of C equally likely normal distributions with diagonal covariances, with differentiable
 * draws.
 *
 * <p>The K draws for one element of the batch are stratified over the components as those of {@link
 * NormalMixture}: each component gives ⌊K/C⌋ or ⌈K/C⌉ of them (Morningstar, Vikram, Ham, Gallagher
 * and Dillon 2021). Which component a draw is from depends on noise alone, since the weights have
 * no parameter; given the component, the draw is a differentiable function of its mean and scale.
 * The gradient through a draw is therefore exact: it has no term for the choice that would be left
 * out.
 *
 * @param locs the means of the components, {@code [..., B, C, D]} or {@code [C, D]}
 * @param logScales the logarithms of their standard deviations; any shape that broadcasts to {@code
 *     locs}; see {@link DiagonalNormal#bounded}
 * @param dimension D
 */
@Called("mixture")
public record StratifiedMixture(Operand<TFloat32> locs, Operand<TFloat32> logScales, int dimension)
    implements Reparameterized, WithMean {
  /** Checks the dimension. */
  public StratifiedMixture {
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return mixture(tf).mean(tf);
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    return mixture(tf).logProb(tf, value);
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    NormalMixture mixture = mixture(tf);
    Operand<TFloat32> value = mixture.sample(tf, noise, sampleCount);
    return new Draw(value, mixture.logProb(tf, value));
  }

  @Override
  public StratifiedMixture detached(Ops tf) {
    return new StratifiedMixture(tf.stopGradient(locs), tf.stopGradient(logScales), dimension);
  }

  private NormalMixture mixture(Ops tf) {
    Operand<TFloat32> equal =
        tf.zerosLike(GraphMath.sumEvent(tf, tf.stopGradient(locs))); // [..., B, C]
    return new NormalMixture(equal, locs, logScales, dimension);
  }
}
