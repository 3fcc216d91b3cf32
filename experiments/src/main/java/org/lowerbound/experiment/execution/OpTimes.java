package org.lowerbound.experiment.execution;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lowerbound.training.StepTrace;

/**
 * The types of operations by the time that they took in a step, the longest first.
 *
 * @param step the number of steps made, this one included
 * @param nanos the time of the whole step; less than that of the operations if they overlap
 * @param rows the types
 */
record OpTimes(long step, long nanos, ImmutableList<Row> rows) {
  private static final int SHOWN = 10;
  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * One type, or several that are shown as one.
   *
   * @param count how many operations ran
   * @param nanos how long they took in all
   */
  record Row(String op, long count, long nanos) {
    private static Row sum(String op, List<Row> rows) {
      return new Row(
          op, rows.stream().mapToLong(Row::count).sum(), rows.stream().mapToLong(Row::nanos).sum());
    }
  }

  /** Returns the times of a trace. */
  static OpTimes of(StepTrace trace) {
    return new OpTimes(
        trace.step(),
        trace.nanos(),
        trace.spans().stream().collect(groupingBy(StepTrace.Span::op)).entrySet().stream()
            .map(
                entry ->
                    new Row(
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().stream().mapToLong(StepTrace.Span::nanos).sum()))
            .sorted(comparingLong(Row::nanos).reversed().thenComparing(Row::op))
            .collect(ImmutableList.toImmutableList()));
  }

  /** Returns a line on the step and a table of the ten types that took the longest. */
  String table() {
    Row all = Row.sum("all", rows);
    List<Row> others = rows.stream().skip(SHOWN).toList();
    StringBuilder text =
        new StringBuilder(
            format(
                "step %d took %.3f ms from its first operation to its last; in operations:%n",
                step, nanos / NANOS_PER_MILLI));
    List<Row> shown =
        Stream.of(
                rows.stream().limit(SHOWN),
                others.isEmpty()
                    ? Stream.<Row>empty()
                    : Stream.of(Row.sum("%d other types".formatted(others.size()), others)),
                Stream.of(all))
            .flatMap(stream -> stream)
            .toList();
    int width = shown.stream().mapToInt(row -> row.op().length()).max().orElse(0);
    String cells = "  %-" + width + "s  %6s  %10s  %6s%n";
    text.append(format(cells, "op", "count", "ms", "share"));
    for (Row row : shown) {
      text.append(
          format(
              cells,
              row.op(),
              row.count(),
              format("%.3f", row.nanos() / NANOS_PER_MILLI),
              format("%.1f%%", 100.0 * row.nanos() / Math.max(1, all.nanos()))));
    }
    return text.toString().stripTrailing();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
