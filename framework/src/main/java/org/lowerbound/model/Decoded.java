package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * p(x | z) for rows of codes, in the units that the model sees.
 *
 * @param given the distributions, {@code [1, B]} of them
 */
public record Decoded(Distribution given) {
  /**
   * Adds the nodes.
   *
   * @param codes {@code [B, latents]}
   * @param pass with the labels of the B rows, if there are any
   */
  public static Decoded of(Ops tf, Decoding model, Operand<TFloat32> codes, Pass pass) {
    return new Decoded(model.decode(tf, tf.expandDims(codes, tf.constant(0)), pass));
  }

  /**
   * Returns E[x | z], {@code [B, D]}.
   *
   * @throws IllegalArgumentException if the likelihood has no mean
   */
  public Operand<TFloat32> mean(Ops tf) {
    return flat(tf, meanOf(tf, given));
  }

  /**
   * Returns E[x | z] of likelihoods, {@code [..., B, D]}.
   *
   * @throws IllegalArgumentException if the likelihood has no mean; the message says which have
   */
  public static Operand<TFloat32> meanOf(Ops tf, Distribution likelihood) {
    checkArgument(
        likelihood instanceof WithMean,
        "the likelihood %s has no mean to take, as its values depend on each other; where they are"
            + " independent given z there is one",
        TypeNames.of(likelihood));
    return ((WithMean) likelihood).mean(tf);
  }

  /**
   * Returns draws from p(x | z), {@code [B, D]}.
   *
   * @throws IllegalArgumentException if the likelihood cannot be drawn from
   */
  public Operand<TFloat32> draw(Ops tf, NoiseSource noise) {
    checkArgument(
        given instanceof Sampleable,
        "the likelihood %s cannot be drawn from; the means of x given z work",
        TypeNames.of(given));
    return flat(tf, ((Sampleable) given).draw(tf, noise, 1));
  }

  private Operand<TFloat32> flat(Ops tf, Operand<TFloat32> values) {
    return tf.reshape(values, tf.array(-1, given.dimension()));
  }
}
