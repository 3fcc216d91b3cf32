package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import com.google.common.collect.Sets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.Split;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.PlacedException;

/**
 * What is measured at the end of a training.
 *
 * @param metrics the metrics
 * @param splits the splits; numbers of the test split go by their plain name, those of another by,
 *     say, {@code train.nll}
 * @param figures the pictures, of each of the splits, named in the same way
 */
public record EvaluationSpec(
    @Default("[\"elbo\", \"nll\", \"active-units\"]") ImmutableList<Metric> metrics,
    @Default("[\"test\"]") ImmutableList<Split> splits,
    @Default("[]") ImmutableList<Figure> figures) {
  /** Checks the arguments. */
  public EvaluationSpec {
    checkArgument(!splits.isEmpty(), "splits must not be empty");
    checkArgument(
        splits.stream().distinct().count() == splits.size(),
        "splits repeat: %s",
        Lists.transform(splits, Split::label));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < metrics.size(); i++) {
      Metric metric = metrics.get(i);
      checkArgument(
          !metric.columns().isEmpty(),
          "metrics[%s] declares no column; a metric has one at least",
          i);
      for (Column column : MetricColumns.possibleColumns(metric)) {
        checkArgument(seen.add(column.name()), "two metrics fill the column %s", column.name());
      }
    }
    Set<String> names = new HashSet<>();
    for (Figure figure : figures) {
      checkArgument(names.add(figure.name()), "two figures have the name %s", figure.name());
    }
  }

  /** Returns the name of a column or a figure for a split. */
  public static String qualified(Split split, String name) {
    return split == Split.TEST ? name : split.label() + "." + name;
  }

  /** Returns the split that a column or a figure is of, by its name for a split. */
  public static Split splitOf(String qualifiedName) {
    return Arrays.stream(Split.values())
        .filter(split -> split != Split.TEST && qualifiedName.startsWith(qualified(split, "")))
        .findFirst()
        .orElse(Split.TEST);
  }

  /** Returns all columns of the splits that may be filled, whatever the model and the data. */
  public ImmutableList<Column> possibleColumns() {
    return columns(MetricColumns::possibleColumns);
  }

  /** Returns all columns of the splits, in order, as a model's numbers on a data set fill them. */
  public ImmutableList<Column> columns(MetricColumns metricColumns) {
    return columns(metricColumns::columns);
  }

  private ImmutableList<Column> columns(Function<Metric, ImmutableList<Column>> ofMetric) {
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    for (Split split : splits) {
      for (Metric metric : metrics) {
        for (Column c : ofMetric.apply(metric)) {
          columns.add(
              c.renamed(
                  qualified(split, c.name()),
                  c.better(),
                  c.description() + ", " + split.label() + " split"));
        }
      }
    }
    return columns.build();
  }

  /** Returns the name that a metric goes by for a split. */
  public String name(Split split, int metric) {
    return qualified(split, metrics.get(metric).name());
  }

  /** Returns the names of the figures, of each split. */
  public ImmutableList<String> figureNames() {
    return splits.stream()
        .flatMap(split -> figures.stream().map(figure -> qualified(split, figure.name())))
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns the splits that metrics and figures read besides those that they are of. */
  public ImmutableSet<Split> alsoReads() {
    return Stream.concat(metrics.stream(), figures.stream())
        .flatMap(one -> one instanceof ReadsSplits reads ? reads.alsoReads().stream() : Stream.of())
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Returns the data sets that metrics and figures read besides the trial's. */
  public ImmutableSet<DatasetSpec> besides() {
    return Stream.concat(metrics.stream(), figures.stream())
        .flatMap(one -> one instanceof ReadsData reads ? reads.besides().stream() : Stream.of())
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Returns whether a metric or a figure reads the labels of the data. */
  public boolean readsLabels() {
    return Stream.concat(metrics.stream(), figures.stream())
        .anyMatch(one -> one instanceof ReadsLabels reads && reads.readsLabels());
  }

  /**
   * Checks that the metrics, figures and splits mean something for a data set.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  public void checkFits(Dataset dataset) {
    for (Split split : Sets.union(ImmutableSet.copyOf(splits), alsoReads())) {
      checkArgument(
          dataset.splits().containsKey(split),
          "%s has no %s split here; it has %s",
          dataset.name(),
          split.label(),
          dataset.splits().keySet().stream().map(Split::label).toList());
    }
    eachMetric(
        metric -> {
          metric.checkFits(dataset);
          if (metric instanceof ReadsLabels reader && reader.readsLabels()) {
            splits.forEach(split -> Target.checkLabelsKnown(dataset, split));
          }
          if (metric instanceof ChecksSplit ofSplit) {
            splits.forEach(split -> ofSplit.checkFits(dataset, split));
          }
          return metric;
        });
    eachFigure(
        figure -> {
          figure.checkFits(dataset);
          if (figure instanceof ChecksSplit ofSplit) {
            splits.forEach(split -> ofSplit.checkFits(dataset, split));
          }
          return figure;
        });
  }

  /** Returns what a function makes of each metric; what it refuses has the metric's place. */
  public <T> ImmutableList<T> eachMetric(Function<Metric, T> function) {
    return each("evaluation.metrics", metrics, function);
  }

  /** Returns the same of each figure. */
  public <T> ImmutableList<T> eachFigure(Function<Figure, T> function) {
    return each("evaluation.figures", figures, function);
  }

  private static <S, T> ImmutableList<T> each(
      String place, ImmutableList<S> specs, Function<S, T> function) {
    ImmutableList.Builder<T> made = ImmutableList.builder();
    for (int i = 0; i < specs.size(); i++) {
      S spec = specs.get(i);
      made.add(PlacedException.in("%s[%d]".formatted(place, i), () -> function.apply(spec)));
    }
    return made.build();
  }
}
