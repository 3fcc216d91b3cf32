package org.lowerbound.model.diffusion;

import com.google.common.primitives.ImmutableDoubleArray;

/** How much noise each step of a diffusion adds. */
public interface NoiseSchedule {
  /**
   * Returns β_t for t = 1 … T: the variance of the noise of step t, q(x_t | x_{t−1}) = N(√(1 − β_t)
   * x_{t−1}, β_t I).
   *
   * @throws IllegalArgumentException if one of them is not in (0, 1); the message says what would
   *     work
   */
  ImmutableDoubleArray betas(int steps);
}
