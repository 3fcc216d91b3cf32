package org.lowerbound.evaluation.sampler;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.model.Ability;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What is drawn of a model.
 *
 * @param graph the model, and what metrics and figures build on
 * @param means whether means of p(x | z) stand for its draws, as papers on images show them
 * @param stream what the names of its noise streams begin with
 * @param who draws, by its type name
 */
public record Drawn(EvaluationScope graph, boolean means, String stream, String who) {
  /** Opens a noise stream of its own. */
  NoiseSource noise(String use) {
    return graph.noise().apply(stream + "." + use);
  }

  /** Returns the dimension of a code. */
  int latents() {
    return graph.modelWith(Ability.DECODING, who).latents();
  }

  /**
   * Returns observations for codes, {@code [n, latents]} to {@code [n, D]}.
   *
   * @param use tells several of these nodes apart
   * @throws IllegalArgumentException if there is no decoder, or its distribution has no mean or
   *     cannot be drawn from
   */
  Operand<TFloat32> decoded(Ops tf, Operand<TFloat32> codes, String use) {
    Distribution given =
        graph
            .modelWith(Ability.DECODING, who)
            .decode(tf, tf.expandDims(codes, tf.constant(0)), graph.pass()); // [1, n]
    return tf.reshape(
        means ? mean(tf, given) : draw(tf, given, use), tf.array(-1, graph.dataset().dimension()));
  }

  private static Operand<TFloat32> mean(Ops tf, Distribution given) {
    checkArgument(
        given instanceof WithMean,
        "the likelihood %s has no mean to take; \"means\": false works",
        TypeNames.of(given));
    return ((WithMean) given).mean(tf);
  }

  private Operand<TFloat32> draw(Ops tf, Distribution given, String use) {
    checkArgument(
        given instanceof Sampleable,
        "the likelihood %s cannot be drawn from; \"means\": true works",
        TypeNames.of(given));
    return ((Sampleable) given).draw(tf, noise(use), 1);
  }
}
