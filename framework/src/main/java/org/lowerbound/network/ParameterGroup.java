package org.lowerbound.network;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Locale;

/** What a parameter is a parameter of. Losses are differentiated group by group. */
public enum ParameterGroup {
  /** φ, of the approximate posterior q(z | x). */
  ENCODER,
  /** Of the likelihood p(x | z); with {@link #PRIOR} the θ of the papers. */
  DECODER,
  /** Of the prior p(z). */
  PRIOR,
  /** Of what an objective learns beside the model, such as a discriminator or a baseline. */
  OBJECTIVE;

  /** The parameters θ of p(x, z). */
  public static final ImmutableSet<ParameterGroup> GENERATIVE =
      Sets.immutableEnumSet(DECODER, PRIOR);

  /** The parameters φ of q(z | x). */
  public static final ImmutableSet<ParameterGroup> INFERENCE = Sets.immutableEnumSet(ENCODER);

  /** All parameters of a model. */
  public static final ImmutableSet<ParameterGroup> MODEL =
      Sets.immutableEnumSet(ENCODER, DECODER, PRIOR);

  /** Returns the name used in columns and messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
