package org.lowerbound.objective.regularized;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Floats;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.testing.DirectionalDerivative;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.ObjectiveHarness;
import org.lowerbound.testing.SmallVae;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The U-statistic, its kernels, and the objectives made of it. */
final class MaximumMeanDiscrepancyTest {
  private static final int D = 3;
  private static final Kernel RBF = new Kernel.Rbf(0.7);
  private static final Kernel IMQ = new Kernel.Imq(ImmutableList.of(0.2, 5.0));

  private static double rbf(double squaredDistance) {
    return Math.exp(-squaredDistance / (2 * 0.7 * D));
  }

  private static double imq(double squaredDistance) {
    return 1.2 / (1.2 + squaredDistance) + 30 / (30 + squaredDistance); // C = 2 d s
  }

  private static double mean(DoubleUnaryOperator kernel, float[] x, float[] y, boolean same) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < x.length / D; i++) {
      for (int j = 0; j < y.length / D; j++) {
        if (!same || i != j) {
          double distance = 0;
          for (int d = 0; d < D; d++) {
            double difference = (double) x[i * D + d] - y[j * D + d];
            distance += difference * difference;
          }
          sum += kernel.applyAsDouble(distance);
          pairs++;
        }
      }
    }
    return sum / pairs;
  }

  @Test
  void theStatisticIsTheMeanOverDifferentPairs() {
    float[] x = Draws.normal("x", 4 * D, 0.5, 1);
    float[] y = Draws.normal("y", 7 * D, 0, 2);
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> xs = harness.input(Shape.of(4, D), x);
      Operand<TFloat32> ys = harness.input(Shape.of(7, D), y);
      List<Kernel> kernels = List.of(RBF, IMQ);
      List<DoubleUnaryOperator> expected =
          List.of(MaximumMeanDiscrepancyTest::rbf, MaximumMeanDiscrepancyTest::imq);
      for (int k = 0; k < 2; k++) {
        DoubleUnaryOperator kernel = expected.get(k);
        assertEquals(
            mean(kernel, x, x, true) + mean(kernel, y, y, true) - 2 * mean(kernel, x, y, false),
            harness.scalar(
                new MaximumMeanDiscrepancy(kernels.get(k), D).between(harness.tf(), xs, ys)),
            1e-5);
      }
    }
  }

  /** Three groups and one member of a fourth, which is compared with none. */
  @Test
  void amongGroupsItIsTheMeanOverPairsOfGroups() {
    int[] group = {0, 1, 0, 2, 1, 3, 2, 2, 0, 1};
    float[] z = Draws.normal("z", group.length * D, 0.5, 1);
    float[] oneHot = new float[group.length * 4];
    for (int i = 0; i < group.length; i++) {
      oneHot[4 * i + group[i]] = 1;
    }
    double expected = 0;
    for (int g = 0; g < 3; g++) {
      for (int h = g + 1; h < 3; h++) {
        float[] x = members(z, group, g);
        float[] y = members(z, group, h);
        DoubleUnaryOperator kernel = MaximumMeanDiscrepancyTest::rbf;
        expected +=
            (mean(kernel, x, x, true) + mean(kernel, y, y, true) - 2 * mean(kernel, x, y, false))
                / 3;
      }
    }
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> draws = harness.input(Shape.of(group.length, D), z);
      Operand<TFloat32> groups = harness.input(Shape.of(group.length, 4), oneHot);
      Operand<TFloat32> mmd =
          new MaximumMeanDiscrepancy(RBF, D).amongGroups(harness.tf(), draws, groups);
      assertEquals(expected, harness.scalar(mmd), 1e-5);
      float[] gradient = harness.run(harness.gradient(mmd, draws));
      DirectionalDerivative.assertGradient(harness, mmd, draws, gradient, 3e-4, "z");
      // One group alone has nothing to be compared with.
      float[] alone = new float[oneHot.length];
      for (int i = 0; i < group.length; i++) {
        alone[4 * i] = 1;
      }
      harness.set(groups, alone);
      assertEquals(0, harness.scalar(mmd));
    }
  }

  private static float[] members(float[] z, int[] group, int wanted) {
    return Floats.toArray(
        IntStream.range(0, z.length)
            .filter(i -> group[i / D] == wanted)
            .mapToObj(i -> z[i])
            .toList());
  }

  @Test
  void itLosesNothingFarFromTheOrigin() {
    // 300 of each coordinate: exact in 32-bit floats to 3·10⁻⁵, while a square is to 0.01.
    float[] x = Draws.normal("x", 4 * D, 300.5, 1);
    float[] y = Draws.normal("y", 7 * D, 300, 2);
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> mmd =
          new MaximumMeanDiscrepancy(RBF, D)
              .between(
                  harness.tf(), harness.input(Shape.of(4, D), x), harness.input(Shape.of(7, D), y));
      DoubleUnaryOperator kernel = MaximumMeanDiscrepancyTest::rbf;
      assertEquals(
          mean(kernel, x, x, true) + mean(kernel, y, y, true) - 2 * mean(kernel, x, y, false),
          harness.scalar(mmd),
          1e-5);
    }
  }

  @Test
  void itsExpectationIsZeroForEqualDistributionsAndPositiveForOthers() {
    int repetitions = 300;
    double[] equal = new double[repetitions];
    double[] different = new double[repetitions];
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(10, D), new float[10 * D]);
      Operand<TFloat32> y = harness.input(Shape.of(12, D), new float[12 * D]);
      Operand<TFloat32> mmd = new MaximumMeanDiscrepancy(IMQ, D).between(harness.tf(), x, y);
      for (int i = 0; i < repetitions; i++) {
        harness.set(x, Draws.normal("x" + i, 10 * D, 0, 1));
        harness.set(y, Draws.normal("y" + i, 12 * D, 0, 1));
        equal[i] = harness.scalar(mmd);
        harness.set(y, Draws.normal("y" + i, 12 * D, 0.5, 1));
        different[i] = harness.scalar(mmd);
      }
    }
    MonteCarlo.of(equal).assertExpectation(0, "MMD of equals");
    MonteCarlo.of(different).assertAbove(0, "MMD of others");
  }

  @Test
  void theObjectivesWeighTheirTerms() {
    try (GraphHarness harness = new GraphHarness()) {
      ObjectiveHarness objectives = SmallVae.normal(harness).objectives(9);
      Loss info = objectives.loss(new InfoVae(0.25, 9, RBF, KlEstimator.CLOSED_FORM), "noise");
      Loss wae = objectives.loss(new WaeMmd(9, RBF, KlEstimator.CLOSED_FORM), "noise");
      double distortion = harness.scalar(info.metrics().get("distortion"));
      double rate = harness.scalar(info.metrics().get("rate"));
      assertEquals(
          distortion + 0.75 * rate + 8.25 * harness.scalar(info.metrics().get("mmd")),
          harness.scalar(ObjectiveHarness.surrogate(info, ParameterGroup.ENCODER)),
          1e-5);
      assertEquals(
          distortion + 9 * harness.scalar(wae.metrics().get("mmd")),
          harness.scalar(ObjectiveHarness.surrogate(wae, ParameterGroup.ENCODER)),
          1e-5);
      assertEquals(-distortion - rate, harness.scalar(wae.bound()), 1e-5);
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    for (BoundObjective objective :
        List.of(
            new InfoVae(0.25, 9, RBF, KlEstimator.CLOSED_FORM),
            new WaeMmd(9, IMQ, KlEstimator.CLOSED_FORM))) {
      try (GraphHarness harness = new GraphHarness()) {
        SmallVae vae = SmallVae.normal(harness);
        Loss loss = vae.objectives(9).loss(objective, "noise");
        for (ParameterGroup group : List.of(ParameterGroup.ENCODER, ParameterGroup.DECODER)) {
          vae.assertGradient(ObjectiveHarness.surrogate(loss, group), group);
        }
      }
    }
  }

  @Test
  void negativeWeightsAndScalesAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new InfoVae(1.5, 9, RBF, KlEstimator.CLOSED_FORM));
    assertThrows(
        IllegalArgumentException.class, () -> new InfoVae(0, 0.5, RBF, KlEstimator.CLOSED_FORM));
    assertThrows(
        IllegalArgumentException.class, () -> new WaeMmd(-1, RBF, KlEstimator.CLOSED_FORM));
    assertThrows(IllegalArgumentException.class, () -> new Kernel.Rbf(0));
    assertThrows(IllegalArgumentException.class, () -> new Kernel.Imq(ImmutableList.of()));
    assertThrows(IllegalArgumentException.class, () -> new Kernel.Imq(ImmutableList.of(-1.0)));
  }
}
