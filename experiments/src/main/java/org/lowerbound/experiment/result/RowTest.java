package org.lowerbound.experiment.result;

import java.util.OptionalDouble;
import org.lowerbound.evaluation.Column;

/**
 * The test of one row in one column.
 *
 * @param row the row's place in the table
 * @param baseline the place of the row that it is compared with
 * @param column the column
 * @param pairs how many pairs of trials there are
 * @param difference the mean of the pairs' differences, row minus baseline; none without pairs
 * @param pValue the test's p; none where the pairs give it nothing to go by
 * @param corrected the same after the correction
 */
public record RowTest(
    int row,
    int baseline,
    Column column,
    int pairs,
    OptionalDouble difference,
    OptionalDouble pValue,
    OptionalDouble corrected) {
  RowTest corrected(double value) {
    return new RowTest(row, baseline, column, pairs, difference, pValue, OptionalDouble.of(value));
  }
}
