package org.lowerbound.evaluation.outlier;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.RowRunner;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Some rows of a table, numbered anew.
 *
 * @param table all rows
 * @param rows those that are run
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one measurement.
public record ChosenRows(RowRunner table, int[] rows) implements RowRunner {
  @Override
  public int count() {
    return rows.length;
  }

  @Override
  public ImmutableList<float[]> run(
      int[] asked, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
    return table.run(Arrays.stream(asked).map(i -> rows[i]).toArray(), draw, fed, fetches);
  }

  /** Inliers are the first half of the work. */
  @Override
  public void progress(int examplesDone) {
    table.progress((int) ((long) table.count() * examplesDone / (2L * rows.length)));
  }
}
