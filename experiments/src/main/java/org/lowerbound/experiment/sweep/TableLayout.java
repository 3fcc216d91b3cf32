package org.lowerbound.experiment.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import org.lowerbound.spec.Default;

/**
 * What a result table shows.
 *
 * @param rows what tells rows apart: paths that the axes set, or {@code case}; what is not among
 *     them is averaged over. Empty for the default.
 * @param columns names of metrics, in order; empty for all
 */
public record TableLayout(
    @Default("[]") ImmutableList<String> rows, @Default("[]") ImmutableList<String> columns) {
  /** Checks that nothing is listed twice. */
  public TableLayout {
    checkDistinct("rows", rows);
    checkDistinct("columns", columns);
  }

  private static void checkDistinct(String name, ImmutableList<String> values) {
    checkArgument(
        ImmutableSet.copyOf(values).size() == values.size(),
        "%s must not list a name twice but is %s",
        name,
        values);
  }
}
