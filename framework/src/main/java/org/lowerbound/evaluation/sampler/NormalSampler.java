package org.lowerbound.evaluation.sampler;

import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.numeric.SampleMoments;

/** Codes from a normal distribution with the mean and the full covariance of the training codes. */
public record NormalSampler() implements FittedSampler {
  @Override
  public String label() {
    return "normal";
  }

  @Override
  public Fit prepare(EvaluationScope graph, int latents) {
    return (runner, codes, stream) -> fit(codes);
  }

  static CodeDraws fit(double[][] codes) {
    return new NormalDraws(SampleMoments.of(codes));
  }
}
