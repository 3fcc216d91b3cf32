package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.Optional;
import org.lowerbound.spec.Default;

/**
 * The numbers that a publication reports of one metric for rows of a table.
 *
 * @param source the publication
 * @param metric the metric that the numbers are values of
 * @param values the numbers by the label of their row, see {@link RowLabel}
 * @param unverified whether nobody could confirm them, in the publication or its authors' code;
 *     they are shown with a sign
 */
public record Published(
    String source,
    String metric,
    ImmutableMap<String, Double> values,
    @Default("false") boolean unverified) {
  /** Checks that all is given and the numbers are numbers. */
  public Published {
    checkArgument(!source.isBlank(), "source must name the publication but is blank");
    checkArgument(!metric.isBlank(), "metric must name a metric but is blank");
    checkArgument(!values.isEmpty(), "values must give at least one row's label and value");
    values.forEach(
        (label, value) ->
            checkArgument(
                Double.isFinite(value),
                "published value of row \"%s\" must be finite but is %s",
                label,
                value));
  }

  /** Makes numbers that are known to be the publication's. */
  public Published(String source, String metric, ImmutableMap<String, Double> values) {
    this(source, metric, values, false);
  }

  /**
   * Checks that every number has its row.
   *
   * @throws ResultException if one has not, with the labels that rows have
   */
  void checkLabels(Collection<String> labels) {
    for (String label : values.keySet()) {
      if (!labels.contains(label)) {
        throw new ResultException("published.values: " + Names.unknown("row", label, labels));
      }
    }
  }

  /** Returns the number beside a row, if there is one. */
  Optional<PublishedNumber> number(String label, Optional<Cell> cell) {
    return Optional.ofNullable(values.get(label))
        .map(
            value ->
                new PublishedNumber(
                    source,
                    metric,
                    value,
                    unverified,
                    cell.filter(c -> Double.isFinite(c.mean())).stream()
                        .mapToDouble(c -> c.mean() - value)
                        .findFirst()));
  }
}
