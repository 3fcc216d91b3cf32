package org.lowerbound.evaluation.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.random.RandomStream;

class LabelCurveTest {
  /** Unequal classes: 40 of 0, 8 of 1, 12 of 2, and some unknown. */
  private static final int[] CLASSES =
      IntStream.range(0, 70)
          .map(i -> i < 10 ? Labels.UNKNOWN : i < 50 ? 0 : i < 58 ? 1 : 2)
          .toArray();

  private static final Labels LABELS = new Labels(3, ImmutableMap.of(Split.TRAIN, CLASSES));

  @Test
  void subsetsAreBalancedKnownAndDistinct() {
    for (int size : new int[] {3, 7, 20, 24}) {
      ImmutableIntArray rows = BalancedSubset.of(CLASSES, 3, size, new RandomStream(1, "subset"));
      assertEquals(size, rows.length());
      assertEquals(size, rows.stream().distinct().count());
      int[] counts = new int[3];
      rows.forEach(row -> counts[CLASSES[row]]++);
      for (int count : counts) {
        assertTrue(count == size / 3 || count == (size + 2) / 3, size + ": " + count);
      }
    }
  }

  /** With 7 labels of 3 classes the class that has one more is any of them. */
  @Test
  void whatIsLeftOverGoesToAnyClass() {
    int[] more = new int[3];
    for (int seed = 0; seed < 300; seed++) {
      int[] counts = new int[3];
      BalancedSubset.of(CLASSES, 3, 7, new RandomStream(seed, "subset"))
          .forEach(row -> counts[CLASSES[row]]++);
      for (int c = 0; c < 3; c++) {
        more[c] += counts[c] - 2;
      }
    }
    for (int count : more) {
      assertEquals(100, count, 4 * Math.sqrt(300 * 2 / 9.0)); // Four standard deviations.
    }
  }

  @Test
  void tooFewOfAClassAreSaidInWords() {
    LabelCurve curve = new LabelCurve(ImmutableList.of(25), 2);
    String message =
        assertThrows(IllegalArgumentException.class, () -> curve.checkFits(LABELS)).getMessage();
    assertEquals(
        "labels is 25, 9 of each of the 3 classes, but the training split knows 8 of class 1",
        message);
    assertThrows(
        IllegalArgumentException.class,
        () -> new LabelCurve(ImmutableList.of(2), 2).checkFits(LABELS));
    assertThrows(IllegalArgumentException.class, () -> new LabelCurve(ImmutableList.of(6, 6), 2));
  }

  /** Accuracies .5, .6, .7 with errors .1 each: mean .6, deviation .1, error sqrt(.01 + .01/3). */
  @Test
  void meanSpreadAndErrorAreThoseOfTheDraws() {
    LabelCurve curve = new LabelCurve(ImmutableList.of(6), 3);
    Chance chance = new Chance(0.3, 0.1);
    ImmutableMap<String, Estimate> numbers =
        curve.measure(
            LABELS,
            chance,
            new RandomStream(1, "draws"),
            (n, draw) ->
                ImmutableMap.of(
                    "a", new Estimate(0.5 + 0.1 * draw.number(), OptionalDouble.of(0.1), 50)));
    assertEquals(0.6, numbers.get("a-6").value(), 1e-12);
    assertEquals(
        Math.sqrt(0.01 + 0.01 / 3), numbers.get("a-6").standardError().orElseThrow(), 1e-12);
    assertEquals(chance, numbers.get("a-6").caveats().chance().orElseThrow());
    assertEquals(0.1, numbers.get("a-6-spread").value(), 1e-12);
    assertEquals(
        List.of("a-6", "a-6-spread"),
        curve.columns("a", "Accuracy").stream().map(Column::name).toList());
    assertEquals(
        List.of("a-6"),
        new LabelCurve(ImmutableList.of(6), 1)
            .columns("a", "Accuracy").stream().map(Column::name).toList());
  }

  /** Another size or another draw leaves the rows of the others as they are. */
  @Test
  void drawsAreOfTheirSizeAndNumberAlone() {
    List<ImmutableIntArray> short1 = rows(new LabelCurve(ImmutableList.of(6), 2));
    List<ImmutableIntArray> long1 = rows(new LabelCurve(ImmutableList.of(9, 6), 3));
    assertEquals(short1.get(0), long1.get(3));
    assertEquals(short1.get(1), long1.get(4));
    assertFalse(short1.get(0).equals(short1.get(1)));
    assertArrayEquals(new int[] {2, 5}, new int[] {short1.size(), long1.size() - 1});
  }

  private static List<ImmutableIntArray> rows(LabelCurve curve) {
    List<ImmutableIntArray> all = new ArrayList<>();
    curve.measure(
        LABELS,
        new Chance(0.3, 0.1),
        new RandomStream(1, "draws"),
        (n, draw) -> {
          all.add(draw.rows());
          return ImmutableMap.of("a", Estimate.exact(1, 1));
        });
    return all;
  }
}
