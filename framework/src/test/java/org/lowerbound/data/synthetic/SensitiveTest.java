package org.lowerbound.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.ExactClasses;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.testing.MonteCarlo;

final class SensitiveTest {
  private static final int TRAIN = 20_000;

  private static Sensitive spec(double agreement) {
    return new Sensitive(
        3, 2, 1, 0.5, agreement, new LabelChoice.Whole(true), new DrawCounts(TRAIN, 0, 10, 3));
  }

  private static Dataset load(Sensitive spec) {
    return spec.load(new DataSource(Optional.empty(), Path.of("unused")));
  }

  @Test
  void theAttributeMovesTheFirstValueAndTheTaskTheSecond() {
    Dataset dataset = load(spec(0.8));
    Labels s = dataset.factors().orElseThrow().labels("sensitive");
    Labels y = dataset.factors().orElseThrow().labels("task");
    int[] ofS = s.numbers().get(Split.TRAIN);
    int[] ofY = y.numbers().get(Split.TRAIN);
    assertArrayEquals(ofS, dataset.labels().orElseThrow().numbers().get(Split.TRAIN));
    MonteCarlo.of(IntStream.of(ofS).asDoubleStream().toArray()).assertExpectation(0.5, "s");
    MonteCarlo.of(IntStream.range(0, TRAIN).mapToDouble(i -> ofS[i] == ofY[i] ? 1 : 0).toArray())
        .assertExpectation(0.8, "agreement");
    double[] effects = {2, 1, 0};
    for (int d = 0; d < effects.length; d++) {
      int value = d;
      int[] of = d == 0 ? ofS : ofY;
      double[] rest =
          IntStream.range(0, TRAIN)
              .mapToDouble(
                  i -> dataset.rawValue(Split.TRAIN, i, value) - effects[value] * (of[i] - 0.5))
              .toArray();
      MonteCarlo.of(rest).assertExpectation(0, "value " + d);
      MonteCarlo.of(IntStream.range(0, TRAIN).mapToDouble(i -> rest[i] * rest[i]).toArray())
          .assertExpectation(0.25, "square of value " + d);
    }
  }

  /** On a grid whose trapezoids are exact to 1e-8 for normals of this width. */
  @Test
  void theDensityIntegratesToOneAndIsThatOfTheDraws() {
    Sensitive plane =
        new Sensitive(
            2, 2, 1, 0.5, 0.8, new LabelChoice.Whole(false), new DrawCounts(10, 0, TRAIN, 3));
    Dataset dataset = load(plane);
    double sum = 0;
    double mean = 0;
    double step = 0.1;
    for (int i = -60; i <= 60; i++) {
      for (int j = -60; j <= 60; j++) {
        double logProb =
            dataset.exactDensity().orElseThrow().logProb(new double[] {i * step, j * step});
        sum += Math.exp(logProb) * step * step;
        mean += logProb * Math.exp(logProb) * step * step;
      }
    }
    assertEquals(1, sum, 1e-7);
    double[] logs =
        IntStream.range(0, TRAIN)
            .mapToDouble(
                i ->
                    dataset
                        .exactDensity()
                        .orElseThrow()
                        .logProb(
                            new double[] {
                              dataset.rawValue(Split.TEST, i, 0), dataset.rawValue(Split.TEST, i, 1)
                            }))
            .toArray();
    MonteCarlo.of(logs).assertExpectation(mean, "log p");
  }

  /** Of independent attribute and task the log-odds of the attribute are a x₀ / σ². */
  @Test
  void theAttributeIsToldByTheFirstValueAlone() {
    ExactClasses independent = (ExactClasses) load(spec(0.5)).exactDensity().orElseThrow();
    double[] x = {0.3, -1.2, 2};
    double[] joint = independent.logJoint(x);
    assertEquals(2 * 0.3 / 0.25, joint[1] - joint[0], 1e-12);
    ExactClasses agreeing = (ExactClasses) load(spec(0.8)).exactDensity().orElseThrow();
    double[] both = agreeing.logJoint(x);
    assertEquals(agreeing.logProb(x), Math.log(Math.exp(both[0]) + Math.exp(both[1])), 1e-12);
    // log Σ p(y | s) N(x₁; b (y − ½), σ²) of both s: what the task says, that agrees with it.
    double one = Math.exp(-1.2 * 1 / 0.25); // Odds of y.
    assertEquals(
        2 * 0.3 / 0.25 + Math.log((0.8 * one + 0.2) / (0.2 * one + 0.8)), both[1] - both[0], 1e-12);
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertEquals(
        "agreement must lie in [0, 1] but is 1.5",
        assertThrows(IllegalArgumentException.class, () -> spec(1.5)).getMessage());
  }
}
