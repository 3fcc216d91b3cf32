package org.lowerbound.evaluation.sampler;

import org.lowerbound.numeric.SampleMoments;
import org.lowerbound.numeric.SymmetricEigen;
import org.lowerbound.random.RandomStream;

/**
 * A normal distribution with the mean and the covariance of some codes. Through the symmetric root
 * of the covariance: latents that never vary, or that others determine, stay so.
 */
final class NormalDraws implements CodeDraws {
  private final double[] mean;
  private final double[][] root;

  NormalDraws(SampleMoments moments) {
    this.mean = moments.mean();
    this.root = SymmetricEigen.of(moments.covariance()).squareRoot();
  }

  @Override
  public double[][] draw(RandomStream stream, int count) {
    return CodeDraws.oneByOne(this::next).draw(stream, count);
  }

  private double[] next(RandomStream stream) {
    double[] noise = StandardNormals.next(stream, mean.length);
    double[] code = mean.clone();
    for (int i = 0; i < code.length; i++) {
      for (int j = 0; j < noise.length; j++) {
        code[i] += root[i][j] * noise[j];
      }
    }
    return code;
  }
}
