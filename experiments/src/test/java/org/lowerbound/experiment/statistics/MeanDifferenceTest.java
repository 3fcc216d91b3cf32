package org.lowerbound.experiment.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lowerbound.experiment.statistics.Interval.Method;
import org.lowerbound.experiment.statistics.MeanDifference.Mean;

class MeanDifferenceTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(Method.BCA, 0.95, 1000, 1);

  @Test
  void fewPairsHaveStudentsInterval() throws IOException {
    var golden = Golden.of("student-t");
    assertEquals(4, golden.size());
    for (Golden row : golden) {
      Interval interval = MeanDifference.ofPairs(row.data(), BOOTSTRAP).interval().orElseThrow();
      assertEquals(Method.STUDENT, interval.method());
      assertArrayEquals(row.value(), new double[] {interval.low(), interval.high()}, 1e-9);
    }
  }

  @Test
  void unpairedMeansHaveWelchsInterval() throws IOException {
    var golden = Golden.of("welch");
    assertEquals(2, golden.size());
    for (Golden row : golden) {
      int first = Integer.parseInt(row.option());
      double[] a = Arrays.copyOf(row.data(), first);
      double[] b = Arrays.copyOfRange(row.data(), first, row.data().length);
      Interval interval =
          MeanDifference.ofMeans(Mean.of(a), Mean.of(b), 0.9).interval().orElseThrow();
      assertEquals(Method.WELCH, interval.method());
      assertArrayEquals(row.value(), new double[] {interval.low(), interval.high()}, 1e-9);
    }
  }

  @Test
  void enoughPairsHaveTheBootstraps() {
    double[] differences = new double[Bootstrap.FEWEST_VALUES];
    Arrays.setAll(differences, i -> Math.sin(i));
    assertEquals(
        Optional.of(BOOTSTRAP.interval(differences)),
        MeanDifference.ofPairs(differences, BOOTSTRAP).interval());
  }

  @Test
  void withoutAnErrorThereIsNoInterval() {
    assertEquals(
        new MeanDifference(2, OptionalDouble.empty(), Optional.empty()),
        MeanDifference.ofPairs(new double[] {2}, BOOTSTRAP));
    assertEquals(
        new MeanDifference(-1, OptionalDouble.empty(), Optional.empty()),
        MeanDifference.ofMeans(Mean.of(new double[] {3}), Mean.of(new double[] {2, 2}), 0.95));
  }

  @Test
  void anErrorOfUnknownNumberIsTakenForNormal() {
    Mean a = new Mean(1, OptionalDouble.of(3), OptionalLong.empty());
    Mean b = new Mean(2, OptionalDouble.of(4), OptionalLong.of(10));
    MeanDifference difference = MeanDifference.ofMeans(a, b, 0.95);
    assertEquals(5, difference.standardError().orElseThrow());
    Interval interval = difference.interval().orElseThrow();
    assertEquals(Method.NORMAL, interval.method());
    assertEquals(1 + 5 * 1.959963984540054, interval.high(), 1e-9); // Tables of the normal quantile
  }

  @Test
  void equalDifferencesHaveNoError() {
    MeanDifference difference = MeanDifference.ofPairs(new double[] {0.1, 0.1, 0.1}, BOOTSTRAP);
    assertEquals(OptionalDouble.of(0), difference.standardError());
    assertEquals(Optional.of(new Interval(0.1, 0.1, Method.STUDENT)), difference.interval());
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Interval(1, 0, Method.BCA));
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(Method.WELCH, 0.95, 1000, 1));
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(Method.BCA, 1, 1000, 1));
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(Method.BCA, 0.95, 99, 1));
    assertThrows(
        IllegalArgumentException.class, () -> MeanDifference.ofPairs(new double[0], BOOTSTRAP));
  }
}
