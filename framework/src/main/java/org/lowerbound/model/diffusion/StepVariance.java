package org.lowerbound.model.diffusion;

import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The variance that a model itself gives a step back. */
@FunctionalInterface
interface StepVariance {
  /**
   * Returns log σ², {@code [rows, 1]} or {@code [rows, D]}.
   *
   * @param chain whose steps are taken, all of the model's or some
   * @param step of this chain, {@code [rows]}
   * @param denoised what the network made of x_t
   * @param pass how parameters are read
   */
  Operand<TFloat32> log(
      Ops tf, DiffusionChain chain, Operand<TInt32> step, Denoiser.Denoised denoised, Pass pass);

  /** Returns the variances of a kind. */
  static StepVariance of(ReverseVariance kind) {
    return switch (kind) {
      case LARGE -> (tf, chain, step, denoised, pass) -> logLarge(tf, chain, step);
      case SMALL -> (tf, chain, step, denoised, pass) -> logSmall(tf, chain, step);
      case LEARNED ->
          (tf, chain, step, denoised, pass) -> {
            // The output is 0 half way, and −1 and 1 at the ends.
            Operand<TFloat32> fraction =
                tf.math.mul(
                    tf.constant(0.5f),
                    tf.math.add(denoised.fraction().orElseThrow(), tf.constant(1f)));
            Operand<TFloat32> small = logSmall(tf, chain, step);
            return tf.math.add(
                small, tf.math.mul(fraction, tf.math.sub(logLarge(tf, chain, step), small)));
          };
    };
  }

  private static Operand<TFloat32> logLarge(Ops tf, DiffusionChain chain, Operand<TInt32> step) {
    return new StepTable(chain.steps(), step).of(tf, t -> Math.log(chain.beta(t)));
  }

  private static Operand<TFloat32> logSmall(Ops tf, DiffusionChain chain, Operand<TInt32> step) {
    return new StepTable(chain.steps(), step).of(tf, t -> Math.log(chain.smallVariance(t)));
  }
}
