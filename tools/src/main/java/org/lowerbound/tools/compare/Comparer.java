package org.lowerbound.tools.compare;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Sets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.statistics.Bootstrap;
import org.lowerbound.tools.compare.Comparison.Configs;

/**
 * Puts two results beside each other.
 *
 * @param bootstrap how intervals are made
 * @param metrics the columns to compare; all that both have if not given
 */
record Comparer(Bootstrap bootstrap, Optional<ImmutableList<String>> metrics) {
  /**
   * Compares two sides.
   *
   * @throws ResultException if they have nothing in common, with the reason
   */
  Comparison compare(Side a, Side b) {
    checkData(a, b);
    ColumnMatch columns = ColumnMatch.of(a, b, metrics);
    RowMatch match = RowMatch.of(a, b);
    ImmutableList.Builder<String> remarks = ImmutableList.builder();
    remarks.addAll(columns.remarks());
    ImmutableList.Builder<ComparedRow> rows = ImmutableList.builder();
    Map<RowMatch.Pair, TrialPairs> partners = new LinkedHashMap<>();
    for (RowMatch.Pair pair : match.matched()) {
      TrialPairs trials = TrialPairs.of(pair.a(), pair.b());
      partners.put(pair, trials);
      rows.add(row(pair, trials, columns.shared(), remarks));
    }
    ImmutableList<ComparedRow> compared = rows.build();
    if (compared.stream().allMatch(row -> row.numbers().isEmpty())) {
      throw new ResultException(
          "there is nothing to compare: no number is of completed trials of both");
    }
    lost("A", a).ifPresent(remarks::add);
    lost("B", b).ifPresent(remarks::add);
    reservations(compared).ifPresent(remarks::add);
    likelihoods(a, b).ifPresent(remarks::add);
    untold(a, b).ifPresent(remarks::add);
    Configs configs = configs(partners);
    return new Comparison(
        a,
        b,
        bootstrap,
        compared,
        match.onlyA().stream().map(SideRow::label).collect(toImmutableList()),
        match.onlyB().stream().map(SideRow::label).collect(toImmutableList()),
        columns.onlyA(),
        columns.onlyB(),
        configs == Configs.NONE
            ? ImmutableList.of()
            : ConfigDifference.of(pairs(partners, configs)),
        configs,
        a.facts().differences(b.facts()),
        remarks.build());
  }

  private static void checkData(Side a, Side b) {
    ImmutableSet<String> first = data(a);
    ImmutableSet<String> second = data(b);
    if (!first.isEmpty() && !second.isEmpty() && Sets.intersection(first, second).isEmpty()) {
      throw new ResultException(
          "A is of the data set %s, B of %s: numbers of different data sets do not compare"
              .formatted(String.join(", ", first), String.join(", ", second)));
    }
  }

  private static ImmutableSet<String> data(Side side) {
    return trials(side)
        .flatMap(trial -> trial.dataset().stream())
        .map(DatasetId::name)
        .collect(toImmutableSet());
  }

  private static Stream<SideTrial> trials(Side side) {
    return side.rows().stream().flatMap(row -> row.trials().stream());
  }

  private ComparedRow row(
      RowMatch.Pair pair,
      TrialPairs partners,
      List<Column> columns,
      ImmutableList.Builder<String> remarks) {
    NumberComparer comparer = new NumberComparer(bootstrap);
    ImmutableList<ComparedNumber> numbers =
        columns.stream()
            .filter(column -> has(pair.a(), column) && has(pair.b(), column))
            .map(column -> comparer.compare(pair.a(), pair.b(), column, partners))
            .collect(toImmutableList());
    ComparedRow row = new ComparedRow(pair.a(), pair.b(), numbers);
    alone(row, columns, pair.a(), pair.b(), "A").ifPresent(remarks::add);
    alone(row, columns, pair.b(), pair.a(), "B").ifPresent(remarks::add);
    int most = Math.max(pair.a().trials().size(), pair.b().trials().size());
    if (!partners.pairs().isEmpty() && partners.pairs().size() < most) {
      remarks.add(
          "%s: compared are the trials with a partner, %d of %d in A and of %d in B."
              .formatted(
                  row.label(),
                  partners.pairs().size(),
                  pair.a().trials().size(),
                  pair.b().trials().size()));
    }
    return row;
  }

  private static boolean has(SideRow row, Column column) {
    return row.numbers().containsKey(column.name());
  }

  /** Says which numbers of a row one side alone has. */
  private static Optional<String> alone(
      ComparedRow row, List<Column> columns, SideRow own, SideRow other, String name) {
    String missing =
        columns.stream()
            .filter(column -> has(own, column) && !has(other, column))
            .map(Column::name)
            .collect(joining(", "));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("%s: %s alone has %s.".formatted(row.label(), name, missing));
  }

  private static Optional<String> lost(String name, Side side) {
    int lost = side.rows().stream().mapToInt(SideRow::lost).sum();
    return lost == 0
        ? Optional.empty()
        : Optional.of(
            "%s of %s did not complete, and %s in no mean."
                .formatted(SideReader.count(lost, "trial"), name, lost == 1 ? "is" : "are"));
  }

  /** Says which numbers are not to be taken at their word, whatever their errors say. */
  private static Optional<String> reservations(List<ComparedRow> rows) {
    SetMultimap<String, String> numbers = LinkedHashMultimap.create();
    for (ComparedRow row : rows) {
      for (ComparedNumber number : row.numbers()) {
        String name = number.column().name();
        row.a().reservations().get(name).forEach(why -> numbers.put(why, name));
        row.b().reservations().get(name).forEach(why -> numbers.put(why, name));
      }
    }
    String text =
        numbers.asMap().entrySet().stream()
            .map(entry -> "%s (%s)".formatted(String.join(", ", entry.getValue()), entry.getKey()))
            .collect(joining("; "));
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not to be taken at their word, in A or B or both: %s. The table of each says more."
                .formatted(text));
  }

  private static Optional<String> likelihoods(Side a, Side b) {
    return a.facts().likelihoodDiffers(b.facts())
        ? Optional.of(
            "Likelihoods of A and B are of different kinds: numbers in nats do not compare between"
                + " them.")
        : Optional.empty();
  }

  private static Optional<String> untold(Side a, Side b) {
    String untold =
        a.facts().untold(b.facts()).entrySet().stream()
            .map(
                entry ->
                    "%s does not tell its %s"
                        .formatted(entry.getValue() ? "A" : "B", entry.getKey()))
            .collect(joining("; "));
    return untold.isEmpty() ? Optional.empty() : Optional.of(untold + ".");
  }

  /** Returns which configs all trials have whose configs are to be compared. */
  private static Configs configs(Map<RowMatch.Pair, TrialPairs> partners) {
    if (!pairs(partners, Configs.RESOLVED).isEmpty()) {
      return Configs.RESOLVED;
    }
    return pairs(partners, Configs.WRITTEN).isEmpty() ? Configs.NONE : Configs.WRITTEN;
  }

  /** Returns the configs of partners; of rows without any, those of their first trials. */
  private static ImmutableList<ConfigDifference.Pair> pairs(
      Map<RowMatch.Pair, TrialPairs> partners, Configs configs) {
    Function<SideTrial, Optional<JsonNode>> config =
        configs == Configs.RESOLVED ? SideTrial::resolved : SideTrial::written;
    ImmutableList.Builder<ConfigDifference.Pair> pairs = ImmutableList.builder();
    partners.forEach(
        (rows, trials) -> {
          Stream<TrialPairs.Pair> chosen =
              trials.pairs().isEmpty()
                  ? Stream.of(rows)
                      .filter(r -> !r.a().trials().isEmpty() && !r.b().trials().isEmpty())
                      .map(r -> new TrialPairs.Pair(r.a().trials().get(0), r.b().trials().get(0)))
                  : trials.pairs().stream();
          chosen.forEach(
              pair ->
                  config
                      .apply(pair.a())
                      .ifPresent(
                          first ->
                              config
                                  .apply(pair.b())
                                  .ifPresent(
                                      second ->
                                          pairs.add(new ConfigDifference.Pair(first, second)))));
        });
    return pairs.build();
  }
}
