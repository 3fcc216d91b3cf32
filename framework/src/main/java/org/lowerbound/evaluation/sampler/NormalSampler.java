package org.lowerbound.evaluation.sampler;

import org.lowerbound.numeric.SampleMoments;
import org.lowerbound.random.RandomStream;

/** Codes from a normal distribution with the mean and the full covariance of the training codes. */
public record NormalSampler() implements FittedSampler {
  @Override
  public String label() {
    return "normal";
  }

  @Override
  public CodeDraws fit(double[][] codes, RandomStream stream) {
    return new NormalDraws(SampleMoments.of(codes));
  }
}
