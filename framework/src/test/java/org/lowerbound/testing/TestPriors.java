package org.lowerbound.testing;

import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.model.Prior;

/** Priors for models that a test puts together by hand. */
public final class TestPriors {
  private TestPriors() {}

  /** Returns N(0, I). */
  public static Prior standardNormal(int latents) {
    return (tf, pass) ->
        new DiagonalNormal(
            tf.constant(new float[latents]), tf.constant(new float[latents]), latents);
  }
}
