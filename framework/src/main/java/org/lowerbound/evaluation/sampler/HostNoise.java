package org.lowerbound.evaluation.sampler;

import com.google.common.collect.ImmutableList;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.random.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Random numbers on the host that are a function of the trial's seed, as all noise is. */
public final class HostNoise {
  private static final int WORDS = 4;
  private static final int WORD = 1 << 16; // A 32-bit draw from [0, 1) has 23 random bits.

  private final Operand<TFloat32> words; // [4]

  /** Adds the node. */
  public HostNoise(Ops tf, NoiseSource noise) {
    this.words = noise.uniform(tf, tf.array(WORDS));
  }

  /**
   * Returns a stream.
   *
   * @param draw the number of the noise to use
   * @param name tells streams of one number apart
   */
  public RandomStream stream(RowRunner runner, long draw, String name) {
    long seed = 0;
    for (float word : runner.run(new int[] {0}, draw, ImmutableList.of(words)).get(0)) {
      seed = seed * WORD + (long) (word * WORD);
    }
    return new RandomStream(seed, name);
  }
}
