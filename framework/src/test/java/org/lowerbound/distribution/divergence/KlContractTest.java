package org.lowerbound.distribution.divergence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Iterables;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What holds for every closed-form divergence. */
final class KlContractTest {
  private static final int BATCH = 4;

  static List<Arguments> pairs() {
    return List.of(
        Arguments.of(KlFamily.DIAGONAL_NORMAL, KlFamily.DIAGONAL_NORMAL),
        Arguments.of(KlFamily.DIAGONAL_NORMAL, KlFamily.FULL_NORMAL),
        Arguments.of(KlFamily.FULL_NORMAL, KlFamily.DIAGONAL_NORMAL),
        Arguments.of(KlFamily.FULL_NORMAL, KlFamily.FULL_NORMAL),
        Arguments.of(KlFamily.LOW_RANK_NORMAL, KlFamily.DIAGONAL_NORMAL),
        Arguments.of(KlFamily.LAPLACE, KlFamily.LAPLACE),
        Arguments.of(KlFamily.BERNOULLI, KlFamily.BERNOULLI));
  }

  /** Two batches of distributions and their divergences. */
  private static final class Pair {
    private final KlFamily.Inputs inputsOfQ;
    private final KlFamily.Inputs inputsOfP;
    private final Sampleable q;
    private final Sampleable p;
    private final Operand<TFloat32> kl;

    private Pair(
        GraphHarness harness,
        KlFamily q,
        KlFamily p,
        KlFamily.Inputs inputsOfQ,
        KlFamily.Inputs inputsOfP,
        boolean correlated) {
      this.inputsOfQ = inputsOfQ;
      this.inputsOfP = inputsOfP;
      this.q = q.build(harness.tf(), inputsOfQ, correlated);
      this.p = p.build(harness.tf(), inputsOfP, correlated);
      this.kl = ClosedFormKls.registry().kl(harness.tf(), this.q, this.p).orElseThrow();
    }
  }

  private static Pair different(GraphHarness harness, KlFamily q, KlFamily p, Shape leading) {
    return new Pair(
        harness,
        q,
        p,
        new KlFamily.Inputs(harness, "q", leading, 1),
        new KlFamily.Inputs(harness, "p", leading, 1),
        true);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void agreesWithMonteCarlo(KlFamily q, KlFamily p) {
    int draws = 20_000;
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Pair pair = different(harness, q, p, Shape.of(BATCH));
      assertEquals(Shape.of(BATCH), harness.shape(pair.kl));
      Sampleable.Draw draw = pair.q.sampleWithLogProb(tf, harness.noise(1, "kl"), draws);
      Operand<TFloat32> ratio = tf.math.sub(draw.logProb(), pair.p.logProb(tf, draw.value()));
      List<float[]> run = harness.run(List.of(pair.kl, ratio));
      for (int b = 0; b < BATCH; b++) {
        double[] ratios = new double[draws];
        for (int k = 0; k < draws; k++) {
          ratios[k] = run.get(1)[k * BATCH + b];
        }
        MonteCarlo.of(ratios).assertExpectation(run.get(0)[b], q + " from " + p);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void isZeroForEqualDistributions(KlFamily q, KlFamily p) {
    Shape leading = Shape.of(50);
    try (GraphHarness harness = new GraphHarness()) {
      Pair pair =
          new Pair(
              harness,
              q,
              p,
              new KlFamily.Inputs(harness, "same", leading, 1),
              new KlFamily.Inputs(harness, "same", leading, 1),
              q == p); // Only uncorrelated components are the same in two families.
      // A few roundings of sums of three terms of order 1.
      assertArrayEquals(new float[50], harness.run(pair.kl), 2e-6f);
      // Here the divergence has its minimum.
      for (Operand<TFloat32> input : pair.inputsOfP.all()) {
        float[] gradient = harness.run(harness.gradient(pair.kl, input));
        assertArrayEquals(new float[gradient.length], gradient, 1e-5f);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void isPositiveForDifferentDistributions(KlFamily q, KlFamily p) {
    try (GraphHarness harness = new GraphHarness()) {
      for (float kl : harness.run(different(harness, q, p, Shape.of(500)).kl)) {
        assertTrue(kl > 0, q + " from " + p + ": " + kl);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void gradientsAgreeWithFiniteDifferences(KlFamily q, KlFamily p) {
    try (GraphHarness harness = new GraphHarness()) {
      Pair pair = different(harness, q, p, Shape.of(BATCH));
      for (Operand<TFloat32> input : Iterables.concat(pair.inputsOfQ.all(), pair.inputsOfP.all())) {
        float[] actual = harness.run(harness.gradient(pair.kl, input));
        double[] expected = FiniteDifferences.gradient(harness, pair.kl, input);
        for (int i = 0; i < actual.length; i++) {
          // Rounding of values of 10 or more, times 1.5 / h ≈ 100; and h⁴/30 ≈ 2·10⁻⁹ fifth
          // derivatives, which are 32 times the value by a logarithm.
          assertEquals(
              expected[i], actual[i], 5e-4 * (1 + Math.abs(expected[i])), q + " from " + p);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void oneOfThemMayServeABatch(KlFamily q, KlFamily p) {
    try (GraphHarness harness = new GraphHarness()) {
      Shape batch = Shape.of(BATCH);
      for (boolean ofQ : List.of(true, false)) {
        Pair shared =
            new Pair(
                harness,
                q,
                p,
                new KlFamily.Inputs(harness, "q", ofQ ? Shape.scalar() : batch, 1),
                new KlFamily.Inputs(harness, "p", ofQ ? batch : Shape.scalar(), 1),
                true);
        Pair repeated =
            new Pair(
                harness,
                q,
                p,
                new KlFamily.Inputs(harness, "q", batch, ofQ ? BATCH : 1),
                new KlFamily.Inputs(harness, "p", batch, ofQ ? 1 : BATCH),
                true);
        assertEquals(batch, harness.shape(shared.kl));
        float[] expected = harness.run(repeated.kl);
        float[] actual = harness.run(shared.kl);
        for (int b = 0; b < BATCH; b++) {
          assertEquals(expected[b], actual[b], 1e-5 * (1 + expected[b])); // summed in another order
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void scalesAtTheEndsOfTheirRangeGiveFiniteDivergencesAndGradients(KlFamily q, KlFamily p) {
    try (GraphHarness harness = new GraphHarness()) {
      Shape leading = Shape.of(1);
      Pair pair =
          new Pair(
              harness,
              q,
              p,
              new KlFamily.Inputs(harness, "q", leading, 1),
              new KlFamily.Inputs(harness, "p", leading, 1),
              false);
      List<Operand<TFloat32>> fetches = new ArrayList<>();
      fetches.add(pair.kl);
      for (Operand<TFloat32> input : Iterables.concat(pair.inputsOfQ.all(), pair.inputsOfP.all())) {
        fetches.add(harness.gradient(pair.kl, input));
      }
      for (float ofQ : new float[] {-10, 10}) {
        for (float ofP : new float[] {-10, 10}) {
          harness.set(scale(pair.inputsOfQ), ofQ, ofQ, -ofQ);
          harness.set(scale(pair.inputsOfP), ofP, -ofP, ofP);
          List<float[]> run = harness.run(fetches);
          assertTrue(run.get(0)[0] > 1, q + " from " + p + ": " + run.get(0)[0]);
          for (float[] fetched : run) {
            for (float number : fetched) {
              assertTrue(Float.isFinite(number), q + " from " + p + ": " + number);
            }
          }
        }
      }
    }
  }

  /**
   * Returns the logarithms of the scales, the second of a family's inputs, or else the only one.
   */
  private static Operand<TFloat32> scale(KlFamily.Inputs inputs) {
    return inputs.all().get(Math.min(1, inputs.all().size() - 1));
  }
}
