package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.KlHistory;
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
  private final EvaluationTable table;
  private final Map<String, double[]> kept;
  private final KlHistory klHistory;

  TableRunner(
      TrialGraph graph,
      TrialSession session,
      Split split,
      Time time,
      BooleanSupplier cancelled,
      IntConsumer progress,
      KlHistory klHistory) {
    this(
        graph.evaluation().table,
        session,
        split,
        time,
        cancelled,
        progress,
        new LinkedHashMap<>(),
        klHistory);
  }

  private TableRunner(
      EvaluationTable table,
      TrialSession session,
      Split split,
      Time time,
      BooleanSupplier cancelled,
      IntConsumer progress,
      Map<String, double[]> kept,
      KlHistory klHistory) {
    this.session = session;
    this.split = split;
    this.time = time;
    this.cancelled = cancelled;
    this.progress = progress;
    this.table = table;
    this.kept = kept;
    this.klHistory = klHistory;
  }

  @Override
  public Split split() {
    return split;
  }

  @Override
  public TableRunner of(Split other) {
    table.checkHas(other);
    // Who waits hears of examples of the split that is evaluated, as many as it has.
    IntConsumer inExamples =
        done -> progress.accept((int) ((long) done * count() / table.count(other)));
    return new TableRunner(table, session, other, time, cancelled, inExamples, kept, klHistory);
  }

  @Override
  public void keep(String name, double[] perExample) {
    checkArgument(kept.putIfAbsent(name, perExample.clone()) == null, "%s is kept twice", name);
  }

  /** Returns what was kept of each example, by name. */
  ImmutableMap<String, double[]> kept() {
    return ImmutableMap.copyOf(kept);
  }

  @Override
  public KlHistory klHistory() {
    return klHistory;
  }

  @Override
  public int count() {
    return table.count(split);
  }

  @Override
  public ImmutableList<float[]> run(
      int[] rows, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
    return run(rows, draw, fed, fetches, LoopWatch.NOBODY);
  }

  @Override
  public ImmutableList<float[]> run(
      int[] rows,
      long draw,
      ImmutableList<Fed> fed,
      ImmutableList<Operand<TFloat32>> fetches,
      Portion portion) {
    return run(
        rows, draw, fed, fetches, share -> progress.accept((int) (portion.done(share) * count())));
  }

  private ImmutableList<float[]> run(
      int[] rows,
      long draw,
      ImmutableList<Fed> fed,
      ImmutableList<Operand<TFloat32>> fetches,
      DoubleConsumer share) {
    Cancellation.check(cancelled);
    int firstRow = table.firstRow(split);
    int[] tableRows = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      tableRows[i] = firstRow + rows[i];
    }
    return session.evaluate(tableRows, draw, time, fed, fetches, share);
  }

  @Override
  public void progress(int examplesDone) {
    Cancellation.check(cancelled); // What computes on the host for long tells how far it is.
    progress.accept(examplesDone);
  }
}
