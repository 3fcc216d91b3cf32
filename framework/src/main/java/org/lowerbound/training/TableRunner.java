package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.schedule.Time;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Runs nodes on one split of the evaluation table. */
final class TableRunner implements SplitRunner {
  private final TrialSession session;
  private final Split split;
  private final Time time;
  private final BooleanSupplier cancelled;
  private final IntConsumer progress;
  private final int firstRow;
  private final int count;

  TableRunner(
      TrialGraph graph,
      TrialSession session,
      Split split,
      Time time,
      BooleanSupplier cancelled,
      IntConsumer progress) {
    this.session = session;
    this.split = split;
    this.time = time;
    this.cancelled = cancelled;
    this.progress = progress;
    this.firstRow = graph.evaluation().table.firstRow(split);
    this.count = graph.evaluation().table.count(split);
  }

  @Override
  public Split split() {
    return split;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public ImmutableList<float[]> run(
      int[] rows, long draw, ImmutableList<Operand<TFloat32>> fetches) {
    Cancellation.check(cancelled);
    int[] tableRows = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      tableRows[i] = firstRow + rows[i];
    }
    return session.evaluate(tableRows, draw, time, fetches);
  }

  @Override
  public void progress(int examplesDone) {
    progress.accept(examplesDone);
  }
}
