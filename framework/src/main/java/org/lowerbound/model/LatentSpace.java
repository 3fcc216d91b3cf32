package org.lowerbound.model;

/** Where latents live: a posterior and a prior have a divergence only on the same space. */
public enum LatentSpace {
  /** Real vectors. */
  REAL("real vectors"),
  /** Vectors of zeros and ones. */
  BINARY("vectors of zeros and ones");

  private final String description;

  LatentSpace(String description) {
    this.description = description;
  }

  /** Returns the space as a message names it. */
  public String description() {
    return description;
  }
}
