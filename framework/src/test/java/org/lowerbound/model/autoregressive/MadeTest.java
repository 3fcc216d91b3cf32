package org.lowerbound.model.autoregressive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.likelihood.MaximumLikelihood;
import org.lowerbound.schedule.Time;
import org.lowerbound.testing.DirectionalDerivative;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class MadeTest {
  /** Of log p of a few bits, sums of order 10 in 32-bit floats. */
  private static final double ROUNDING = 2e-5;

  private static final int DRAWS = 20_000;

  static Stream<Arguments> options() {
    // Bits; hidden layers: none, one, two, wide and narrow; orderings; masks; direct weights.
    return Stream.of(
        Arguments.of(1, List.of(3), 1, 1, true),
        Arguments.of(4, List.of(), 1, 1, false),
        Arguments.of(5, List.of(), 3, 1, true),
        Arguments.of(5, List.of(40), 1, 1, false),
        Arguments.of(5, List.of(2), 2, 3, true),
        Arguments.of(5, List.of(1, 12), 3, 2, false),
        Arguments.of(6, List.of(30, 20), 1, 2, true),
        Arguments.of(10, List.of(25, 20), 4, 2, true));
  }

  @ParameterizedTest
  @MethodSource("options")
  void theProbabilitiesAreTheHostsAndSumToOne(
      int bits, List<Integer> hidden, int orderings, int masks, boolean direct) {
    try (SmallMade made = new SmallMade(bits, hidden, orderings, masks, direct)) {
      float[] logProbs =
          made.harness.run(
              made.model.logProb(made.harness.tf(), made.everything(), Pass.evaluation()));
      double sum = 0;
      for (int n = 0; n < logProbs.length; n++) {
        sum += Math.exp(logProbs[n]);
        assertEquals(
            Math.log(made.hostProb(SmallMade.bits(n, bits))),
            logProbs[n],
            ROUNDING * (1 + Math.abs(logProbs[n])));
      }
      // Relative errors of the summands are some 10⁻⁶.
      assertEquals(1, sum, 1e-5);
    }
  }

  @Test
  void aMeanOfLogitsOverOrderingsIsNoLikelihood() {
    int bits = 6;
    try (SmallMade made = new SmallMade(bits, List.of(20), 3, 1, true)) {
      double ofLogits = 0;
      double ofJoints = 0;
      for (int n = 0; n < 1 << bits; n++) {
        double[] x = SmallMade.bits(n, bits);
        double[] mean = new double[bits];
        for (int member = 0; member < 3; member++) {
          double[] logits = made.host.outputs(member, "logits", x);
          for (int i = 0; i < bits; i++) {
            mean[i] += logits[i] / 3;
          }
        }
        ofLogits += Math.exp(SmallMade.logProb(mean, x));
        ofJoints += made.hostProb(x);
      }
      assertEquals(1, ofJoints, 1e-12);
      assertTrue(Math.abs(ofLogits - 1) > 0.05, "sums to " + ofLogits);
    }
  }

  @Test
  void aStepTrainsOneNetworkInTurn() {
    try (SmallMade made = new SmallMade(4, List.of(6), 2, 2, false)) {
      double[] x = {1, 0, 1, 1};
      Operand<TFloat32> input = made.harness.input(Shape.of(1, 4), 1, 0, 1, 1);
      Operand<TFloat32> logProb =
          made.model.logProb(
              made.harness.tf(), input, Pass.training(made.harness.noise(1, "network")));
      for (int step = 0; step < 9; step++) {
        // Of the step alone, whatever the epochs and the updates so far are.
        assertEquals(step % 4, made.memberAt().at(new Time(step, 3, 0)));
        made.setMember(step % 4);
        assertEquals(made.hostLogProb(step % 4, x), made.harness.run(logProb)[0], ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void drawsHaveTheProbabilities(
      int bits, List<Integer> hidden, int orderings, int masks, boolean direct) {
    try (SmallMade made = new SmallMade(bits, hidden, orderings, masks, direct)) {
      Operand<TFloat32> draws =
          made.model.sample(
              made.harness.tf(), made.harness.noise(1, "sample"), DRAWS, Pass.evaluation());
      assertEquals(Shape.of(DRAWS, bits), draws.shape());
      float[] values = made.harness.run(draws);
      int[] counts = new int[1 << bits];
      double[] surprise = new double[DRAWS];
      double[] logProbs = new double[counts.length];
      double entropy = 0;
      for (int n = 0; n < counts.length; n++) {
        logProbs[n] = Math.log(made.hostProb(SmallMade.bits(n, bits)));
        entropy -= Math.exp(logProbs[n]) * logProbs[n];
      }
      for (int draw = 0; draw < DRAWS; draw++) {
        int n = 0;
        for (int i = 0; i < bits; i++) {
          float value = values[draw * bits + i];
          assertTrue(value == 0 || value == 1, "drew " + value);
          n = 2 * n + (int) value;
        }
        counts[n]++;
        surprise[draw] = -logProbs[n];
      }
      MonteCarlo.of(surprise).assertExpectation(entropy, "-log p of draws");
      double chiSquare = 0;
      double rest = 0;
      double ofRest = 0;
      int cells = 0;
      for (int n = 0; n < counts.length; n++) {
        double expected = DRAWS * Math.exp(logProbs[n]);
        if (expected < 10) { // Where the normal approximation is none.
          rest += expected;
          ofRest += counts[n];
        } else {
          chiSquare += Math.pow(counts[n] - expected, 2) / expected;
          cells++;
        }
      }
      if (rest > 10) {
        chiSquare += Math.pow(ofRest - rest, 2) / rest;
        cells++;
      }
      // The mean is cells − 1 and the variance twice that.
      int freedom = cells - 1;
      assertTrue(
          chiSquare < freedom + MonteCarlo.ALLOWED_STANDARD_ERRORS * Math.sqrt(2.0 * freedom) + 4,
          chiSquare + " with " + freedom + " degrees of freedom");
    }
  }

  @Test
  void drawsAreOfTheSeedAndTheStepAlone() {
    try (SmallMade made = new SmallMade(5, List.of(8), 2, 1, true)) {
      Operand<TFloat32> draws =
          made.model.sample(
              made.harness.tf(), made.harness.noise(1, "sample"), 50, Pass.evaluation());
      float[] first = made.harness.run(draws);
      assertEquals(List.of(boxed(first)), List.of(boxed(made.harness.run(draws))));
      made.harness.setStep(1);
      assertTrue(!List.of(boxed(first)).equals(List.of(boxed(made.harness.run(draws)))));
    }
  }

  private static Float[] boxed(float... values) {
    Float[] boxed = new Float[values.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = values[i];
    }
    return boxed;
  }

  @ParameterizedTest
  @MethodSource("options")
  void theGradientOfMaximumLikelihoodIsThatOfDifferences(
      int bits, List<Integer> hidden, int orderings, int masks, boolean direct) {
    try (SmallMade made = new SmallMade(bits, hidden, orderings, masks, direct)) {
      int batch = 7;
      Operand<TFloat32> x =
          made.harness.input(Shape.of(batch, bits), Draws.bits("x", batch * bits));
      Loss loss =
          new ObjectiveHarness(made.harness, made.model, x, 100).loss(new MaximumLikelihood());
      Operand<TFloat32> surrogate =
          loss.turns().get(0).descents().get(0).surrogates().get(0).value();
      assertEquals(-made.harness.run(surrogate)[0], made.harness.run(loss.bound())[0]);
      double expected = 0;
      float[] values = made.harness.get(x);
      for (int b = 0; b < batch; b++) {
        double[] row = new double[bits];
        for (int i = 0; i < bits; i++) {
          row[i] = values[b * bits + i];
        }
        expected += Math.log(made.hostProb(row)) / batch;
      }
      assertEquals(
          expected, made.harness.run(loss.bound())[0], ROUNDING * (1 + Math.abs(expected)));
      made.parameters()
          .byName()
          .forEach(
              (name, parameter) ->
                  // The loss is of order 10 and rounded to 10⁻⁶; a difference multiplies this by
                  // 100.
                  DirectionalDerivative.assertGradient(
                      made.harness,
                      surrogate,
                      parameter,
                      made.harness.run(made.harness.gradient(surrogate, parameter)),
                      3e-4,
                      name));
    }
  }

  private static String refusal(ValueKind kind) {
    return assertThrows(
            IllegalArgumentException.class,
            () ->
                SmallMade.spec(List.of(3), 1, 1, true)
                    .checkFits(new ObservedData(Shape.of(1), kind, ImmutableDoubleArray.of(0.5))))
        .getMessage();
  }

  @Test
  void itIsAMassOnBits() {
    assertEquals(
        LikelihoodKind.MASS,
        SmallMade.spec(List.of(3), 1, 1, true)
            .checkFits(
                new ObservedData(Shape.of(1), ValueKind.BINARY, ImmutableDoubleArray.of(0.5))));
    assertEquals(
        "the model made is a mass on binary values, but these are grey (256 levels on [0, 1]);"
            + " binarise the data set (dynamic, static or threshold)",
        refusal(ValueKind.GREY));
    assertEquals(
        "the model made is a mass on binary values, but these are real; a vae with a normal"
            + " likelihood fits",
        refusal(ValueKind.REAL));
  }
}
