package org.lowerbound.model.diffusion;

import org.lowerbound.model.ReverseChain;
import org.lowerbound.model.ReverseNoise;

/** Diffusions of normal data whose network is the best that there is. */
public final class BestDiffusion {
  static final int FEATURES = 8;
  static final LinearNoise LINEAR = new LinearNoise(1e-4, 0.02);

  private BestDiffusion() {}

  /** Returns data N(mean, variance) with the linear schedule. */
  public static GaussianDiffusion data(int steps, double mean, double variance) {
    return new GaussianDiffusion(DiffusionChain.of(LINEAR.betas(steps)), mean, variance);
  }

  /** Returns the model of such data. */
  public static Diffusion of(
      GaussianDiffusion data, Prediction prediction, ReverseVariance variance) {
    return new Diffusion(
        LinearDenoiser.best(data, prediction, FEATURES),
        data.chain().steps(),
        LINEAR,
        prediction,
        variance,
        FEATURES,
        false,
        0,
        ReverseChain.Ancestral.with(ReverseNoise.OWN));
  }
}
