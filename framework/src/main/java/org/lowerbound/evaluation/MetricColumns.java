package org.lowerbound.evaluation;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.model.LikelihoodKind;

/**
 * What the numbers of one model on one data set mean.
 *
 * <p>Where the likelihood is none (weighted, or taken at values that it is no density for) its
 * numbers go by another name, {@code unnormalized-elbo}, and neither of two is the better one: so
 * they share no column with log-likelihoods and are compared with none. Where the data are
 * quantised, {@code elbo} has {@code elbo-bits-per-dim} beside it.
 *
 * @param measure what the exponential of the log-likelihood is
 * @param bits the way from nats to bits per dimension, where there is one
 */
public record MetricColumns(LikelihoodKind measure, Optional<BitsPerDimension> bits) {
  private static final String PREFIX = "unnormalized-";

  /** Returns what a likelihood's numbers on a data set mean. */
  public static MetricColumns of(LikelihoodKind measure, Dataset dataset) {
    return of(measure, dataset.observedKind(), dataset.dimension());
  }

  /**
   * Returns what a likelihood's numbers mean.
   *
   * @param kind what the model sees
   * @param dimension of how many values the likelihood is
   */
  public static MetricColumns of(LikelihoodKind measure, ValueKind kind, int dimension) {
    return new MetricColumns(measure, BitsPerDimension.of(measure, kind, dimension));
  }

  /** Returns the columns that a metric fills: its own, then those in bits per dimension. */
  public ImmutableList<Column> columns(Metric metric) {
    return Stream.concat(
            metric.columns().stream().map(this::named),
            bits.isPresent() ? inBits(metric) : Stream.of())
        .collect(toImmutableList());
  }

  /** Returns all columns that a metric may fill, whatever the model and the data. */
  static ImmutableList<Column> possibleColumns(Metric metric) {
    return Stream.of(
            metric.columns().stream(),
            inBits(metric),
            metric.columns().stream()
                .filter(column -> column.dependence() != Dependence.NONE)
                .map(MetricColumns::unnormalized))
        .flatMap(columns -> columns)
        .collect(toImmutableList());
  }

  /** Returns the name that a metric gave a number, whatever the likelihood had it called. */
  public static String asDeclared(String column) {
    return column.startsWith(PREFIX) ? column.substring(PREFIX.length()) : column;
  }

  private static Stream<Column> inBits(Metric metric) {
    return metric.columns().stream()
        .filter(column -> column.dependence() == Dependence.EVIDENCE)
        .map(BitsPerDimension::column);
  }

  /**
   * Returns the measurement of a metric with its numbers in these columns.
   *
   * <p>It fails with a {@link MetricException} if the numbers are not those of the columns that the
   * metric declares.
   */
  public Measurement measurement(Metric metric, Measurement measurement) {
    return runner -> numbers(declared(metric, measurement.measure(runner)));
  }

  /** Returns the numbers by their columns, once they are those that the metric declares. */
  private static ImmutableMap<Column, Estimate> declared(
      Metric metric, Map<String, Estimate> measured) {
    if (measured == null) {
      throw new MetricException(metric, "gives null for its numbers");
    }
    ImmutableMap<String, Column> columns = Maps.uniqueIndex(metric.columns(), Column::name);
    for (String name : measured.keySet()) {
      if (!columns.containsKey(name)) {
        throw new MetricException(
            metric,
            "fills the column %s, which it does not declare; it declares %s"
                .formatted(name, String.join(", ", columns.keySet())));
      }
    }
    for (Column column : columns.values()) {
      if (!column.optional() && !measured.containsKey(column.name())) {
        throw new MetricException(
            metric,
            "declares the column %s but leaves it out; a column that may be empty must be declared"
                    .formatted(column.name())
                + " optional");
      }
    }
    return measured.entrySet().stream()
        .collect(toImmutableMap(number -> columns.get(number.getKey()), Map.Entry::getValue));
  }

  private ImmutableMap<String, Estimate> numbers(ImmutableMap<Column, Estimate> numbers) {
    ImmutableMap.Builder<String, Estimate> all = ImmutableMap.builder();
    numbers.forEach((column, number) -> all.put(named(column).name(), number));
    bits.ifPresent(
        b ->
            numbers.forEach(
                (column, number) -> {
                  if (column.dependence() == Dependence.EVIDENCE) {
                    all.put(BitsPerDimension.column(column).name(), b.convert(column, number));
                  }
                }));
    return all.buildOrThrow();
  }

  private Column named(Column column) {
    return measure == LikelihoodKind.UNNORMALIZED && column.dependence() != Dependence.NONE
        ? unnormalized(column)
        : column;
  }

  private static Column unnormalized(Column column) {
    return column.renamed(
        PREFIX + column.name(),
        Better.NEITHER,
        "No log-likelihood, as the likelihood is not normalized: " + column.description());
  }
}
