package org.lowerbound.compression;

import com.google.common.collect.ImmutableList;

/**
 * A model with latents, as a coder sees it: values and latents are symbols, distributions tables. A
 * decoder must be given the very tables that the encoder was given, so that each is a function of
 * its argument, bit by bit.
 */
public interface BitsBackModel {
  /** Returns p(z), a table for each latent. */
  ImmutableList<FrequencyTable> prior();

  /** Returns q(z | x), a table for each latent. */
  ImmutableList<FrequencyTable> posterior(int[] values);

  /** Returns p(x | z), a table for each value. */
  ImmutableList<FrequencyTable> likelihood(int[] latents);
}
