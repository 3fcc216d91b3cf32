package org.lowerbound.evaluation.code;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Code;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Encoding;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * The codes of a split: posterior means, which is what "the code of x" means where one vector is
 * asked for; or, where draws are asked for, one of each posterior.
 */
public final class Codes {
  private final Operand<TFloat32> code; // [B, latents]
  private final int latents;

  /**
   * Adds the nodes of posterior means.
   *
   * @param who asks, by its type name
   * @throws IllegalArgumentException if the model has no codes, or they have no mean
   */
  public Codes(Ops tf, EvaluationScope graph, String who) {
    this(posteriorMean(tf, graph, who), encoding(graph, who).latents());
  }

  private Codes(Operand<TFloat32> code, int latents) {
    this.code = code;
    this.latents = latents;
  }

  /**
   * Adds the nodes of draws.
   *
   * @param who asks, by its type name
   * @param stream the noise stream
   * @throws IllegalArgumentException if the model has no codes
   */
  public static Codes drawn(Ops tf, EvaluationScope graph, String who, String stream) {
    Encoding encoding = encoding(graph, who);
    Operand<TFloat32> draws =
        encoding
            .encode(tf, graph.observations(), graph.pass())
            .draw(tf, graph.noise().apply(stream), 1); // [1, B, latents]
    return new Codes(tf.squeeze(draws, Squeeze.axis(ImmutableList.of(0L))), encoding.latents());
  }

  /** Returns the nodes of E_q[z], {@code [B, latents]}. */
  public static Operand<TFloat32> posteriorMean(Ops tf, EvaluationScope graph, String who) {
    Code code = encoding(graph, who).encode(tf, graph.observations(), graph.pass());
    checkArgument(
        code instanceof WithMean, "the posterior %s has no mean to take", TypeNames.of(code));
    return ((WithMean) code).mean(tf);
  }

  private static Encoding encoding(EvaluationScope graph, String who) {
    return graph.modelWith(Ability.ENCODING, who);
  }

  /** Returns the dimension of a code. */
  public int latents() {
    return latents;
  }

  /** Returns the codes, {@code [count][latents]}. */
  public double[][] of(SplitRunner runner) {
    double[][] codes = new double[runner.count()][latents];
    Batches.forEach(
        runner,
        1,
        (index, rows) -> {
          float[] values = runner.run(rows, index, ImmutableList.of(code)).get(0);
          for (int i = 0; i < values.length; i++) {
            codes[rows[i / latents]][i % latents] = values[i];
          }
        });
    return codes;
  }
}
