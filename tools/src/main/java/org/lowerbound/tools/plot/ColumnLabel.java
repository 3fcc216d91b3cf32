package org.lowerbound.tools.plot;

import static java.util.stream.Collectors.joining;

import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column;

/** What is written beside the axis of columns. */
final class ColumnLabel {
  private ColumnLabel() {}

  /** Returns e.g. {@code nll (nats, lower is better)}. */
  static String of(Column column) {
    String better =
        switch (column.better()) {
          case LOWER -> "lower is better";
          case HIGHER -> "higher is better";
          case NEITHER -> "";
        };
    String inside =
        Stream.of(column.unit(), better).filter(s -> !s.isEmpty()).collect(joining(", "));
    return inside.isEmpty() ? column.name() : "%s (%s)".formatted(column.name(), inside);
  }

  /**
   * Returns the label of several columns on one axis.
   *
   * @throws ParameterException if they are of different units
   */
  static String of(List<Column> columns) {
    if (columns.size() == 1) {
      return of(columns.get(0));
    }
    ImmutableSet<String> units =
        columns.stream().map(Column::unit).collect(ImmutableSet.toImmutableSet());
    if (units.size() > 1) {
      throw new ParameterException(
          "--y: columns of different units have no axis in common: %s; draw them one by one"
              .formatted(
                  columns.stream()
                      .map(c -> c.name() + (c.unit().isEmpty() ? "" : " (" + c.unit() + ")"))
                      .collect(joining(", "))));
    }
    String names = columns.stream().map(Column::name).collect(joining(", "));
    String unit = columns.get(0).unit();
    return unit.isEmpty() ? names : "%s (%s)".formatted(names, unit);
  }
}
