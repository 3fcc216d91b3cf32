package org.lowerbound.distribution.levels;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.OverLevels;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent values among the levels k/(L − 1), k = 0, ..., L − 1, each with a mixture of M
 * discretized logistic distributions of its own (Salimans et al. 2017, section 2.1). For the
 * channels of a colour image, which are not independent, there is {@link
 * DiscretizedLogisticColorMixture}.
 *
 * @param logits of the mixture's weights, unnormalised, {@code [..., B, D, M]}
 * @param loc the centres, in the units of the values, {@code [..., B, D, M]}
 * @param logScale the logarithms of the scales; any shape that broadcasts to {@code loc}
 * @param levels L
 * @param dimension D
 */
public record DiscretizedLogisticMixture(
    Operand<TFloat32> logits,
    Operand<TFloat32> loc,
    Operand<TFloat32> logScale,
    int levels,
    int dimension)
    implements Sampleable, WithVariance, OverLevels {
  /** Checks the numbers. */
  public DiscretizedLogisticMixture {
    checkArgument(levels >= 2, "levels must be at least 2: %s", levels);
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> logMass =
        components().logMass(tf, tf.expandDims(value, tf.constant(-1))); // [..., B, D, M]
    return MixtureWeights.logMixture(tf, logits, logMass);
  }

  /** Returns the mean of the levels, {@code [..., B, D]}. */
  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return MixtureWeights.average(tf, logits, components().mean(tf));
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    Operand<TFloat32> mean = tf.expandDims(mean(tf), tf.constant(-1)); // Of the whole mixture.
    return MixtureWeights.average(tf, logits, components().meanSquare(tf, mean));
  }

  /** Draws of all components, of which one is chosen for each value. */
  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> ofEach = components().draws(tf, noise, sampleCount); // [K, B, D, M]
    Operand<TFloat32> chosen = MixtureWeights.choices(tf, logits, noise, sampleCount);
    Operand<TFloat32> value = tf.reduceSum(tf.math.mul(chosen, ofEach), tf.constant(-1));
    return new Draw(value, logProb(tf, value));
  }

  private LogisticLevels components() {
    return new LogisticLevels(loc, logScale, levels);
  }
}
