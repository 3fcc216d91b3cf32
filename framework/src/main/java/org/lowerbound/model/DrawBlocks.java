package org.lowerbound.model;

import com.google.common.math.LongMath;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * log p(x | z) of many draws, a block of them at a time.
 *
 * <p>What a decoder computes for a thousand images does not fit a core's cache, and every pass over
 * it then waits for memory. What it computes for a block does. The blocks change rounding at most.
 */
final class DrawBlocks {
  /** The values of a decoder's output for one block: 0.8 MB as 32-bit floats. */
  private static final long VALUES = 200_000;

  private DrawBlocks() {}

  /**
   * Returns log p(x | z), {@code [K, B]}.
   *
   * @param likelihood p(x | z)
   * @param latents z, {@code [K, B, latents]}
   * @param draws K
   * @param observations x, {@code [B, D]}
   * @param pass in training all draws are one block: a layer that is random, or that learns from
   *     what it sees, must see them together
   */
  static Operand<TFloat32> logLikelihood(
      Ops tf,
      Conditional<? extends Distribution> likelihood,
      Operand<TFloat32> latents,
      int draws,
      Operand<TFloat32> observations,
      Pass pass) {
    int blocks = pass.isTraining() ? 1 : count(draws, observations.shape().get(-1));
    if (blocks == 1) {
      return likelihood.given(tf, latents, pass).logProb(tf, observations);
    }
    List<Operand<TFloat32>> done = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      int start = (int) ((long) draws * block / blocks);
      int end = (int) ((long) draws * (block + 1) / blocks);
      // Without the dependency TensorFlow would run all blocks side by side, layer by layer.
      Operand<TFloat32> drawn =
          tf.withControlDependencies(List.copyOf(done))
              .slice(latents, tf.array(start, 0, 0), tf.array(end - start, -1, -1));
      done.add(likelihood.given(tf, drawn, pass).logProb(tf, observations));
    }
    return tf.concat(done, tf.constant(0));
  }

  /** Returns the number of blocks for decoded vectors of some length; 1 if that is unknown. */
  private static int count(int draws, long dimension) {
    long blocks = LongMath.divide(draws * Math.max(dimension, 0), VALUES, RoundingMode.CEILING);
    return (int) Math.min(draws, Math.max(1, blocks));
  }
}
