package org.lowerbound.objective.gradient;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Surrogate;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A bound by a number of draws, with the scalars whose gradients estimate its own, negative.
 *
 * @param value the mean over the batch, scalar, nats per example
 * @param generative minimised by θ
 * @param inference minimised by φ
 * @param baseline minimised by the parameters of the estimator's own, if it has any
 */
public record EstimatedBound(
    Operand<TFloat32> value,
    Operand<TFloat32> generative,
    Operand<TFloat32> inference,
    Optional<Operand<TFloat32>> baseline) {

  /** Returns a bound that is differentiated through one scalar by θ and φ. */
  public static EstimatedBound jointly(Ops tf, Operand<TFloat32> perObservation) {
    Operand<TFloat32> bound = mean(tf, perObservation);
    Operand<TFloat32> surrogate = tf.math.neg(bound);
    return new EstimatedBound(bound, surrogate, surrogate, Optional.empty());
  }

  /**
   * Returns a bound whose gradient by φ is Σ c_k ∇t_k.
   *
   * @param perObservation the bound, {@code [M, B]}
   * @param coefficients c, {@code [K, M, B]}
   * @param terms t, {@code [K, M, B]}
   */
  static EstimatedBound separately(
      Ops tf,
      Operand<TFloat32> perObservation,
      Operand<TFloat32> coefficients,
      Operand<TFloat32> terms) {
    Operand<TFloat32> bound = mean(tf, perObservation);
    Operand<TFloat32> sum =
        tf.reduceSum(tf.math.mul(tf.stopGradient(coefficients), terms), tf.constant(0));
    return new EstimatedBound(
        bound, tf.math.neg(bound), tf.math.neg(mean(tf, sum)), Optional.empty());
  }

  /** Returns the same with a loss for parameters of the estimator's own. */
  EstimatedBound withBaseline(Optional<Operand<TFloat32>> loss) {
    return new EstimatedBound(value, generative, inference, loss);
  }

  /** Returns the same with a penalty added to what θ and φ minimise; its value stays out of it. */
  public EstimatedBound plus(Ops tf, Operand<TFloat32> penalty) {
    Operand<TFloat32> both = tf.math.add(generative, penalty);
    return new EstimatedBound(
        value,
        both,
        generative.equals(inference) ? both : tf.math.add(inference, penalty),
        baseline);
  }

  /** Returns the surrogates of all parameters. */
  public ImmutableList<Surrogate> surrogates() {
    return surrogates(generative);
  }

  /** Returns the surrogates where θ follows another bound. */
  public ImmutableList<Surrogate> surrogates(Operand<TFloat32> forGenerative) {
    ImmutableList.Builder<Surrogate> surrogates = ImmutableList.builder();
    if (forGenerative.equals(inference)) {
      surrogates.add(new Surrogate(inference, ParameterGroup.MODEL));
    } else {
      surrogates.add(new Surrogate(forGenerative, ParameterGroup.GENERATIVE));
      surrogates.add(new Surrogate(inference, ParameterGroup.INFERENCE));
    }
    baseline.ifPresent(
        loss -> surrogates.add(new Surrogate(loss, ImmutableSet.of(ParameterGroup.OBJECTIVE))));
    return surrogates.build();
  }

  /** Returns the mean over all axes. */
  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> perObservation) {
    return tf.math.mean(tf.reshape(perObservation, tf.constant(new int[] {-1})), tf.constant(0));
  }
}
