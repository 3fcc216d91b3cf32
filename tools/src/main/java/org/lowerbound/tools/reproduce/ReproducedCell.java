package org.lowerbound.tools.reproduce;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.result.Cell;
import org.lowerbound.experiment.result.StandardError;

/**
 * A cell then and now.
 *
 * @param column its column
 * @param then the mean then, over the trials that both have; empty if there are none
 * @param now the same now
 * @param apart the largest relative difference of a trial's value; empty if there are none
 * @param verdict what it says
 */
record ReproducedCell(
    Column column,
    OptionalDouble then,
    OptionalDouble now,
    OptionalDouble apart,
    CellVerdict verdict) {
  /** The values of one trial then and now. */
  record Pair(double then, double now) {
    boolean same() {
      return Double.doubleToLongBits(then) == Double.doubleToLongBits(now);
    }

    double apart() {
      double size = Math.max(Math.abs(then), Math.abs(now));
      return same() || size == 0 ? 0 : Math.abs(now - then) / size;
    }
  }

  /** Returns a cell that one of the two lacks, or both. */
  static ReproducedCell missing(Column column, Optional<Cell> then, Optional<Cell> now) {
    return new ReproducedCell(
        column,
        then.stream().mapToDouble(Cell::mean).findFirst(),
        now.stream().mapToDouble(Cell::mean).findFirst(),
        OptionalDouble.empty(),
        then.isEmpty() && now.isEmpty() ? CellVerdict.NOTHING : CellVerdict.MISSING);
  }

  /** Returns a cell that nobody compares. */
  static ReproducedCell notCompared(Column column) {
    return new ReproducedCell(
        column,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        CellVerdict.NOT_COMPARED);
  }

  /**
   * Returns a cell that both have.
   *
   * @param pairs the values of the trials that both have, one at least
   */
  static ReproducedCell of(
      Column column, ImmutableList<Pair> pairs, Cell then, Cell now, Tolerance tolerance) {
    double before = mean(pairs.stream().mapToDouble(Pair::then));
    double after = mean(pairs.stream().mapToDouble(Pair::now));
    double apart = pairs.stream().mapToDouble(Pair::apart).max().orElseThrow();
    return new ReproducedCell(
        column,
        OptionalDouble.of(before),
        OptionalDouble.of(after),
        OptionalDouble.of(apart),
        verdict(pairs, after - before, apart, error(pairs.size(), then, now), tolerance));
  }

  private static CellVerdict verdict(
      ImmutableList<Pair> pairs,
      double difference,
      double apart,
      OptionalDouble error,
      Tolerance tolerance) {
    if (pairs.stream().allMatch(Pair::same)) {
      return CellVerdict.SAME;
    } else if (apart <= tolerance.rounding()) {
      return CellVerdict.WITHIN_ROUNDING;
    }
    return error.isPresent() && Math.abs(difference) <= tolerance.errors() * error.getAsDouble()
        ? CellVerdict.WITHIN_ERROR
        : CellVerdict.DIFFERENT;
  }

  /**
   * Returns the standard error of the difference, of two runs that share nothing but the trials.
   */
  private static OptionalDouble error(int n, Cell then, Cell now) {
    ImmutableList<Double> errors =
        ImmutableList.of(then, now).stream()
            .flatMap(cell -> error(n, cell).stream().boxed())
            .filter(Double::isFinite)
            .collect(toImmutableList());
    return errors.size() == 2
        ? OptionalDouble.of(Math.hypot(errors.get(0), errors.get(1)))
        // Of a single trial now, where the table has several: its error is as theirs.
        : errors.stream().mapToDouble(error -> Math.sqrt(2) * error).findFirst();
  }

  /** Returns the error of the mean over n of a cell's trials. */
  private static OptionalDouble error(int n, Cell cell) {
    Optional<StandardError> error = cell.standardError();
    if (error.isEmpty() || (cell.n() > 1 && error.get().over() == StandardError.Over.EXAMPLES)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(error.get().value() * Math.sqrt((double) cell.n() / n));
  }

  private static double mean(DoubleStream values) {
    return values.average().orElseThrow();
  }
}
