package org.lowerbound.evaluation;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.model.Measure;

/**
 * What the figures of one model on one data set mean.
 *
 * <p>Where the likelihood is none (weighted, or taken at values that it is no density for) its
 * figures go by another name, {@code unnormalized-elbo}, and neither of two is the better one: so
 * they share no column with log-likelihoods and are compared with none. Where the data are
 * quantised, {@code elbo} has {@code elbo-bits-per-dim} beside it.
 *
 * @param measure what the exponential of the log-likelihood is
 * @param bits the way from nats to bits per dimension, where there is one
 */
public record Interpretation(Measure measure, Optional<BitsPerDimension> bits) {
  private static final String PREFIX = "unnormalized-";

  /** Returns what a likelihood's figures on a data set mean. */
  public static Interpretation of(Measure measure, Dataset dataset) {
    return new Interpretation(
        measure, BitsPerDimension.of(measure, dataset.observedKind(), dataset.dimension()));
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
                .map(Interpretation::unnormalized))
        .flatMap(columns -> columns)
        .collect(toImmutableList());
  }

  private static Stream<Column> inBits(Metric metric) {
    return metric.columns().stream()
        .filter(column -> column.dependence() == Dependence.EVIDENCE)
        .map(BitsPerDimension::column);
  }

  /** Returns the measurement of a metric with its figures in these columns. */
  public Measurement measurement(Metric metric, Measurement measurement) {
    return runner -> figures(metric, measurement.measure(runner));
  }

  private ImmutableMap<String, Estimate> figures(Metric metric, Map<String, Estimate> measured) {
    ImmutableMap<String, Column> described = Maps.uniqueIndex(metric.columns(), Column::name);
    ImmutableList<Map.Entry<Column, Estimate>> figures =
        measured.entrySet().stream()
            .map(
                figure ->
                    Map.entry(
                        described.getOrDefault(figure.getKey(), undescribed(figure.getKey())),
                        figure.getValue()))
            .collect(toImmutableList());
    ImmutableMap.Builder<String, Estimate> all = ImmutableMap.builder();
    figures.forEach(figure -> all.put(named(figure.getKey()).name(), figure.getValue()));
    bits.ifPresent(
        b ->
            figures.stream()
                .filter(figure -> figure.getKey().dependence() == Dependence.EVIDENCE)
                .forEach(
                    figure ->
                        all.put(
                            BitsPerDimension.column(figure.getKey()).name(),
                            b.convert(figure.getKey(), figure.getValue()))));
    return all.buildOrThrow();
  }

  private static Column undescribed(String name) {
    return new Column(name, "", Better.NEITHER, "");
  }

  private Column named(Column column) {
    return measure == Measure.UNNORMALIZED && column.dependence() != Dependence.NONE
        ? unnormalized(column)
        : column;
  }

  private static Column unnormalized(Column column) {
    return new Column(
        PREFIX + column.name(),
        column.unit(),
        Better.NEITHER,
        "No log-likelihood, as the likelihood is not normalized: " + column.description(),
        column.dependence());
  }
}
