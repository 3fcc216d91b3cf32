package org.lowerbound.tools.schedule;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.RowTrial;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialResultJson;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.random.RandomStream;

/**
 * How long the trials of a sweep took, from start to end.
 *
 * @param rows the seconds of the trials of each row of the table, in its order; only rows with some
 * @param leftOut how many trials have no such time
 */
public record RecordedTimes(ImmutableList<ImmutableDoubleArray> rows, int leftOut) {
  /** Checks that there is a time. */
  public RecordedTimes {
    checkArgument(
        !rows.isEmpty() && rows.stream().noneMatch(ImmutableDoubleArray::isEmpty),
        "each row must have a time, and there must be a row");
  }

  /**
   * Reads the times of a sweep's finished trials.
   *
   * @param table the {@code table.json}; the trials' folders are beside it
   * @throws ResultException if a file cannot be used, or no trial has a time
   */
  public static RecordedTimes read(Path table) {
    ResultTable read = ResultTableJson.read(table);
    Path sweep = Optional.ofNullable(table.getParent()).orElse(Path.of(""));
    ImmutableList.Builder<ImmutableDoubleArray> rows = ImmutableList.builder();
    int leftOut = 0;
    int found = 0;
    for (TableRow row : read.rows()) {
      ImmutableDoubleArray.Builder seconds = ImmutableDoubleArray.builder();
      for (RowTrial trial : row.trials()) {
        Optional<Double> one = seconds(TrialFiles.result(TrialFiles.folder(sweep, trial.id())));
        one.ifPresent(seconds::add);
        found += one.isPresent() ? 1 : 0;
        leftOut += one.isPresent() ? 0 : 1;
      }
      ImmutableDoubleArray ofRow = seconds.build();
      if (!ofRow.isEmpty()) {
        rows.add(ofRow);
      }
    }
    if (found == 0) {
      throw new ResultException(
          table
              + ": no trial of it tells how long it took; a sweep's own folder, with trials that"
              + " have completed, does");
    }
    return new RecordedTimes(rows.build(), leftOut);
  }

  /** Not of trials that were stopped, or had their training from another: theirs is a part. */
  private static Optional<Double> seconds(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    TrialResult result = TrialResultJson.read(file);
    boolean whole =
        result.status() == TrialStatus.COMPLETED
            && result
                .training()
                .filter(made -> made.from().isEmpty() && made.steps() == result.timing().steps())
                .isPresent();
    return Optional.of(result.timing().wallSeconds()).filter(seconds -> whole);
  }

  /** Returns how many there are. */
  public int count() {
    return rows.stream().mapToInt(ImmutableDoubleArray::length).sum();
  }

  /** Returns all of them, row after row. */
  public ImmutableDoubleArray all() {
    ImmutableDoubleArray.Builder all = ImmutableDoubleArray.builder(count());
    rows.forEach(all::addAll);
    return all.build();
  }

  /**
   * Returns the times of a larger plan of the same rows, with equally many trials in each, row
   * after row: each is drawn from the times of its row.
   *
   * @param trials how many
   * @param seed decides the draw
   */
  public ImmutableDoubleArray drawn(int trials, long seed) {
    checkArgument(trials > 0, "trials must be positive but are %s", trials);
    RandomStream stream = new RandomStream(seed, "schedule");
    ImmutableDoubleArray.Builder drawn = ImmutableDoubleArray.builder(trials);
    for (int i = 0; i < trials; i++) {
      ImmutableDoubleArray row = rows.get((int) ((long) i * rows.size() / trials));
      drawn.add(row.get(stream.nextInt(row.length())));
    }
    return drawn.build();
  }
}
