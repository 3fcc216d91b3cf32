package org.lowerbound.model;

/** The variance of the noise that a step back adds to its mean. */
public enum ReverseNoise {
  /** What the model itself says. */
  OWN,
  /** None: each step is a function of the last one. */
  NONE,
  /** β_t. */
  LARGE,
  /** β̃_t, the variance of q(x_{t−1} | x_t, x_0). */
  SMALL
}
