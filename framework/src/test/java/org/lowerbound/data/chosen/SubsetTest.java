package org.lowerbound.data.chosen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.tensorflow.ndarray.Shape;

final class SubsetTest {
  private static final DataSource SOURCE = new DataSource(Optional.empty(), Path.of("unused"));
  private static final int TRAIN = 12;

  /** Observation i is i, and its class i modulo 3. */
  private static Observations.Floats numbers(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return new Observations.Floats(values, count, 1);
  }

  private static int[] labels(int count) {
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> i % 3);
    return labels;
  }

  private static final Dataset WHOLE =
      Dataset.of(
          "numbers",
          Shape.of(1),
          ValueKind.REAL,
          FreshDraw.NOTHING,
          ImmutableMap.of(Split.TRAIN, numbers(TRAIN), Split.TEST, numbers(6)),
          Optional.empty(),
          Optional.empty());

  private static final DatasetSpec LABELED =
      source ->
          WHOLE.withLabels(
              new Labels(3, ImmutableMap.of(Split.TRAIN, labels(TRAIN), Split.TEST, labels(6))));

  private static Dataset load(Optional<Integer> train, Integer... classes) {
    return new Subset(LABELED, ImmutableList.copyOf(classes), train, 0).load(SOURCE);
  }

  private static double[] values(Dataset dataset, Split split) {
    Observations observations = dataset.splits().get(split);
    double[] values = new double[observations.count()];
    Arrays.setAll(values, row -> observations.value(ValueKind.REAL, row, 0));
    return values;
  }

  @Test
  void itHasTheExamplesOfItsClassesNumberedAnew() {
    Dataset part = load(Optional.empty(), 2, 0);
    assertArrayEquals(new double[] {0, 2, 3, 5, 6, 8, 9, 11}, values(part, Split.TRAIN));
    assertArrayEquals(new double[] {0, 2, 3, 5}, values(part, Split.TEST));
    Labels labels = part.labels().orElseThrow();
    assertEquals(2, labels.classes());
    assertArrayEquals(new int[] {1, 0, 1, 0}, labels.numbers().get(Split.TEST));
    assertEquals(5.5, part.trainMean().get(0), 1e-6);
    assertNotEquals(load(Optional.empty(), 0, 2).fingerprint(), part.fingerprint());
  }

  @Test
  void itHasAsManyTrainingExamplesOfEachClass() {
    Dataset part = load(Optional.of(6));
    int[] train = part.labels().orElseThrow().numbers().get(Split.TRAIN);
    assertEquals(6, train.length);
    for (int label = 0; label < 3; label++) {
      int wanted = label;
      assertEquals(2, Arrays.stream(train).filter(one -> one == wanted).count());
    }
    double[] values = values(part, Split.TRAIN);
    for (int i = 0; i < values.length; i++) {
      assertEquals(train[i], (int) values[i] % 3);
    }
    assertEquals(6, values(part, Split.TEST).length);
    assertEquals(4, load(Optional.of(4), 0, 2).splits().get(Split.TRAIN).count());
  }

  /** Of a set with the labels of some examples it has those, and can have fewer of them. */
  @Test
  void unknownLabelsAreNoPartOfIt() {
    DatasetSpec some =
        source ->
            WHOLE.withLabels(
                new Labels(
                    3,
                    ImmutableMap.of(
                        Split.TRAIN,
                        new LabelChoice.Part(6, 0)
                            .known(LABELED.load(SOURCE).labels().orElseThrow())
                            .numbers()
                            .get(Split.TRAIN),
                        Split.TEST,
                        labels(6))));
    Dataset known = new Subset(some, ImmutableList.of(), Optional.empty(), 0).load(SOURCE);
    assertEquals(6, known.splits().get(Split.TRAIN).count());
    assertEquals(load(Optional.of(6)).fingerprint(), known.fingerprint());
    Dataset fewer = new Subset(some, ImmutableList.of(), Optional.of(3), 0).load(SOURCE);
    assertEquals(load(Optional.of(3)).fingerprint(), fewer.fingerprint());
    assertRefused(
        "train asks for 3 of each of the 3 classes, but the training split has 2 of class 0",
        () -> new Subset(some, ImmutableList.of(), Optional.of(9), 0).load(SOURCE));
  }

  @Test
  void withoutKeysItIsTheWhole() {
    assertEquals(LABELED.load(SOURCE).fingerprint(), load(Optional.empty()).fingerprint());
  }

  @Test
  void whatIsNoPartIsRefused() {
    assertRefused("there is no class 3: they are 0 … 2", () -> load(Optional.empty(), 3));
    assertRefused(
        "train must be the same number for each of the 3 classes but is 7; 6 works",
        () -> load(Optional.of(7)));
    assertRefused("classes repeat: [1, 1]", () -> load(Optional.empty(), 1, 1));
    assertRefused(
        "a subset is one by labels, but numbers gives none; \"labels\": true in \"of\" gives them,"
            + " where the data set has that key",
        () -> new Subset(source -> WHOLE, ImmutableList.of(1), Optional.empty(), 0).load(SOURCE));
  }

  private static void assertRefused(String message, Runnable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }
}
