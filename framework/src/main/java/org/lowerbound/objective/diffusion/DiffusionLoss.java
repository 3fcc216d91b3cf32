package org.lowerbound.objective.diffusion;

/** What is minimised of the steps that are drawn. */
public enum DiffusionLoss {
  /**
   * The squared error of what the network predicts, all steps alike (Ho et al. 2020, equation 14).
   */
  SIMPLE,
  /** The bound on −log p(x) itself, in nats per example. */
  BOUND,
  /**
   * The squared error, which moves the prediction, and T/1000 of the step's term of the bound in
   * bits for each value, which moves the variance alone (Nichol and Dhariwal 2021, equation 16,
   * with λ = 0.001).
   */
  HYBRID
}
