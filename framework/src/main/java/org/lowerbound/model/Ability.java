package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What objectives, metrics and tools ask of a model, in words.
 *
 * @param <A> the sub-type of {@link Model} that has the ability
 */
public final class Ability<A extends Model> {
  /** Gives p(x), or an unbiased estimate of it. */
  public static final Ability<Evidence> EVIDENCE =
      new Ability<>(
          Evidence.class,
          "a likelihood p(x)",
          "all models have but a vae with the posterior point");

  /** Computes p(x). */
  public static final Ability<ExactEvidence> EXACT_EVIDENCE =
      new Ability<>(ExactEvidence.class, "an exact likelihood p(x)", "no model here has");

  /** Has latents, a prior and an approximate posterior. */
  public static final Ability<LatentVariables> LATENT_VARIABLES =
      new Ability<>(
          LatentVariables.class,
          "latents with a posterior density q(z|x)",
          "vae, hierarchical-vae, ladder-vae and energy have, but for a vae with the posterior"
              + " point");

  /** Gives codes of observations. */
  public static final Ability<Encoding> ENCODING =
      new Ability<>(
          Encoding.class,
          "an encoder, which gives each observation a code",
          "vae, hierarchical-vae and ladder-vae have");

  /** Gives distributions of observations for codes. */
  public static final Ability<Decoding> DECODING =
      new Ability<>(
          Decoding.class,
          "a decoder, which gives p(x|z) for a code",
          "vae, hierarchical-vae and ladder-vae have");

  /** Gives draws of codes. */
  public static final Ability<CodeGenerating> CODE_GENERATING =
      new Ability<>(
          CodeGenerating.class,
          "a prior, which codes are drawn from",
          "vae, hierarchical-vae and ladder-vae have, but for a vae with the posterior point");

  /** Can be drawn from. */
  public static final Ability<Generating> GENERATING =
      new Ability<>(
          Generating.class,
          "draws of observations",
          "vae, hierarchical-vae and ladder-vae have, but for a vae with the posterior point");

  private final Class<A> type;
  private final String words;
  private final String owners;

  private Ability(Class<A> type, String words, String owners) {
    this.type = type;
    this.words = words;
    this.owners = owners;
  }

  /** Returns whether a model has the ability. */
  public boolean isOf(Model model) {
    return type.isInstance(model);
  }

  /**
   * Returns a model as one that has the ability.
   *
   * @param who asks, by its type name
   * @throws IllegalArgumentException if it has not; the message says which models have
   */
  public A of(Model model, String who) {
    checkArgument(isOf(model), "%s needs a model with %s; %s", who, words, owners);
    return type.cast(model);
  }
}
