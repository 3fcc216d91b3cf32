package org.lowerbound.evaluation.sampler;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.evaluation.SplitRunner;
import org.tensorflow.op.Ops;

/**
 * Observations that are drawn of a trained model, as the model sees them: grey levels on [0, 1],
 * bits, standardised values.
 *
 * <p>A run draws 100, the last one some that nobody asked for: so the first of many are the same as
 * few. Labels, for a decoder or a prior that looks at them, are those of the split's examples in
 * turn.
 */
public final class Samples {
  /** The draws of one run. */
  static final int ROWS = 100;

  private final SampleNodes nodes;
  private final int dimension;

  /**
   * Adds the nodes.
   *
   * @param sampler where codes come from
   * @param means whether means of p(x | z) stand for its draws
   * @param stream what the names of the noise streams begin with, for each use another
   * @param who asks, by its type name
   * @throws IllegalArgumentException if the model cannot be drawn from in this way; the message
   *     says what would work
   */
  public Samples(
      Ops tf,
      EvaluationScope graph,
      CodeSampler sampler,
      boolean means,
      String stream,
      String who) {
    this.nodes = sampler.build(tf, new Drawn(graph, means, stream, who));
    this.dimension = graph.dataset().dimension();
  }

  /** Some observations. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Handles them.
     *
     * @param first the number of the first, from 0
     * @param values {@code [n, D]}, last index fastest
     */
    void visit(int first, float[] values);
  }

  /** Draws observations, some at a time. */
  public void forEach(SplitRunner runner, int count, Visitor visitor) {
    SampleNodes.Runs runs = nodes.prepare(runner, count);
    for (int start = 0; start < count; start += ROWS) {
      int first = start;
      int[] rows = IntStream.range(0, ROWS).map(i -> (first + i) % runner.count()).toArray();
      int asked = Math.min(ROWS, count - first);
      float[] values =
          runner
              .run(
                  rows,
                  first / ROWS,
                  runs.fed(first, ROWS),
                  ImmutableList.of(runs.observations()),
                  new RowRunner.Portion(first, asked, count))
              .get(0);
      visitor.visit(first, asked == ROWS ? values : Arrays.copyOf(values, asked * dimension));
    }
  }

  /** Returns draws, {@code [count, D]}, last index fastest. */
  public float[] draw(SplitRunner runner, int count) {
    float[] all = new float[Math.multiplyExact(count, dimension)];
    forEach(
        runner,
        count,
        (first, values) -> System.arraycopy(values, 0, all, first * dimension, values.length));
    return all;
  }
}
