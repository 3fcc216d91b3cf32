package org.lowerbound.evaluation;

import com.google.common.collect.ImmutableList;
import org.lowerbound.random.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Random numbers for what a metric does on the host: like all noise a function of the trial's seed
 * and of the stream's name, and of nothing else.
 */
public final class HostNoise {
  private static final int PARTS = 3;

  /** Bits of a uniform number, of the 23 that it has in 32 bits. */
  private static final int BITS = 21;

  private final Operand<TFloat32> key; // [PARTS]

  /**
   * Adds the node of a key.
   *
   * @param name the noise stream, each name once
   */
  public HostNoise(Ops tf, EvaluationScope graph, String name) {
    this.key = graph.noise().apply(name).uniform(tf, tf.array(PARTS));
  }

  /**
   * Returns a stream.
   *
   * @param runner runs the key
   * @param name different names give independent streams
   */
  public RandomStream stream(RowRunner runner, String name) {
    long seed = 0;
    for (float part : runner.run(new int[] {0}, 0, ImmutableList.of(key)).get(0)) {
      seed = (seed << BITS) | (long) (part * (1 << BITS));
    }
    return new RandomStream(seed, name);
  }
}
