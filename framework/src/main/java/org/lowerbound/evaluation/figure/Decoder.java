package org.lowerbound.evaluation.figure;

import org.lowerbound.evaluation.EvaluationScope;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Decodes codes that are made outside of the graph. */
final class Decoder {
  private final Placeholder<TFloat32> codes;
  private final Operand<TFloat32> means;
  private final int dimension;

  /**
   * Adds the nodes.
   *
   * @param who asks, by its type name
   * @throws IllegalArgumentException if the model has no decoder, or its likelihood no mean
   */
  Decoder(Ops tf, EvaluationScope graph, String who) {
    ImageNodes images = new ImageNodes(tf, graph);
    this.codes =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, images.latents(who))));
    this.means = images.raw(images.decoded(who, codes).mean(tf));
    this.dimension = graph.dataset().dimension();
  }

  /**
   * Returns E[x | z] in raw values, {@code [rows, D]}.
   *
   * @param rows the examples whose labels are taken, one for each code
   * @param values the codes, {@code [rows, latents]}
   */
  float[] means(RowRuns runs, int[] rows, float[] values) {
    return runs.of(rows, means, dimension, codes, values);
  }
}
