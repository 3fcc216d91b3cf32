package org.lowerbound.evaluation.code;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.SplitRunner;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Random orders of a split's examples, a function of the trial's seed as all noise is: each example
 * has a random key, and the keys are sorted.
 */
public final class Shuffles {
  private final int count;
  private final Operand<TFloat32> keys; // [count, B]

  /**
   * Adds the nodes.
   *
   * @param name the noise stream
   * @param count the number of orders
   */
  public Shuffles(Ops tf, EvaluationScope graph, String name, int count) {
    this.count = count;
    Shape<TInt32> shape = tf.shape(graph.observations()); // [B, D]
    Operand<TInt32> rows = tf.slice(shape, tf.array(0), tf.array(1)); // [1]
    this.keys =
        graph
            .noise()
            .apply(name)
            .uniform(
                tf,
                tf.concat(ImmutableList.of(tf.array(count), rows), tf.constant(0))); // [count, B]
  }

  /** Returns the orders, each of the numbers of all examples. */
  public ImmutableList<int[]> of(SplitRunner runner) {
    float[][] ofExamples = new float[count][runner.count()];
    Batches.forEach(
        runner,
        1,
        (index, rows) -> {
          float[] values = runner.run(rows, index, ImmutableList.of(keys)).get(0);
          for (int i = 0; i < values.length; i++) {
            ofExamples[i / rows.length][rows[i % rows.length]] = values[i];
          }
        });
    return IntStream.range(0, count)
        .mapToObj(
            order ->
                IntStream.range(0, runner.count())
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> ofExamples[order][i]))
                    .mapToInt(Integer::intValue)
                    .toArray())
        .collect(ImmutableList.toImmutableList());
  }
}
