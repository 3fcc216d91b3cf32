package org.lowerbound.distribution.continuous;

import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.distribution.formula.RepeatedDraws;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * All mass on one point, as the code of an autoencoder without noise. Draws are the point, with its
 * gradient.
 *
 * <p>It has no density. {@link #logProb} refuses, and the log-density that comes with a draw
 * refuses as soon as a node is made of it: a graph of draws alone can be built, and one with a
 * bound in it cannot.
 *
 * @param value {@code [..., B, D]}
 * @param dimension D
 */
public record Point(Operand<TFloat32> value, int dimension) implements Reparameterized, WithMean {
  /** Returns what whoever asks for a density is answered with. */
  public static IllegalArgumentException refusal() {
    return MissingDensity.refusal();
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return value;
  }

  /**
   * Refuses.
   *
   * @throws IllegalArgumentException always
   */
  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> at) {
    throw MissingDensity.refusal();
  }

  /** Returns K copies with a log-density that cannot be used. */
  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    return new Draw(RepeatedDraws.of(tf, value, sampleCount), new MissingDensity());
  }

  @Override
  public Point detached(Ops tf) {
    return new Point(tf.stopGradient(value), dimension);
  }
}
