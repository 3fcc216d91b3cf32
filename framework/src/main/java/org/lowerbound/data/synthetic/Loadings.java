package org.lowerbound.data.synthetic;

import java.util.Locale;

/** How the columns of a linear-Gaussian model's loadings lie to each other. */
public enum Loadings {
  /**
   * At right angles, with different lengths: the true posterior is a diagonal normal, so that a
   * mean-field family can be exact.
   */
  ORTHOGONAL(0),
  /**
   * With the cosine 1/2 between any two: the latents are correlated under the true posterior, so
   * that no mean-field family is exact.
   */
  DENSE(0.5);

  private final double cosine;

  Loadings(double cosine) {
    this.cosine = cosine;
  }

  /** Returns the name that configurations and result tables use. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the cosine of the angle between any two columns. */
  double cosine() {
    return cosine;
  }
}
