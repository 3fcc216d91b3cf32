package org.lowerbound.compression;

import com.google.common.collect.ImmutableList;

/**
 * Bits-back coding with asymmetric numeral systems (Townsend, Bird and Barber 2019, "Practical
 * lossless compression with latent variables using bits back coding", table 1). To code x, z is
 * popped by q(z | x), which shortens the message by −log q(z | x), then x is pushed by p(x | z) and
 * z by p(z): the message grows by log q(z | x) − log p(x | z) − log p(z), whose mean is −ELBO.
 * Reading is the mirror image, and gives back the bits that chose z.
 */
public final class BitsBackCoder {
  private final BitsBackModel model;

  /** Makes a coder by a model. */
  public BitsBackCoder(BitsBackModel model) {
    this.model = model;
  }

  /** Codes an observation on top of a message. */
  public void append(RansStack message, int[] values) {
    ImmutableList<FrequencyTable> posterior = model.posterior(values);
    int[] latents = new int[posterior.size()];
    for (int i = 0; i < latents.length; i++) {
      latents[i] = message.pop(posterior.get(i));
    }
    push(message, model.likelihood(latents), values);
    push(message, model.prior(), latents);
  }

  /** Reads the observation that was coded last, and takes it from the message. */
  public int[] pop(RansStack message) {
    int[] latents = pop(message, model.prior());
    int[] values = pop(message, model.likelihood(latents));
    push(message, model.posterior(values), latents);
    return values;
  }

  /** Pushes the last symbol first, so that the first is popped first. */
  private static void push(RansStack message, ImmutableList<FrequencyTable> tables, int[] symbols) {
    for (int i = symbols.length - 1; i >= 0; i--) {
      message.push(tables.get(i), symbols[i]);
    }
  }

  private static int[] pop(RansStack message, ImmutableList<FrequencyTable> tables) {
    int[] symbols = new int[tables.size()];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = message.pop(tables.get(i));
    }
    return symbols;
  }
}
