package org.lowerbound.evaluation.figure;

import java.util.Optional;
import org.lowerbound.distribution.Code;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Encoding;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The codes of the rows that are run. */
final class CodeNodes {
  private final Ops tf;
  private final Code code;
  private final NoiseSource noise;
  final int latents;

  /** E_q[z], {@code [B, latents]}, or one draw if there is no mean. */
  final Operand<TFloat32> best;

  /**
   * Adds the nodes.
   *
   * @param who asks, by its type name
   * @param stream what the noise of draws is named after
   * @throws IllegalArgumentException if the model has no codes
   */
  CodeNodes(Ops tf, EvaluationScope graph, String who, String stream) {
    this(tf, graph, graph.modelWith(Ability.ENCODING, who), graph.pass(), stream);
  }

  /**
   * Adds those of a model of its own.
   *
   * @param pass with the labels that it is given
   */
  CodeNodes(Ops tf, EvaluationScope graph, Encoding encoding, Pass pass, String stream) {
    this.tf = tf;
    this.latents = encoding.latents();
    this.code = encoding.encode(tf, graph.observations(), pass);
    this.noise = graph.noise().apply(stream + ".z");
    this.best = code instanceof WithMean withMean ? flat(withMean.mean(tf)) : draw();
  }

  /** Returns one draw for each row, {@code [B, latents]}. */
  Operand<TFloat32> draw() {
    return flat(code.draw(tf, noise, 1));
  }

  /** Returns the variance of q(z | x), {@code [B, latents]}, where it has a closed form. */
  Optional<Operand<TFloat32>> variance() {
    return code instanceof WithVariance withVariance
        ? Optional.of(flat(withVariance.variance(tf)))
        : Optional.empty();
  }

  private Operand<TFloat32> flat(Operand<TFloat32> values) {
    return tf.reshape(values, tf.array(-1, latents));
  }
}
