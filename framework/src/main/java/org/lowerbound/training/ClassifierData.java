package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;

/** The examples that a classifier is shown, as a data set of their own. */
final class ClassifierData {
  private ClassifierData() {}

  /**
   * Copies some examples of the training split. Every data set has a test split: it is the first of
   * them, and nobody looks at it.
   *
   * @param labels their classes, all known
   */
  static Dataset of(Dataset all, Labels labels, ImmutableIntArray rows) {
    Observations train = all.splits().get(Split.TRAIN);
    int[] classes = rows.stream().map(row -> labels.numbers().get(Split.TRAIN)[row]).toArray();
    boolean whole = rows.equals(ImmutableIntArray.copyOf(IntStream.range(0, train.count())));
    Observations shown = whole ? train : train.select(rows.toArray());
    return new Dataset(
        all.name(),
        all.observationShape(),
        all.kind(),
        all.freshDraw(),
        ImmutableMap.of(Split.TRAIN, shown, Split.TEST, shown.select(new int[] {0})),
        all.fingerprint(),
        all.trainMean(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new Labels(
                labels.classes(),
                ImmutableMap.of(Split.TRAIN, classes, Split.TEST, new int[] {classes[0]}))),
        all.standardization());
  }
}
