package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import org.lowerbound.experiment.result.ResultException;

/**
 * The curves of a row's completed trials.
 *
 * @param row the row
 * @param curves those of its trials that have one
 */
record RowCurves(PlotRow row, ImmutableList<Curve> curves) {
  /**
   * Reads the curves of rows.
   *
   * @throws ResultException if there are none at all
   */
  static ImmutableList<RowCurves> read(PlotRows rows) {
    ImmutableList<RowCurves> all =
        rows.rows().stream()
            .map(
                row ->
                    new RowCurves(
                        row,
                        row.row().trials().stream()
                            .flatMap(trial -> trial.folder().stream())
                            .flatMap(folder -> Curve.of(folder).stream())
                            .collect(toImmutableList())))
            .collect(toImmutableList());
    if (all.stream().allMatch(row -> row.curves().isEmpty())) {
      throw new ResultException(
          "no completed trial has a curve, trials/…/metrics.jsonl, here: curves are where the sweep"
              + " was run, and are not kept with its table");
    }
    return all;
  }

  /** Returns the rows that have no curve, as a remark. */
  static ImmutableList<String> missing(List<RowCurves> all) {
    ImmutableList<String> without =
        all.stream()
            .filter(row -> row.curves().isEmpty())
            .map(row -> row.row().label())
            .collect(toImmutableList());
    return without.isEmpty()
        ? ImmutableList.of()
        : ImmutableList.of("rows without a curve are left out: " + String.join("; ", without));
  }

  /** Returns the values of a field, a trial each, those that have any. */
  ImmutableList<ImmutableMap<Long, Double>> values(String field, String over) {
    return curves.stream()
        .map(curve -> curve.values(field, over))
        .filter(values -> !values.isEmpty())
        .collect(toImmutableList());
  }
}
