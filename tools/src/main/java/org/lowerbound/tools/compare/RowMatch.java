package org.lowerbound.tools.compare;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lowerbound.experiment.result.ResultException;

/**
 * Which rows of two sides belong together: those with the same overrides, and the only rows of
 * both, whatever theirs are.
 *
 * @param matched the rows that do
 * @param onlyA the rows of the first that have no other
 * @param onlyB the rows of the second that have no other
 */
record RowMatch(
    ImmutableList<Pair> matched, ImmutableList<SideRow> onlyA, ImmutableList<SideRow> onlyB) {
  private static final int MOST_LISTED = 8;

  /**
   * Two rows that belong together.
   *
   * @param a that of the first
   * @param b that of the second
   */
  record Pair(SideRow a, SideRow b) {}

  /**
   * Returns what belongs together.
   *
   * @throws ResultException if nothing does, with the rows of both
   */
  static RowMatch of(Side a, Side b) {
    if (a.rows().size() == 1 && b.rows().size() == 1) {
      return new RowMatch(
          ImmutableList.of(new Pair(a.rows().get(0), b.rows().get(0))),
          ImmutableList.of(),
          ImmutableList.of());
    }
    Map<String, SideRow> others = new HashMap<>();
    b.rows().forEach(row -> others.put(SweepConfigs.key(row.overrides()), row));
    ImmutableList.Builder<Pair> matched = ImmutableList.builder();
    ImmutableList.Builder<SideRow> onlyA = ImmutableList.builder();
    for (SideRow row : a.rows()) {
      SideRow other = others.remove(SweepConfigs.key(row.overrides()));
      if (other == null) {
        onlyA.add(row);
      } else {
        matched.add(new Pair(row, other));
      }
    }
    ImmutableList<Pair> pairs = matched.build();
    if (pairs.isEmpty()) {
      throw new ResultException(
          ("no row of A has the settings of one of B, A: %s; B: %s. Where --only chooses one row of"
                  + " each, once for both or once for A and once for B, these two are compared")
              .formatted(list(a.rows()), list(b.rows())));
    }
    return new RowMatch(
        pairs,
        onlyA.build(),
        b.rows().stream()
            .filter(row -> others.containsKey(SweepConfigs.key(row.overrides())))
            .collect(toImmutableList()));
  }

  private static String list(List<SideRow> rows) {
    String list = rows.stream().limit(MOST_LISTED).map(RowMatch::text).collect(joining("; "));
    int more = rows.size() - MOST_LISTED;
    return more > 0 ? "%s and %d more".formatted(list, more) : list;
  }

  private static String text(SideRow row) {
    return row.overrides().isEmpty()
        ? row.label()
        : row.overrides().entrySet().stream()
            .map(
                entry ->
                    entry.getKey() + "=" + entry.getValue().asText(entry.getValue().toString()))
            .collect(joining(", "));
  }
}
