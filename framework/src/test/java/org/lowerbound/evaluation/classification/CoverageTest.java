package org.lowerbound.evaluation.classification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.random.RandomStream;

final class CoverageTest {
  private static final double ROUNDING = 1e-12;

  @Test
  void risksAreThePartsOfErrorsAmongTheFirst() {
    Coverage coverage = new Coverage(new double[] {0.1, 0.9, 0.5, 0.7}, new double[] {0, 1, 1, 0});
    assertArrayEquals(new double[] {0, 1 / 2.0, 1 / 3.0, 2 / 4.0}, coverage.risks(), ROUNDING);
  }

  /** Of three examples at one place, one of them wrong, the next is wrong with probability 1/3. */
  @Test
  void equalScoresAreInAnyOrder() {
    Coverage coverage = new Coverage(new double[] {5, 5, 9, 5}, new double[] {1, 0, 1, 1});
    assertArrayEquals(new double[] {0, 1 / 6.0, 2 / 9.0, 1 / 4.0}, coverage.risks(), ROUNDING);
  }

  @Test
  void theAreaIsTheMeanRiskBetweenThatOfChanceAndTheBest() {
    RandomStream stream = new RandomStream(1, "scores");
    int count = 2000;
    double[] correct = IntStream.range(0, count).mapToDouble(i -> i % 5 == 0 ? 0 : 1).toArray();
    double[] blind = DoubleStream.generate(stream::nextGaussian).limit(count).toArray();
    double[] telling =
        IntStream.range(0, count).mapToDouble(i -> blind[i] + 2 * correct[i]).toArray();
    Estimate byChance = new Coverage(blind, correct).area(new RandomStream(1, "area"));
    Estimate area = new Coverage(telling, correct).area(new RandomStream(1, "area"));
    // At random the risk is 0.2 whatever the coverage.
    assertEquals(0.2, byChance.caveats().chance().orElseThrow().mean(), 0.01);
    assertTrue(byChance.caveats().chance().orElseThrow().explains(byChance.value(), Better.LOWER));
    assertTrue(area.value() < 0.1, () -> "area " + area.value());
    assertTrue(area.standardError().orElseThrow() > 0.001);
    // With all errors last: the sum of (n − 1600) / n over the last 400 of 2000.
    double best =
        IntStream.rangeClosed(1600, count).mapToDouble(n -> (n - 1600.0) / n).sum() / count;
    assertEquals(best, area.caveats().ideal().orElseThrow(), ROUNDING);
    double byHand = DoubleStream.of(new Coverage(telling, correct).risks()).average().orElseThrow();
    assertEquals(byHand, area.value(), ROUNDING);
  }

  /** What has no score is rejected first, whichever of it. */
  @Test
  void whatIsNoNumberComesLast() {
    double nan = Double.NaN;
    Coverage coverage = new Coverage(new double[] {nan, 1, nan, 2}, new double[] {1, 1, 0, 0});
    assertArrayEquals(new double[] {1, 1 / 2.0, 1 / 2.0, 2 / 4.0}, coverage.risks(), ROUNDING);
    assertEquals(0.625, coverage.area(new RandomStream(1, "area")).value(), ROUNDING);
  }

  /** Where no class is possible nothing is known: the entropy is none, and no class is told. */
  @Test
  void whatIsImpossibleIsToldWrongAndNotSure() {
    double impossible = Double.NEGATIVE_INFINITY;
    ClassBeliefs beliefs =
        ClassBeliefs.ofJoint(
            ImmutableList.of(
                new double[] {impossible, impossible, -1}, new double[] {impossible, -2, -1}),
            new double[] {Math.log(0.5), Math.log(0.5)});
    double[] entropies = beliefs.entropies();
    assertTrue(Double.isNaN(entropies[0]));
    assertEquals(0, entropies[1]);
    assertEquals(Math.log(2), entropies[2], ROUNDING);
    assertArrayEquals(new double[] {0, 1, 1}, beliefs.correct(new int[] {0, 1, 0}));
    // The sure one first, then the doubtful one.
    assertArrayEquals(
        new double[] {0, 0, 1 / 3.0},
        new Coverage(RejectBy.ENTROPY.scores(beliefs), beliefs.correct(new int[] {0, 1, 0}))
            .risks(),
        ROUNDING);
  }

  @Test
  void aThresholdIsReachedByThePartThatIsWanted() {
    double[] scores = {4, 8, 1, 10, 2, 9, 3, 7, 6, 5};
    assertEquals(2, BayesRule.threshold(scores, 0.9));
    assertEquals(6, BayesRule.threshold(scores, 0.5));
    assertEquals(10, BayesRule.threshold(scores, 0.01));
    double[] accepted = Coverage.accepted(scores, scores, BayesRule.threshold(scores, 0.9));
    assertEquals(9, accepted.length);
    assertEquals(
        9, DoubleStream.of(Coverage.acceptance(scores, BayesRule.threshold(scores, 0.9))).sum());
  }
}
