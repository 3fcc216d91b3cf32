package org.lowerbound.distribution.relaxed;

import org.lowerbound.distribution.StraightThrough;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.distribution.formula.BorrowedGradient;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent Bernoulli components whose draws pass the gradient of their mean, σ(l) (Bengio et al.
 * 2013).
 *
 * <p>A draw is exactly 0 or 1, with the mass of a {@link Bernoulli}. The gradient is unbiased for
 * functions that are linear in each component given the others, and for no others; see {@link
 * StraightThrough}.
 *
 * @param logits log p − log(1 − p), {@code [..., B, D]} or {@code [D]}
 * @param dimension D
 */
public record StraightThroughBernoulli(Operand<TFloat32> logits, int dimension)
    implements StraightThrough, WithVariance {
  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return discrete(tf).mean(tf);
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    return discrete(tf).variance(tf);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Their sum is the log-mass here, for it has a gradient by the value; {@link
   * Bernoulli#logProb} has none.
   */
  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    return discrete(tf).logProbPerComponent(tf, value);
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> bits = discrete(tf).sampleWithLogProb(tf, noise, sampleCount).value();
    Operand<TFloat32> means = tf.math.add(mean(tf), tf.zerosLike(bits)); // [K, B, D]
    Operand<TFloat32> value = BorrowedGradient.of(tf, bits, means);
    return new Draw(value, logProb(tf, value));
  }

  @Override
  public Bernoulli discrete(Ops tf) {
    return new Bernoulli(logits, dimension);
  }
}
