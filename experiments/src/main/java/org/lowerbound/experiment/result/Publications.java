package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.HashBasedTable;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Table;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * All that publications report for the rows of a table: of each metric one number a row at most,
 * whichever publication it is from.
 *
 * @param all what each reports of one metric
 */
public record Publications(ImmutableList<Published> all) {
  /** No numbers. */
  public static final Publications NONE = new Publications(ImmutableList.of());

  /** Checks that no row has two numbers of one metric. */
  public Publications {
    Table<String, String, Published> seen = HashBasedTable.create();
    for (Published published : all) {
      for (Map.Entry<String, Double> value : published.values().entrySet()) {
        String row = value.getKey();
        Published other = seen.put(row, published.metric(), published);
        checkArgument(
            other == null,
            "published has two numbers of %s for row '%s', %s; a row has one of each metric",
            published.metric(),
            row,
            other == null ? "" : said(other, row) + " and " + said(published, row));
      }
    }
  }

  private static String said(Published published, String row) {
    return "%s (%s)".formatted(published.values().get(row), published.source());
  }

  /** Returns what one publication reports of one metric. */
  public static Publications of(Published published) {
    return new Publications(ImmutableList.of(published));
  }

  /** Returns the metrics that there are numbers of. */
  ImmutableSet<String> metrics() {
    return all.stream().map(Published::metric).collect(toImmutableSet());
  }

  /**
   * Checks that every number has its row.
   *
   * @throws ResultException if one has not, with the labels that rows have
   */
  void checkLabels(Collection<String> labels) {
    all.forEach(published -> published.checkLabels(labels));
  }

  /**
   * Returns the numbers beside a row.
   *
   * @param cells the row's means by metric
   */
  ImmutableList<PublishedNumber> numbers(String label, ImmutableMap<String, Cell> cells) {
    return all.stream()
        .flatMap(
            published ->
                published
                    .number(label, Optional.ofNullable(cells.get(published.metric())))
                    .stream())
        .collect(toImmutableList());
  }
}
