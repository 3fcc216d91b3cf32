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
 * Independent values among the levels k/(L − 1), k = 0, ..., L − 1, with the masses of a logistic
 * distribution in bins of width 1/(L − 1) around them; the first and the last bin are open (Kingma
 * et al. 2016; Salimans et al. 2017). The log-densities are logarithms of masses and never
 * positive.
 *
 * <p>Grey bytes, divided by 255, have L = 256. What is not a level is scored by the bin around it.
 *
 * @param loc the centre of the logistic distribution, in the units of the values, {@code [..., B,
 *     D]}
 * @param logScale the logarithm of its scale (the standard deviation is 1.81 times that); any shape
 *     that broadcasts to {@code loc}
 * @param levels L
 * @param dimension D
 */
public record DiscretizedLogistic(
    Operand<TFloat32> loc, Operand<TFloat32> logScale, int levels, int dimension)
    implements Sampleable, WithVariance, OverLevels {
  /** Checks the numbers. */
  public DiscretizedLogistic {
    checkArgument(levels >= 2, "levels must be at least 2: %s", levels);
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    return binned().logMass(tf, value);
  }

  /** Returns the mean of the levels, {@code [..., B, D]}; {@code loc} may be outside of them. */
  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return binned().mean(tf);
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    return binned().meanSquare(tf, mean(tf));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> value = binned().draws(tf, noise, sampleCount); // [K, B, D]
    return new Draw(value, logProb(tf, value));
  }

  private LogisticLevels binned() {
    return new LogisticLevels(loc, logScale, levels);
  }
}
