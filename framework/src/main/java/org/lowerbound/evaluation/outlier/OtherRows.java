package org.lowerbound.evaluation.outlier;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Iterator;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.RowRunner;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Observations that are no rows of the table: they are given to the graph in place of rows. Their
 * noise is none of the table's.
 *
 * @param table what runs the graph
 * @param node the observations of a run, {@code [B, D]}
 * @param observations {@code [count, D]}
 * @param count the number of observations
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one measurement.
public record OtherRows(RowRunner table, Operand<TFloat32> node, float[] observations, int count)
    implements RowRunner {
  /** More than there are runs of a table. */
  private static final long FIRST_DRAW = 1L << 40;

  @Override
  public ImmutableList<float[]> run(
      int[] rows, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
    int dimension = observations.length / count;
    float[] given = new float[rows.length * dimension];
    for (int b = 0; b < rows.length; b++) {
      System.arraycopy(observations, rows[b] * dimension, given, b * dimension, dimension);
    }
    // TensorFlow does not give back what it is given.
    ImmutableList<Operand<TFloat32>> computed =
        fetches.stream().filter(fetch -> !isGiven(fetch)).collect(toImmutableList());
    int[] stead = new int[rows.length]; // Any rows: nothing is made of them.
    Iterator<float[]> values =
        computed.isEmpty()
            ? ImmutableList.<float[]>of().iterator()
            : table
                .run(
                    stead,
                    FIRST_DRAW + draw,
                    ImmutableList.<Fed>builder()
                        .add(new Fed(node, Shape.of(rows.length, dimension), given))
                        .addAll(fed)
                        .build(),
                    computed)
                .iterator();
    return fetches.stream()
        .map(fetch -> isGiven(fetch) ? given : values.next())
        .collect(toImmutableList());
  }

  private boolean isGiven(Operand<TFloat32> fetch) {
    return fetch.asOutput().equals(node.asOutput());
  }

  @Override
  public void progress(int examplesDone) {
    table.progress((int) ((long) table.count() * (count + (long) examplesDone) / (2L * count)));
  }
}
