package org.lowerbound.experiment;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;

/** Shows what is in a data set, in a few short lines. */
final class DatasetSummary {
  private static final int ROWS = 3;
  private static final int VALUES = 8;
  private static final int MOST_CLASSES = 10;
  private static final int LEVELS = 256;

  private DatasetSummary() {}

  /** Returns the lines, the last with its end. */
  static String of(Dataset dataset) {
    StringBuilder text = new StringBuilder();
    text.append(
        "data %s: %s of %s%s%n"
            .formatted(
                dataset.name(),
                dataset.observationShape(),
                dataset.observedKind().description(),
                dataset.standardization().isPresent() ? ", standardised" : ""));
    text.append("  ").append(splits(dataset.splits()));
    dataset.labels().ifPresent(labels -> text.append("; ").append(classes(labels)));
    text.append(System.lineSeparator());
    Observations train = dataset.splits().get(Split.TRAIN);
    if (train.count() > 0 && train.dimension() > 0) {
      text.append("  ").append(range(dataset, train)).append(System.lineSeparator());
    }
    for (int row = 0; row < Math.min(ROWS, train.count()); row++) {
      text.append("    ").append(row(dataset, train, row)).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String splits(Map<Split, Observations> splits) {
    return Arrays.stream(Split.values())
        .filter(splits::containsKey)
        .map(split -> split.label() + " " + splits.get(split).count())
        .collect(Collectors.joining(", "));
  }

  private static String classes(Labels labels) {
    if (labels.classes() > MOST_CLASSES) {
      return labels.classes() + " classes";
    }
    int[] train = labels.numbers().get(Split.TRAIN);
    return "%d classes, in train %s"
        .formatted(
            labels.classes(),
            IntStream.range(0, labels.classes())
                .mapToObj(
                    label ->
                        Long.toString(Arrays.stream(train).filter(known -> known == label).count()))
                .collect(Collectors.joining(", ")));
  }

  /** The values as the user gave them. */
  private static String range(Dataset dataset, Observations train) {
    DoubleSummaryStatistics values = new DoubleSummaryStatistics();
    long[] ofLevel = new long[LEVELS];
    for (Observations.InMemory part : train.parts()) {
      if (part instanceof Observations.Bytes bytes) {
        for (byte level : bytes.values()) { // Counted, as there may be hundreds of millions.
          ofLevel[level & 0xFF]++;
        }
      } else {
        for (int row = 0; row < part.count(); row++) {
          for (int column = 0; column < part.dimension(); column++) {
            values.accept(dataset.rawValue(part, row, column));
          }
        }
      }
    }
    return dataset.kind().keptAsBytes()
        ? range(ofLevel, dataset.kind().scale())
        : range(values.getMin(), values.getMax(), values.getAverage());
  }

  private static String range(long[] ofLevel, double scale) {
    int least = LEVELS;
    int most = 0;
    long count = 0;
    long sum = 0;
    for (int level = 0; level < LEVELS; level++) {
      if (ofLevel[level] > 0) {
        least = Math.min(least, level);
        most = level;
        count += ofLevel[level];
        sum += level * ofLevel[level];
      }
    }
    return range(least * scale, most * scale, scale * sum / count);
  }

  private static String range(double least, double most, double mean) {
    return String.format(
        Locale.ROOT,
        "values in train from %.4g to %.4g, mean %.4g; the first examples begin with",
        least,
        most,
        mean);
  }

  private static String row(Dataset dataset, Observations observations, int row) {
    int shown = Math.min(VALUES, observations.dimension());
    return IntStream.range(0, shown)
            .mapToObj(
                column ->
                    String.format(Locale.ROOT, "%.4g", dataset.rawValue(observations, row, column)))
            .collect(Collectors.joining("  "))
        + (shown < observations.dimension() ? "  …" : "");
  }
}
