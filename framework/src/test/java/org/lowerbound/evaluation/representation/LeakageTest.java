package org.lowerbound.evaluation.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.random.RandomStream;

/** What codes tell of an attribute, where it is known how much they do. */
final class LeakageTest {
  private static final int N = 3000;
  private static final int LATENTS = 3;
  private static final Leakage METRIC =
      new Leakage(Optional.empty(), Optional.of("task"), 10_000, 40, 300, 99);

  /** Makes a code of s and y. */
  private interface Encoder {
    double[] code(int s, int y, RandomStream noise);
  }

  private static ImmutableMap<String, Estimate> numbers(Encoder encoder, double agreement) {
    double[][][] codes = new double[2][N][];
    int[][] s = new int[2][N];
    int[][] y = new int[2][N];
    for (int split = 0; split < 2; split++) {
      RandomStream stream = new RandomStream(split, "codes");
      for (int i = 0; i < N; i++) {
        s[split][i] = stream.nextInt(2);
        y[split][i] = stream.nextDouble() < agreement ? s[split][i] : 1 - s[split][i];
        codes[split][i] = encoder.code(s[split][i], y[split][i], stream);
      }
    }
    return METRIC.numbers(
        codes[0],
        codes[1],
        new Labels(2, ImmutableMap.of(Split.TRAIN, s[0], Split.TEST, s[1])),
        Optional.of(new Labels(2, ImmutableMap.of(Split.TRAIN, y[0], Split.TEST, y[1]))),
        Split.TEST,
        new RandomStream(5, "probes"));
  }

  private static double[] normals(RandomStream noise) {
    double[] code = new double[LATENTS];
    for (int d = 0; d < LATENTS; d++) {
      code[d] = noise.nextGaussian();
    }
    return code;
  }

  private static double z(Estimate estimate, double expected) {
    return (estimate.value() - expected) / estimate.standardError().orElseThrow();
  }

  /** Returns E f(t) for t standard normal, by trapezoids, whose error is below 1e-10. */
  private static double expectation(ToDoubleFunction<Double> f) {
    double sum = 0;
    double weights = 0;
    for (int i = -800; i <= 800; i++) {
      double t = i / 100.0;
      double weight = Math.exp(-t * t / 2);
      sum += weight * f.applyAsDouble(t);
      weights += weight;
    }
    return sum / weights;
  }

  @Test
  void whatTellsNothingIsAtChance() {
    ImmutableMap<String, Estimate> numbers = numbers((s, y, noise) -> normals(noise), 0.5);
    for (String probe : new String[] {"leakage-linear", "leakage-trees"}) {
      assertEquals(0.5, numbers.get(probe).value(), 4 * 0.5 / Math.sqrt(N), probe);
      // Mann and Whitney 1947: the variance of the area is (n + 1) / (12 · ½ n · ½ n).
      assertEquals(
          0.5,
          numbers.get(probe + "-auroc").value(),
          4 * Math.sqrt((N + 1) / (3.0 * N * N)),
          probe);
      assertEquals(0.5, numbers.get(probe).caveats().ideal().orElseThrow(), 0.05, probe);
      // A probe that has learnt what is not there is below 0, never clearly above.
      assertTrue(z(numbers.get(probe + "-mi"), 0) < 3, probe);
    }
    // The first one knows to be unsure: 3 weights of 3000 examples cost some 0.001 nats.
    assertEquals(0, numbers.get("leakage-linear-mi").value(), 0.01);
    assertTrue(numbers.get("leakage-mmd-p").value() > 0.02);
    assertTrue(numbers.get("leakage-task-discrimination").value() < 4 / Math.sqrt(N));
  }

  @Test
  void theAttributeItselfTellsItsEntropy() {
    ImmutableMap<String, Estimate> numbers =
        numbers(
            (s, y, noise) -> {
              double[] code = normals(noise);
              code[1] = 2 * s - 1;
              return code;
            },
            0.5);
    for (String probe : new String[] {"leakage-linear", "leakage-trees"}) {
      assertEquals(1, numbers.get(probe).value(), probe);
      assertEquals(1, numbers.get(probe + "-auroc").value(), probe);
      // Penalties and learning rates keep probes a little from certainty.
      double information = numbers.get(probe + "-mi").value();
      assertTrue(information > Math.log(2) - 0.03 && information <= Math.log(2), probe);
    }
    assertEquals(0.01, numbers.get("leakage-mmd-p").value(), 1e-12);
    assertTrue(numbers.get("leakage-mmd").value() > 0.05);
  }

  /** Two normals that are 2 apart: the linear probe's logits are of the right family. */
  @Test
  void theLinearProbeFindsTheInformationOfTwoNormals() {
    ImmutableMap<String, Estimate> numbers =
        numbers(
            (s, y, noise) -> {
              double[] code = normals(noise);
              code[0] += 2 * s - 1;
              return code;
            },
            0.9);
    // I = log 2 − E log(1 + exp(−2 (1 + t))) for a draw 1 + t from the normal around 1.
    double information = Math.log(2) - expectation(t -> Math.log1p(Math.exp(-2 * (1 + t))));
    double accuracy = expectation(t -> t > -1 ? 1.0 : 0);
    assertTrue(Math.abs(z(numbers.get("leakage-linear-mi"), information)) < 4);
    assertTrue(Math.abs(z(numbers.get("leakage-linear"), accuracy)) < 4);
    assertTrue(z(numbers.get("leakage-trees-mi"), information) < 3);
    assertTrue(numbers.get("leakage-trees-mi").value() > information - 0.05);
    // y agrees with s in nine of ten: what tells s discriminates.
    assertTrue(numbers.get("leakage-task-discrimination").value() > 0.5);
    assertTrue(numbers.get("leakage-task-linear").value() > 0.7);
  }

  /** The sign of a product: nothing for a linear probe, all of it for trees. */
  @Test
  void aLinearProbeAtChanceProvesNothing() {
    ImmutableMap<String, Estimate> numbers =
        numbers(
            (s, y, noise) -> {
              double[] code = normals(noise);
              if ((code[0] * code[1] > 0) != (s == 1)) {
                code[0] = -code[0];
              }
              return code;
            },
            0.5);
    assertEquals(0.5, numbers.get("leakage-linear").value(), 0.06);
    assertTrue(numbers.get("leakage-trees").value() > 0.9);
    assertTrue(numbers.get("leakage-trees-mi").value() > 0.4);
  }

  @Test
  void theDiscrepancyIsThatOfItsDefinition() {
    double[][] codes = {{0, 1}, {1, 0}, {2, 2}, {-1, 0.5}, {0.3, 0.3}};
    int[] group = {0, 1, 0, 1, 1};
    double[][] scaled = new double[codes.length][];
    Scaling scaling = new Scaling(codes);
    for (int i = 0; i < codes.length; i++) {
      scaled[i] = scaling.of(codes[i]);
    }
    double expected = 0;
    for (int i = 0; i < codes.length; i++) {
      for (int j = 0; j < codes.length; j++) {
        if (i != j) {
          double distance = 0;
          for (int d = 0; d < 2; d++) {
            distance += Math.pow(scaled[i][d] - scaled[j][d], 2);
          }
          double weight = group[i] != group[j] ? -1.0 / 6 : group[i] == 0 ? 1.0 / 2 : 1.0 / 6;
          expected += weight * Math.exp(-distance / 4);
        }
      }
    }
    assertEquals(expected, new GroupDiscrepancy(codes, 2).of(group), 1e-12);
  }

  @Test
  void theSameForBothIsRefused() {
    assertEquals(
        "task and target are both digit: what codes should tell, and what they should not",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Leakage(Optional.of("digit"), Optional.of("digit"), 9, 1, 9, 9))
            .getMessage());
  }
}
