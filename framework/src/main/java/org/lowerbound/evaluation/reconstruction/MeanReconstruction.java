package org.lowerbound.evaluation.reconstruction;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.code.Codes;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Decoded;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The reconstruction E[x | z] at the posterior mean of z: no draws, hence no noise. */
final class MeanReconstruction {
  private MeanReconstruction() {}

  /**
   * Returns the reconstructions of the observations as the model sees them, {@code [1, B, D]}.
   *
   * @param who asks, by its type name
   * @throws IllegalArgumentException if the model has no codes, no decoder, or one of them has no
   *     mean
   */
  static Operand<TFloat32> of(Ops tf, EvaluationScope graph, String who) {
    Operand<TFloat32> code = Codes.posteriorMean(tf, graph, who); // [B, latents]
    Distribution p =
        graph
            .modelWith(Ability.DECODING, who)
            .decode(tf, tf.expandDims(code, tf.constant(0)), graph.pass()); // [1, B] over x
    return Decoded.meanOf(tf, p);
  }
}
