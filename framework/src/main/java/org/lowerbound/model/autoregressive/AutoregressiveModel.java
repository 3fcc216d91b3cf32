package org.lowerbound.model.autoregressive;

import java.util.Optional;
import org.lowerbound.model.Autoregression;
import org.lowerbound.model.Completing;
import org.lowerbound.model.ExactEvidence;
import org.lowerbound.model.Generating;
import org.lowerbound.model.RawUnits;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An autoregressive model in a graph.
 *
 * @param product p(x), or p(x | y) for each label of a pass
 * @param units those of the observations
 */
record AutoregressiveModel(InPass product, RawUnits units)
    implements ExactEvidence, Generating, Completing {
  /** The distribution as a pass sees it. */
  @FunctionalInterface
  interface InPass {
    Autoregression in(Pass pass);
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return units.logDensity(tf, product.in(pass).logProb(tf, observations)); // [B]
  }

  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    return drawn(tf, product.in(pass), noise, count);
  }

  /** Returns draws, {@code [count, D]}: one for each context, if there are any. */
  static Operand<TFloat32> drawn(Ops tf, Autoregression given, NoiseSource noise, int count) {
    Operand<TFloat32> draws = given.draw(tf, noise, given.contexts().isPresent() ? 1 : count);
    return tf.reshape(draws, tf.array(-1, given.dimension()));
  }

  /**
   * Returns the labels of a pass where a model is given them, one-hot, {@code [B, classes]}.
   *
   * @param conditional whether it is
   * @param who needs them, for the message
   * @throws IllegalArgumentException if there are none, or some may be unknown
   */
  static Optional<Operand<TFloat32>> labels(boolean conditional, Pass pass, String who) {
    return conditional ? Optional.of(pass.everyLabel(who)) : Optional.empty();
  }

  @Override
  public Operand<TFloat32> complete(
      Ops tf, Operand<TFloat32> observations, int given, NoiseSource noise, int count, Pass pass) {
    return product.in(pass).complete(tf, observations, given, noise, count);
  }
}
