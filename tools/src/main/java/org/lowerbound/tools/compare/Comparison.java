package org.lowerbound.tools.compare;

import com.google.common.collect.ImmutableList;
import org.lowerbound.experiment.statistics.Bootstrap;

/**
 * Two results beside each other.
 *
 * @param a the first
 * @param b the second
 * @param bootstrap how intervals are made
 * @param rows the rows that belong together, with what both have
 * @param rowsOfA the labels of rows that the first alone has
 * @param rowsOfB the labels of rows that the second alone has
 * @param columnsOfA the columns that the first alone has
 * @param columnsOfB the columns that the second alone has
 * @param config the keys in which trials that are compared differ
 * @param configs what configs were compared: none, with all defaults, or as sweeps have them
 * @param facts where the numbers come from, if it is not the same
 * @param remarks what is to be known of them besides, in sentences
 */
record Comparison(
    Side a,
    Side b,
    Bootstrap bootstrap,
    ImmutableList<ComparedRow> rows,
    ImmutableList<String> rowsOfA,
    ImmutableList<String> rowsOfB,
    ImmutableList<String> columnsOfA,
    ImmutableList<String> columnsOfB,
    ImmutableList<ConfigDifference> config,
    Configs configs,
    ImmutableList<Facts.Difference> facts,
    ImmutableList<String> remarks) {
  /** Which configs there were to compare. */
  enum Configs {
    /** Those of trials' folders, with all defaults. */
    RESOLVED,
    /** Those of the sweeps, without defaults. */
    WRITTEN,
    /** None. */
    NONE
  }

  /** Returns how many numbers are compared. */
  int count() {
    return rows.stream().mapToInt(row -> row.numbers().size()).sum();
  }
}
