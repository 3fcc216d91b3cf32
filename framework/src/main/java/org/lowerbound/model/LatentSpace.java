package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.spec.TypeNames;

/**
 * Where latents live: a posterior and a prior have a divergence only on the same space.
 *
 * @param description the space as a message names it
 * @param prior a prior over the space, as a message recommends it
 */
public record LatentSpace(String description, String prior) {
  /** Real vectors. */
  public static final LatentSpace REAL = new LatentSpace("real vectors", "\"standard-normal\"");

  /** Vectors of zeros and ones. */
  public static final LatentSpace BINARY =
      new LatentSpace("vectors of zeros and ones", "\"bernoulli\"");

  /** Vectors of numbers between 0 and 1. */
  public static final LatentSpace UNIT_CUBE =
      new LatentSpace("vectors of numbers in (0, 1)", "\"uniform\"");

  /** Vectors of length one. */
  public static final LatentSpace SPHERE =
      new LatentSpace("unit vectors", "\"hyperspherical-uniform\"");

  /**
   * Checks that a posterior and a prior are over the same space.
   *
   * @throws IllegalArgumentException if not; the message says which prior works
   */
  public static void checkSame(CodeFamily posterior, PriorFamily prior) {
    checkArgument(
        posterior.latentSpace().equals(prior.latentSpace()),
        "the posterior %s draws %s, but the prior %s is over %s; the prior %s works",
        TypeNames.of(posterior),
        posterior.latentSpace().description(),
        TypeNames.of(prior),
        prior.latentSpace().description(),
        posterior.latentSpace().prior());
  }

  /** Returns the space of vectors of one-hot groups. */
  public static LatentSpace oneHot(int classes) {
    return new LatentSpace(
        "one-hot vectors of %d classes".formatted(classes),
        "\"categorical\" with \"classes\": " + classes);
  }

  /** Returns the space of vectors of groups that are positive and sum to one. */
  public static LatentSpace simplex(int classes) {
    return new LatentSpace(
        "probability vectors of %d classes".formatted(classes),
        "\"concrete\" with \"classes\": " + classes);
  }

  /** Returns the space of vectors of entries of a codebook. */
  public static LatentSpace codebook(int codes, int width) {
    return new LatentSpace(
        "entries of a codebook of %d x %d".formatted(codes, width),
        "\"codebook\" with \"codes\": %d, \"width\": %d".formatted(codes, width));
  }
}
