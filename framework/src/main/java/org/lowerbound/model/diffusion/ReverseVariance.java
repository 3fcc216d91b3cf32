package org.lowerbound.model.diffusion;

/** The variance σ_t² of a step back, p(x_{t−1} | x_t) = N(μ(x_t, t), σ_t² I). */
public enum ReverseVariance {
  /** β_t: right where the observation is drawn from N(0, I) (Ho et al. 2020, section 3.2). */
  LARGE,
  /**
   * β̃_t, the variance of q(x_{t−1} | x_t, x_0): right where all observations are the same. Of the
   * last step back, where it is 0, β̃_2.
   */
  SMALL,
  /**
   * Between the two, value by value: log σ_t² = f log β_t + (1 − f) log β̃_t, where the network
   * says what f is (Nichol and Dhariwal 2021, equation 15). A loss of squared errors alone does not
   * teach it.
   */
  LEARNED
}
