package org.lowerbound.evaluation.sampler;

import org.lowerbound.random.RandomStream;

/** What codes are drawn from on the host, once it is fitted. */
@FunctionalInterface
public interface CodeDraws {
  /**
   * Returns independent draws, {@code [count][latents]}. More of a fresh stream begin with fewer.
   */
  double[][] draw(RandomStream stream, int count);

  /** Returns what draws one code after the other. */
  static CodeDraws oneByOne(OneCode code) {
    return (stream, count) -> {
      double[][] codes = new double[count][];
      for (int i = 0; i < count; i++) {
        codes[i] = code.draw(stream);
      }
      return codes;
    };
  }

  /** Draws one code. */
  @FunctionalInterface
  interface OneCode {
    /** Returns a draw, {@code [latents]}. */
    double[] draw(RandomStream stream);
  }
}
