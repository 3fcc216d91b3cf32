package org.lowerbound.model.diffusion;

/** What the network predicts of x_t = √ᾱ_t x_0 + √(1 − ᾱ_t) ε; all three say the same of x_0. */
public enum Prediction {
  /** ε (Ho et al. 2020, equation 11). */
  NOISE,
  /** x_0. */
  START,
  /**
   * v = √ᾱ_t ε − √(1 − ᾱ_t) x_0, which has a fair share of both at every step (Salimans and Ho
   * 2022).
   */
  VELOCITY
}
