package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.lowerbound.evaluation.Caveats;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.result.Cell;
import org.lowerbound.experiment.result.ResultTable;

/**
 * A part of what is to be known of a mean, as a field of a table for programs.
 *
 * @param name what follows the metric in the heading
 * @param number the field, if a mean has it
 */
record CaveatField(String name, Function<Caveats, OptionalDouble> number) {
  private static final ImmutableList<CaveatField> ALL =
      ImmutableList.of(
          new CaveatField("by chance", c -> number(c.chance().map(chance -> chance.mean()))),
          new CaveatField(
              "by chance standard deviation",
              c -> number(c.chance().map(chance -> chance.standardDeviation()))),
          new CaveatField(
              "dominated by", c -> number(c.dominance().map(d -> (double) d.examples()))),
          new CaveatField("dominated share", c -> number(c.dominance().map(d -> d.share()))),
          new CaveatField("largest weight", Caveats::largestWeight),
          new CaveatField("heavy tails", c -> number(c.weightTails().map(t -> (double) t.heavy()))),
          new CaveatField(
              "heavy tails of", c -> number(c.weightTails().map(t -> (double) t.examples()))),
          new CaveatField(
              "effective draws", c -> number(c.weightTails().map(t -> t.effectiveDraws()))),
          new CaveatField("at best", Caveats::ideal));

  /** Returns the fields that any mean of a column has. */
  static ImmutableList<CaveatField> of(ResultTable table, Column column) {
    return ALL.stream()
        .filter(
            field ->
                table.rows().stream()
                    .flatMap(row -> Optional.ofNullable(row.metrics().get(column.name())).stream())
                    .anyMatch(cell -> field.number.apply(cell.caveats()).isPresent()))
        .collect(toImmutableList());
  }

  String heading(Column column) {
    return column.name() + " " + name;
  }

  /** Returns the field of a mean, empty if it has none. */
  String value(Optional<Cell> cell) {
    OptionalDouble value =
        cell.map(c -> number.apply(c.caveats())).orElseGet(OptionalDouble::empty);
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.stream().mapToDouble(Double::doubleValue).findFirst();
  }
}
