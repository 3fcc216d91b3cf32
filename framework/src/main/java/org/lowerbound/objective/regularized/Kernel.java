package org.lowerbound.objective.regularized;

import com.google.common.collect.ImmutableList;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A positive definite function of the distance between two latents. */
public interface Kernel {
  /**
   * Returns the kernel's values.
   *
   * @param squaredDistances of any shape
   * @param latents the dimension of z, from which scales are taken
   */
  Operand<TFloat32> values(Ops tf, Operand<TFloat32> squaredDistances, int latents);

  /**
   * exp(−‖x − y‖² / (2 s d)), the radial basis function. Two draws from N(0, I) are 2 d apart in
   * the mean square, so that s = 1 looks at distances as they occur.
   *
   * @param scale s
   */
  record Rbf(@Default("1.0") @Interval(above = 0) double scale) implements Kernel {
    /** Checks the argument. */
    public Rbf {
      KernelChecks.checkScale(scale, "scale");
    }

    @Override
    public Operand<TFloat32> values(Ops tf, Operand<TFloat32> squaredDistances, int latents) {
      return tf.math.exp(
          tf.math.div(squaredDistances, tf.constant((float) (-2 * scale * latents))));
    }
  }

  /**
   * Σ_s C / (C + ‖x − y‖²) with C = 2 d s, inverse multiquadratics (Tolstikhin et al. 2018, section
   * 4; the scales are those of the authors' program). Their tails reach far outliers.
   *
   * @param scales the values of s
   */
  record Imq(
      @Default("[0.1, 0.2, 0.5, 1, 2, 5, 10]") @Interval(above = 0) ImmutableList<Double> scales)
      implements Kernel {
    /** Checks the argument. */
    public Imq {
      scales.forEach(scale -> KernelChecks.checkScale(scale, "scales"));
      KernelChecks.checkNotEmpty(scales);
    }

    @Override
    public Operand<TFloat32> values(Ops tf, Operand<TFloat32> squaredDistances, int latents) {
      ImmutableList.Builder<Operand<TFloat32>> terms = ImmutableList.builder();
      for (double scale : scales) {
        Operand<TFloat32> c = tf.constant((float) (2 * latents * scale));
        terms.add(tf.math.div(c, tf.math.add(c, squaredDistances)));
      }
      return tf.math.addN(terms.build());
    }
  }
}
