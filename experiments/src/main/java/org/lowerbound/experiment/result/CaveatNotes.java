package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Dominance;
import org.lowerbound.evaluation.WeightTails;

/** The notes that say what the signs of {@link CaveatMark} mean, with the numbers behind them. */
final class CaveatNotes {
  private CaveatNotes() {}

  /** A mean of the table. */
  private record Mean(Column column, TableRow row, Cell cell) {}

  /** Returns whether the table knows of a mean what it would be by chance. */
  static boolean isKnown(ResultTable table) {
    return means(table).stream().anyMatch(mean -> mean.cell().caveats().chance().isPresent());
  }

  /** Returns the notes that the table needs. */
  static ImmutableList<String> of(ResultTable table) {
    ImmutableList.Builder<String> notes = ImmutableList.builder();
    worst(table, CaveatMark.EXAMPLES, mean -> dominance(mean).share(), CaveatNotes::examples)
        .ifPresent(
            worst ->
                notes.add(
                    CaveatMark.EXAMPLES.sign()
                        + ": a few examples have more than half of the squared deviations, so that"
                        + " another sample may give another mean and error; the largest share is "
                        + worst
                        + "."));
    chance(table).ifPresent(notes::add);
    ideal(table).ifPresent(notes::add);
    worst(table, CaveatMark.DRAWS, CaveatNotes::weight, mean -> percent(weight(mean)))
        .ifPresent(
            worst ->
                notes.add(
                    CaveatMark.DRAWS.sign()
                        + ": one draw of each example has more than half of the weight, so that the"
                        + " number is a loose bound; the largest share is "
                        + worst
                        + "."));
    worst(table, CaveatMark.TAILS, mean -> tails(mean).share(), CaveatNotes::tailsText)
        .ifPresent(
            worst ->
                notes.add(
                    CaveatMark.TAILS.sign()
                        + ": the importance weights of so many examples have a heavy tail (Pareto's"
                        + " k above the threshold) that the number may be far off, with an error"
                        + " that is not known and that more draws make little smaller: "
                        + worst
                        + "."));
    return notes.build();
  }

  /** Returns, for each column with a sign, what is behind its worst cell, and the cell's row. */
  private static Optional<String> worst(
      ResultTable table,
      CaveatMark mark,
      ToDoubleFunction<Mean> badness,
      Function<Mean, String> text) {
    String all =
        table.columns().stream()
            .flatMap(
                column ->
                    means(table).stream()
                        .filter(mean -> mean.column().equals(column))
                        .filter(mean -> CaveatMark.of(mean.cell(), column).contains(mark))
                        .max(Comparator.comparingDouble(badness))
                        .stream())
            .map(
                mean ->
                    "%s in %s (%s)"
                        .formatted(text.apply(mean), mean.column().name(), mean.row().label()))
            .collect(joining(", "));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  private static Dominance dominance(Mean mean) {
    return mean.cell().caveats().dominance().orElseThrow();
  }

  private static double weight(Mean mean) {
    return mean.cell().caveats().largestWeight().orElseThrow();
  }

  private static WeightTails tails(Mean mean) {
    return mean.cell().caveats().weightTails().orElseThrow();
  }

  private static String tailsText(Mean mean) {
    WeightTails tails = tails(mean);
    return String.format(
        Locale.ROOT,
        "%d of %d examples (k > %.2f, on average %.3g effective draws)",
        tails.heavy(),
        tails.examples(),
        tails.threshold(),
        tails.effectiveDraws());
  }

  private static String examples(Mean mean) {
    Dominance dominance = dominance(mean);
    return "%s of %s"
        .formatted(
            percent(dominance.share()),
            dominance.examples() == 1 ? "one example" : dominance.examples() + " examples");
  }

  private static String percent(double share) {
    // Rounded down: 100% would be all of it.
    return (int) Math.floor(100 * share) + "%";
  }

  /** Returns what the columns that know it would be by chance, and what the sign means if it is. */
  private static Optional<String> chance(ResultTable table) {
    ImmutableList<String> ranges =
        table.columns().stream()
            .flatMap(column -> range(table, column).stream())
            .collect(toImmutableList());
    if (ranges.isEmpty()) {
      return Optional.empty();
    }
    boolean any =
        means(table).stream()
            .anyMatch(
                mean -> CaveatMark.of(mean.cell(), mean.column()).contains(CaveatMark.CHANCE));
    return Optional.of(
        (any
                ? CaveatMark.CHANCE.sign()
                    + ": no better, by two standard deviations, than if there were nothing to find."
                    + " "
                : "")
            + "By chance: "
            + String.join("; ", ranges)
            + ".");
  }

  /** Returns what the columns that know it would be at best on their examples. */
  private static Optional<String> ideal(ResultTable table) {
    String ranges =
        table.columns().stream()
            .flatMap(column -> idealRange(table, column).stream())
            .collect(joining("; "));
    return ranges.isEmpty()
        ? Optional.empty()
        : Optional.of("At best, on the same examples: " + ranges + ".");
  }

  /** Returns, say, {@code mig 0.93 to 0.98}. */
  private static Optional<String> idealRange(ResultTable table, Column column) {
    DoubleSummaryStatistics ideals =
        means(table).stream()
            .filter(mean -> mean.column().equals(column))
            .flatMapToDouble(mean -> mean.cell().caveats().ideal().stream())
            .summaryStatistics();
    if (ideals.getCount() == 0) {
      return Optional.empty();
    }
    String least = CellFormat.DEFAULT.alone(ideals.getMin()).joined("±");
    String most = CellFormat.DEFAULT.alone(ideals.getMax()).joined("±");
    return Optional.of(column.name() + " " + least + (least.equals(most) ? "" : " to " + most));
  }

  /** Returns, say, {@code mig 0.012 ± 0.004 to 0.45 ± 0.09}. */
  private static Optional<String> range(ResultTable table, Column column) {
    ImmutableList<Chance> chances =
        means(table).stream()
            .filter(mean -> mean.column().equals(column))
            .flatMap(mean -> mean.cell().caveats().chance().stream())
            .sorted(Comparator.comparingDouble(Chance::mean))
            .collect(toImmutableList());
    if (chances.isEmpty()) {
      return Optional.empty();
    }
    String least = text(chances.get(0));
    String most = text(chances.get(chances.size() - 1));
    return Optional.of(column.name() + " " + least + (least.equals(most) ? "" : " to " + most));
  }

  private static String text(Chance chance) {
    return CellFormat.DEFAULT.withError(chance.mean(), chance.standardDeviation()).joined("±");
  }

  private static ImmutableList<Mean> means(ResultTable table) {
    return table.columns().stream()
        .flatMap(
            column ->
                table.rows().stream()
                    .filter(row -> row.metrics().containsKey(column.name()))
                    .map(row -> new Mean(column, row, row.metrics().get(column.name()))))
        .collect(toImmutableList());
  }
}
