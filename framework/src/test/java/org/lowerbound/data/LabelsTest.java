package org.lowerbound.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tensorflow.ndarray.Shape;

class LabelsTest {
  private static Dataset unlabeled() {
    Observations bits = new Observations.Bytes(new byte[] {0, 1, 1, 1}, 2, 2);
    return Dataset.of(
        "test",
        Shape.of(2),
        ValueKind.BINARY,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, bits, Split.TEST, bits),
        Optional.empty(),
        Optional.empty());
  }

  private static Labels labels(int classes, int[] train, int[] test) {
    return new Labels(classes, ImmutableMap.of(Split.TRAIN, train, Split.TEST, test));
  }

  private static void assertRefused(String message, Executable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
  }

  @Test
  void fingerprintCoversLabelsAndTheNumberOfClasses() {
    assertEquals(
        5,
        Stream.of(
                unlabeled(),
                unlabeled().withLabels(labels(3, new int[] {0, 2}, new int[] {1, 1})),
                unlabeled().withLabels(labels(3, new int[] {2, 0}, new int[] {1, 1})),
                unlabeled().withLabels(labels(3, new int[] {1, 1}, new int[] {0, 2})),
                unlabeled().withLabels(labels(4, new int[] {0, 2}, new int[] {1, 1})))
            .map(Dataset::fingerprint)
            .distinct()
            .count());
    assertEquals(
        unlabeled().withLabels(labels(3, new int[] {0, 2}, new int[] {1, 1})).fingerprint(),
        unlabeled().withLabels(labels(3, new int[] {0, 2}, new int[] {1, 1})).fingerprint());
    Observations bits = new Observations.Bytes(new byte[] {0, 1, 1, 0}, 2, 2);
    Dataset others =
        Dataset.of(
            "test",
            Shape.of(2),
            ValueKind.BINARY,
            FreshDraw.NOTHING,
            ImmutableMap.of(Split.TRAIN, bits, Split.TEST, bits),
            Optional.empty(),
            Optional.empty());
    Labels labels = labels(3, new int[] {0, 2}, new int[] {1, 1});
    assertNotEquals(
        unlabeled().withLabels(labels).fingerprint(), others.withLabels(labels).fingerprint());
  }

  @Test
  void everyObservationHasOneLabel() {
    assertRefused(
        "data set test: the 2 observations of the test split have 1 labels",
        () -> unlabeled().withLabels(labels(3, new int[] {0, 2}, new int[] {1})));
    assertRefused(
        "data set test: the splits are [TRAIN, TEST], but those with labels [TRAIN]",
        () ->
            unlabeled().withLabels(new Labels(3, ImmutableMap.of(Split.TRAIN, new int[] {0, 2}))));
  }

  @Test
  void onlyTrainingLabelsMayBeUnknown() {
    assertNotEquals(
        unlabeled().withLabels(labels(3, new int[] {0, 2}, new int[] {1, 1})).fingerprint(),
        unlabeled()
            .withLabels(labels(3, new int[] {0, Labels.UNKNOWN}, new int[] {1, 1}))
            .fingerprint());
    assertRefused(
        "label 1 of the test split is unknown, but only those of the train split may be",
        () -> labels(3, new int[] {0, 2}, new int[] {1, Labels.UNKNOWN}));
  }

  @Test
  void labelsAreNumbersOfClasses() {
    assertRefused(
        "label 1 of the test split is 3, but labels are 0 … 2",
        () -> labels(3, new int[] {0, 2}, new int[] {1, 3}));
    assertRefused(
        "label 0 of the train split is -2, but labels are 0 … 2",
        () -> labels(3, new int[] {-2, 2}, new int[] {1, 1}));
    assertRefused(
        "the number of classes must be positive but is 0",
        () -> labels(0, new int[] {}, new int[] {}));
  }
}
