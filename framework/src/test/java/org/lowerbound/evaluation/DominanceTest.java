package org.lowerbound.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.random.RandomStream;

/** Which means a few examples decide. */
final class DominanceTest {
  private static Optional<Dominance> of(double... values) {
    return Estimate.meanOf(values).caveats().dominance();
  }

  private static double[] draw(String name, int count, ToDoubleFunction<RandomStream> number) {
    RandomStream stream = new RandomStream(count, name);
    return IntStream.range(0, count).mapToDouble(i -> number.applyAsDouble(stream)).toArray();
  }

  private static double[] with(double[] values, double... others) {
    double[] result = values.clone();
    System.arraycopy(others, 0, result, 0, others.length);
    return result;
  }

  @Test
  void oneExampleFarOutDecidesTheMeanOfTwenty() {
    double[] elbos = with(draw("elbo", 20, s -> -150 + 25 * s.nextGaussian()), -3300);
    Dominance dominance = of(elbos).orElseThrow();
    assertEquals(1, dominance.examples());
    assertTrue(dominance.share() > 0.94, dominance.toString());
    Estimate estimate = Estimate.meanOf(elbos);
    double squares = Math.pow(estimate.standardError().orElseThrow(), 2) * 20 * 19;
    assertEquals(Math.pow(-3300 - estimate.value(), 2) / squares, dominance.share(), 1e-12);
    assertEquals(1, of(-151, -149, -5000, -150, -152).orElseThrow().examples(), "of five, too");
  }

  @Test
  void aFewOfManyDecideItTogether() {
    double[] values = draw("many", 1000, RandomStream::nextGaussian);
    assertEquals(1, of(with(values, 100)).orElseThrow().examples());
    assertEquals(2, of(with(values, 100, 99)).orElseThrow().examples());
    assertEquals(2, of(with(values, 100, 101, 99)).orElseThrow().examples(), "more than half");
    assertEquals(3, of(with(values, 99, 99, 101, 102, 99)).orElseThrow().examples());
    // Seven are no few: a sample without any is rare.
    assertEquals(Optional.empty(), of(with(values, 99, 99, 101, 102, 99, 98, 103)));
  }

  @Test
  void halfOfTheSquaresIsWhereLeavingOutMovesTheMeanByItsError() {
    // Heavy tails, so that the largest has now more than half and now less.
    int dominated = 0;
    for (int repetition = 0; repetition < 200; repetition++) {
      double[] values = draw("tails" + repetition, 40, s -> Math.exp(1.5 * s.nextGaussian()));
      Estimate all = Estimate.meanOf(values);
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      Estimate others = Estimate.meanOf(Arrays.copyOf(sorted, sorted.length - 1));
      boolean moved = Math.abs(all.value() - others.value()) > others.standardError().orElseThrow();
      assertEquals(moved, all.caveats().dominance().isPresent());
      dominated += moved ? 1 : 0;
    }
    assertTrue(dominated > 20 && dominated < 180, dominated + " of 200");
  }

  private static int alarms(String name, int count, ToDoubleFunction<RandomStream> number) {
    int alarms = 0;
    for (int repetition = 0; repetition < 200; repetition++) {
      alarms += of(draw(name + repetition, count, number)).isPresent() ? 1 : 0;
    }
    return alarms;
  }

  @Test
  void ordinaryFiguresRaiseNoAlarm() {
    // One in a hundred is what the rule allows for; more than 6 of 200 would be one in 220 times.
    for (int count : new int[] {3, 4, 5, 10, 20, 25}) {
      int alarms = alarms("normal", count, RandomStream::nextGaussian);
      assertTrue(alarms <= 6, alarms + " of " + count);
    }
    for (int count : new int[] {50, 100, 300, 2000}) {
      assertEquals(0, alarms("normal", count, RandomStream::nextGaussian), count + " normal");
    }
    // Bounds of images are skewed; an exponential is more so than any of those of MNIST.
    for (int count : new int[] {300, 2000}) {
      assertEquals(0, alarms("skewed", count, s -> Math.log(s.nextDouble() + 1e-12)), count + "");
    }
  }

  @Test
  void whatIsConstantButForRoundingIsDecidedByNone() {
    float rate = 41.588_83f;
    double[] rates = new double[100];
    Arrays.fill(rates, rate);
    rates[17] = Math.nextUp(rate);
    assertEquals(Optional.empty(), of(rates));
    assertEquals(Optional.empty(), of(2, 2, 2));
    assertEquals(Optional.empty(), of(1, 7), "each of two has half");
    assertEquals(Optional.empty(), of(1, 2, Double.NaN, 4));
    assertEquals(Optional.empty(), of(1, 2, Double.POSITIVE_INFINITY, 4));
    assertEquals(Optional.empty(), of(1e200, 2e200, -1e200, 0), "squares that overflow");
  }
}
