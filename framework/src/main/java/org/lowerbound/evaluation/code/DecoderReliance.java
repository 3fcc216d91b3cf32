package org.lowerbound.evaluation.code;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * How much the decoder relies on codes: by how many nats log p(x | z) falls if the examples
 * exchange their codes, or one unit of them. It is 0 for a unit that the decoder ignores, whatever
 * the encoder says.
 *
 * <p>Each example gets the code of the next one in a random order, so that none keeps its own.
 */
final class DecoderReliance {
  private static final int EXAMPLES_PER_RUN = 1000;

  private final int latents;
  private final Placeholder<TFloat32> codes; // [1, B, latents]
  private final Operand<TFloat32> logLikelihood; // [1, B], of observations as they are seen
  private final Shuffles shuffles;

  /**
   * Adds the nodes.
   *
   * @param who asks, by its type name
   * @param stream the noise stream
   * @throws IllegalArgumentException if the model has no decoder
   */
  DecoderReliance(Ops tf, EvaluationScope graph, String who, String stream, int latents) {
    this.latents = latents;
    this.codes = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, -1, latents)));
    this.logLikelihood =
        graph
            .modelWith(Ability.DECODING, who)
            .decode(tf, codes, graph.pass())
            .logProb(tf, graph.observations());
    this.shuffles = new Shuffles(tf, graph, stream, 1);
  }

  /**
   * What exchanged codes cost, in nats.
   *
   * @param whole of each example, if whole codes are exchanged, {@code [examples]}
   * @param perUnit if one unit of them is, {@code [latents][examples]}
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once, read once.
  record Costs(double[] whole, double[][] perUnit) {}

  /**
   * Measures them.
   *
   * @param rows the examples
   * @param drawn a code of each, {@code [examples][latents]}
   */
  Costs of(SplitRunner runner, int[] rows, float[][] drawn) {
    int[] next = next(shuffles.of(runner).get(0), rows);
    double[] own = logLikelihood(runner, rows, drawn);
    double[][] perUnit = new double[latents][];
    for (int u = 0; u < latents; u++) {
      int unit = u;
      float[][] exchanged = new float[drawn.length][];
      Arrays.setAll(
          exchanged,
          i -> {
            float[] code = drawn[i].clone();
            code[unit] = drawn[next[i]][unit];
            return code;
          });
      perUnit[u] = difference(own, logLikelihood(runner, rows, exchanged));
      runner.progress((int) ((long) runner.count() * (u + 1) / latents));
    }
    float[][] others = new float[drawn.length][];
    Arrays.setAll(others, i -> drawn[next[i]]);
    return new Costs(difference(own, logLikelihood(runner, rows, others)), perUnit);
  }

  /** Returns for each of the rows the position of the one that follows it in an order of all. */
  private static int[] next(int[] order, int[] rows) {
    int[] positions = new int[order.length];
    Arrays.fill(positions, -1);
    for (int i = 0; i < rows.length; i++) {
      positions[rows[i]] = i;
    }
    int[] cycle = Arrays.stream(order).map(row -> positions[row]).filter(i -> i >= 0).toArray();
    int[] next = new int[rows.length];
    for (int i = 0; i < cycle.length; i++) {
      next[cycle[i]] = cycle[(i + 1) % cycle.length];
    }
    return next;
  }

  private double[] logLikelihood(RowRunner runner, int[] rows, float[][] of) {
    double[] all = new double[rows.length];
    for (int first = 0; first < rows.length; first += EXAMPLES_PER_RUN) {
      int size = Math.min(EXAMPLES_PER_RUN, rows.length - first);
      float[] part = new float[size * latents];
      for (int i = 0; i < size; i++) {
        System.arraycopy(of[first + i], 0, part, i * latents, latents);
      }
      float[] values =
          runner
              .run(
                  Arrays.copyOfRange(rows, first, first + size),
                  0,
                  ImmutableList.of(new Fed(codes, Shape.of(1, size, latents), part)),
                  ImmutableList.of(logLikelihood))
              .get(0);
      for (int i = 0; i < size; i++) {
        all[first + i] = values[i];
      }
    }
    return all;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return differences;
  }
}
