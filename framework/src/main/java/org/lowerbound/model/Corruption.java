package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.network.Pass;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What is done in training to the observations that an encoder sees; the decoder sees none of it.
 */
public sealed interface Corruption {
  /** Returns observations as the encoder sees them, {@code [B, D]}. */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> observations, Pass pass);

  /** Nothing. */
  record None() implements Corruption {
    @Override
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> observations, Pass pass) {
      return observations;
    }
  }

  /**
   * Adds normal noise (Vincent et al. 2010, section 3.3).
   *
   * @param stddev its standard deviation
   */
  record Gaussian(@Default("0.3") @Interval(above = 0) double stddev) implements Corruption {
    /** Checks the argument. */
    public Gaussian {
      checkArgument(
          stddev > 0 && Double.isFinite(stddev),
          "stddev must be positive and finite but is %s",
          stddev);
    }

    @Override
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> observations, Pass pass) {
      if (!pass.isTraining()) {
        return observations;
      }
      Operand<TFloat32> noise =
          pass.noiseFor("corruption").standardNormal(tf, tf.shape(observations));
      return tf.math.add(observations, tf.math.mul(tf.constant((float) stddev), noise));
    }
  }

  /**
   * Sets values to 0 (Vincent et al. 2008, section 2.3).
   *
   * @param probability of each value
   */
  record Masking(@Default("0.25") @Interval(above = 0, below = 1) double probability)
      implements Corruption {
    /** Checks the argument. */
    public Masking {
      checkArgument(
          probability > 0 && probability < 1,
          "probability must lie between 0 and 1 but is %s",
          probability);
      checkArgument(
          (float) probability < 1,
          "probability must lie between 0 and 1 but %s is 1 as a 32-bit float",
          probability);
    }

    @Override
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> observations, Pass pass) {
      if (!pass.isTraining()) {
        return observations;
      }
      Operand<TFloat32> uniform = pass.noiseFor("corruption").uniform(tf, tf.shape(observations));
      Operand<TFloat32> kept =
          tf.dtypes.cast(
              tf.math.greaterEqual(uniform, tf.constant((float) probability)), TFloat32.class);
      return tf.math.mul(observations, kept);
    }
  }
}
