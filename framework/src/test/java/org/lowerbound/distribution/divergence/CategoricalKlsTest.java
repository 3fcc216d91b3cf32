package org.lowerbound.distribution.divergence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.HostSoftmax;
import org.lowerbound.distribution.KlRegistry;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.distribution.discrete.OneHotCategorical;
import org.lowerbound.distribution.relaxed.RelaxedBernoulli;
import org.lowerbound.distribution.relaxed.RelaxedOneHotCategorical;
import org.lowerbound.distribution.relaxed.StraightThroughBernoulli;
import org.lowerbound.distribution.relaxed.StraightThroughCategorical;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class CategoricalKlsTest {
  private static final int CLASSES = 3;
  private static final int D = 6;
  private static final int BATCH = 4;

  private final float[] logitsQ = Draws.normal("logitsQ", BATCH * D, 0, 1.5);
  private final float[] logitsP = Draws.normal("logitsP", BATCH * D, 0, 1.5);

  private static OneHotCategorical oneHot(GraphHarness harness, Shape shape, float... logits) {
    return new OneHotCategorical(harness.input(shape, logits), CLASSES, D);
  }

  private static Operand<TFloat32> kl(GraphHarness harness, Distribution q, Distribution p) {
    return ClosedFormKls.registry().kl(harness.tf(), q, p).orElseThrow();
  }

  /** Returns Σ q log(q / p) over all states of both variables together. */
  private static double enumerated(float[] q, int startQ, float[] p, int startP) {
    double sum = 0;
    for (int one = 0; one < CLASSES; one++) {
      for (int two = 0; two < CLASSES; two++) {
        double logQ = logMass(q, startQ, one, two);
        sum += Math.exp(logQ) * (logQ - logMass(p, startP, one, two));
      }
    }
    return sum;
  }

  private static double logMass(float[] logits, int start, int one, int two) {
    return HostSoftmax.log(logits, start, CLASSES)[one]
        + HostSoftmax.log(logits, start + CLASSES, CLASSES)[two];
  }

  @Test
  void agreesWithTheSumOverAllStates() {
    try (GraphHarness harness = new GraphHarness()) {
      OneHotCategorical q = oneHot(harness, Shape.of(BATCH, D), logitsQ);
      OneHotCategorical p = oneHot(harness, Shape.of(BATCH, D), logitsP);
      OneHotCategorical prior = oneHot(harness, Shape.of(D), Arrays.copyOf(logitsP, D));
      Operand<TFloat32> ofBatch = kl(harness, q, p);
      assertEquals(Shape.of(BATCH), harness.shape(ofBatch));
      List<float[]> actual = harness.run(List.of(ofBatch, kl(harness, q, prior)));
      for (int b = 0; b < BATCH; b++) {
        // Some ten roundings of numbers up to 5.
        assertEquals(enumerated(logitsQ, b * D, logitsP, b * D), actual.get(0)[b], 5e-6);
        assertEquals(enumerated(logitsQ, b * D, logitsP, 0), actual.get(1)[b], 5e-6);
      }
    }
  }

  @Test
  void aDistributionDivergesFromItselfByExactlyNothing() {
    try (GraphHarness harness = new GraphHarness()) {
      OneHotCategorical q = oneHot(harness, Shape.of(BATCH, D), logitsQ);
      OneHotCategorical p = oneHot(harness, Shape.of(BATCH, D), logitsQ);
      assertArrayEquals(new float[BATCH], harness.run(kl(harness, q, p)));
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    try (GraphHarness harness = new GraphHarness()) {
      OneHotCategorical q = oneHot(harness, Shape.of(BATCH, D), logitsQ);
      OneHotCategorical p = oneHot(harness, Shape.of(D), Arrays.copyOf(logitsP, D));
      Operand<TFloat32> kl = kl(harness, q, p);
      for (Operand<TFloat32> input : List.of(q.logits(), p.logits())) {
        float[] actual = harness.run(harness.gradient(kl, input));
        double[] expected = FiniteDifferences.gradient(harness, kl, input);
        for (int i = 0; i < actual.length; i++) {
          assertEquals(expected[i], actual[i], 2e-4); // 10⁻⁶ for values near 2, times 1.5 / h.
        }
      }
    }
  }

  @Test
  void theDrawsOfAStraightThroughDistributionHaveTheDivergenceOfItsLaw() {
    try (GraphHarness harness = new GraphHarness()) {
      OneHotCategorical q = oneHot(harness, Shape.of(BATCH, D), logitsQ);
      OneHotCategorical p = oneHot(harness, Shape.of(BATCH, D), logitsP);
      StraightThroughCategorical st =
          new StraightThroughCategorical(
              q.logits(), harness.input(Shape.scalar(), 0.5f), CLASSES, D);
      assertArrayEquals(harness.run(kl(harness, q, p)), harness.run(kl(harness, st, p)));
      Bernoulli bits = new Bernoulli(q.logits(), D);
      Bernoulli prior = new Bernoulli(p.logits(), D);
      StraightThroughBernoulli stBits = new StraightThroughBernoulli(q.logits(), D);
      assertArrayEquals(
          harness.run(kl(harness, bits, prior)), harness.run(kl(harness, stBits, prior)));
      assertEquals(
          Shape.of(BATCH, D),
          harness.shape(
              ClosedFormKls.registry().klPerComponent(harness.tf(), stBits, prior).orElseThrow()));
    }
  }

  @Test
  void aRelaxedDistributionHasNoneWithADiscreteOne() {
    try (GraphHarness harness = new GraphHarness()) {
      OneHotCategorical p = oneHot(harness, Shape.of(BATCH, D), logitsP);
      Operand<TFloat32> temperature = harness.input(Shape.scalar(), 0.5f);
      KlRegistry registry = ClosedFormKls.registry();
      assertTrue(
          registry
              .kl(
                  harness.tf(),
                  new RelaxedOneHotCategorical(p.logits(), temperature, CLASSES, D),
                  p)
              .isEmpty());
      assertTrue(
          registry
              .kl(
                  harness.tf(),
                  new RelaxedBernoulli(p.logits(), temperature, D),
                  new Bernoulli(p.logits(), D))
              .isEmpty());
    }
  }

  @Test
  void differentClassesAreRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> logits = harness.input(Shape.of(1, D), new float[D]);
      OneHotCategorical threes = new OneHotCategorical(logits, 3, D);
      OneHotCategorical twos = new OneHotCategorical(logits, 2, D);
      assertEquals(
          "q has 2 variables of 3 classes but p has 3 variables of 2 classes; a divergence needs"
              + " the same",
          assertThrows(IllegalArgumentException.class, () -> kl(harness, threes, twos))
              .getMessage());
    }
  }
}
