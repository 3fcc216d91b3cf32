package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;

/** Which rows are the best in a column. */
final class BestRows {
  /** Nothing is observed: each row may be fitted to a density of its own. */
  private static final String NO_DATA = "none";

  private BestRows() {}

  /**
   * Returns the rows with the best mean; several if their means are equal in the digits shown.
   *
   * <p>None if there is nothing to choose from: the column does not judge, the rows are of
   * different data, or of none, or their likelihoods of different measures (a density of grey
   * levels and a mass of them do not compare), fewer than two have a finite mean, or all that have
   * one are equal. A mean that is not finite is never the best: a bound of infinity is a defect.
   * Neither is one that chance explains: where it is large, so is what it would be without anything
   * to find.
   */
  static ImmutableSet<Integer> of(ResultTable table, Column column, CellFormat format) {
    ImmutableMap<Integer, Cell> finite = finite(table, column);
    if (!compares(table) || column.better() == Better.NEITHER || finite.size() < 2) {
      return ImmutableSet.of();
    }
    Optional<Cell> best =
        finite.values().stream()
            .filter(cell -> !isByChance(cell, column))
            .reduce((a, b) -> isBetter(b, a, column) ? b : a);
    if (best.isEmpty()
        || finite.values().stream().allMatch(cell -> format.showsEqual(cell, best.get()))) {
      return ImmutableSet.of();
    }
    return finite.entrySet().stream()
        .filter(row -> format.showsEqual(row.getValue(), best.get()))
        .filter(row -> !isByChance(row.getValue(), column))
        .map(Map.Entry::getKey)
        .collect(toImmutableSet());
  }

  /** Returns whether the rows are of the same data and of likelihoods of one kind. */
  static boolean compares(ResultTable table) {
    ProvenanceSummary provenance = table.provenance();
    return provenance.datasets().size() <= 1
        && provenance.measures().size() <= 1
        && provenance.datasets().stream().noneMatch(data -> data.name().equals(NO_DATA));
  }

  private static boolean isByChance(Cell cell, Column column) {
    return CaveatMark.of(cell, column).contains(CaveatMark.CHANCE);
  }

  private static boolean isBetter(Cell cell, Cell than, Column column) {
    return column.better() == Better.LOWER ? cell.mean() < than.mean() : cell.mean() > than.mean();
  }

  private static ImmutableMap<Integer, Cell> finite(ResultTable table, Column column) {
    ImmutableMap.Builder<Integer, Cell> cells = ImmutableMap.builder();
    for (int i = 0; i < table.rows().size(); i++) {
      Cell cell = table.rows().get(i).metrics().get(column.name());
      if (cell != null && Double.isFinite(cell.mean())) {
        cells.put(i, cell);
      }
    }
    return cells.buildOrThrow();
  }
}
