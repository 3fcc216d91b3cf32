package org.lowerbound.tools.compare;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Optional;
import java.util.Set;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrialColumns;

/**
 * Which columns two sides share.
 *
 * @param shared the columns to compare, as the first has them
 * @param onlyA the names that the first alone has
 * @param onlyB the names that the second alone has
 * @param remarks what is to be known of them, in sentences
 */
record ColumnMatch(
    ImmutableList<Column> shared,
    ImmutableList<String> onlyA,
    ImmutableList<String> onlyB,
    ImmutableList<String> remarks) {
  private static final ImmutableSet<String> OF_NO_SPLIT =
      TrialColumns.ALL.stream().map(Column::name).collect(toImmutableSet());

  /**
   * Returns what is shared.
   *
   * @param wanted the columns to compare; all that are shared if not given
   * @throws ResultException if nothing is, or a wanted column is not, with the reason
   */
  static ColumnMatch of(Side a, Side b, Optional<ImmutableList<String>> wanted) {
    wanted.ifPresent(names -> names.forEach(name -> checkWanted(a, b, name)));
    Set<String> first = a.columns().keySet();
    Set<String> second = b.columns().keySet();
    ImmutableList<String> names =
        wanted.orElseGet(() -> Sets.intersection(first, second).immutableCopy().asList());
    ImmutableList<Column> shared =
        names.stream()
            .filter(name -> unit(a, name).equals(unit(b, name)))
            .map(a.columns()::get)
            .collect(toImmutableList());
    ImmutableList.Builder<String> remarks = ImmutableList.builder();
    for (String name : names) {
      if (!unit(a, name).equals(unit(b, name))) {
        remarks.add(units(a, b, name) + ": not compared.");
      } else if (!a.columns().get(name).description().equals(b.columns().get(name).description())) {
        remarks.add(
            "%s is not measured in the same way. A: %s. B: %s."
                .formatted(
                    name,
                    a.columns().get(name).description(),
                    b.columns().get(name).description()));
      }
    }
    if (shared.isEmpty()) {
      throw nothingShared(a, b, remarks.build());
    }
    return new ColumnMatch(
        shared,
        wanted.isPresent()
            ? ImmutableList.of()
            : Sets.difference(first, second).immutableCopy().asList(),
        wanted.isPresent()
            ? ImmutableList.of()
            : Sets.difference(second, first).immutableCopy().asList(),
        remarks.build());
  }

  private static void checkWanted(Side a, Side b, String name) {
    boolean first = a.columns().containsKey(name);
    boolean second = b.columns().containsKey(name);
    if (!first && !second) {
      throw new ResultException(
          Names.unknown("metric", name, Sets.union(a.columns().keySet(), b.columns().keySet())));
    } else if (!first || !second) {
      throw new ResultException(
          "%s is in %s alone; both have %s"
              .formatted(
                  name,
                  first ? "A" : "B",
                  list(Sets.intersection(a.columns().keySet(), b.columns().keySet()))));
    } else if (!unit(a, name).equals(unit(b, name))) {
      throw new ResultException(units(a, b, name) + ", which do not compare");
    }
  }

  private static ResultException nothingShared(Side a, Side b, ImmutableList<String> remarks) {
    if (!remarks.isEmpty()) {
      return new ResultException("there is nothing to compare; " + String.join(" ", remarks));
    }
    ImmutableSet<Split> first = splits(a);
    ImmutableSet<Split> second = splits(b);
    if (!first.isEmpty() && !second.isEmpty() && Sets.intersection(first, second).isEmpty()) {
      return new ResultException(
          "A has numbers of the %s split, B of the %s split: numbers of different splits do not compare"
              .formatted(text(first), text(second)));
    }
    return new ResultException(
        "no number is in both; A has %s; B has %s"
            .formatted(list(a.columns().keySet()), list(b.columns().keySet())));
  }

  private static ImmutableSet<Split> splits(Side side) {
    return side.columns().keySet().stream()
        .filter(name -> !OF_NO_SPLIT.contains(name))
        .map(EvaluationSpec::splitOf)
        .collect(toImmutableSet());
  }

  private static String text(Set<Split> splits) {
    return splits.stream().map(Split::label).collect(joining(" and "));
  }

  private static String unit(Side side, String name) {
    return side.columns().get(name).unit();
  }

  private static String units(Side a, Side b, String name) {
    return "%s is in %s in A, but in %s in B"
        .formatted(name, unitText(unit(a, name)), unitText(unit(b, name)));
  }

  private static String unitText(String unit) {
    return unit.isEmpty() ? "no unit" : unit;
  }

  private static String list(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
