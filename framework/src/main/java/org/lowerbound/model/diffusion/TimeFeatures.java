package org.lowerbound.model.diffusion;

import static com.google.common.base.Preconditions.checkArgument;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What a network is told of t: sines and cosines of 1000 t/T at frequencies from 1 down to 1/10,000
 * (Vaswani et al. 2017, section 3.5; Ho et al. 2020, appendix B, for T = 1000).
 *
 * @param steps T
 * @param size how many numbers, an even one
 */
record TimeFeatures(int steps, int size) {
  private static final double LONGEST = 10_000;
  private static final double SCALE = 1000;

  TimeFeatures {
    checkArgument(
        size > 0 && size % 2 == 0, "timeFeatures must be positive and even but is %s", size);
  }

  /** Returns the features of each row's step, {@code [rows, size]}. */
  Operand<TFloat32> of(Ops tf, Operand<TInt32> step) {
    int waves = size / 2;
    float[][] table = new float[steps + 1][size];
    for (int t = 0; t <= steps; t++) {
      for (int i = 0; i < waves; i++) {
        double angle = SCALE * t / steps * Math.pow(LONGEST, -(double) i / waves);
        table[t][i] = (float) Math.sin(angle);
        table[t][waves + i] = (float) Math.cos(angle);
      }
    }
    return tf.gather(tf.constant(table), step, tf.constant(0));
  }
}
