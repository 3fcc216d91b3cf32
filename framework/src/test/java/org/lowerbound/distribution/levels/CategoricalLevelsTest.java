package org.lowerbound.distribution.levels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.DistributionContract;
import org.lowerbound.distribution.Support;
import org.lowerbound.graph.Shapes;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class CategoricalLevelsTest extends DistributionContract {
  private static final int LEVELS = 5;

  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 3, 200);
  }

  /** The logit of each level. */
  @Override
  protected int parameterCount() {
    return LEVELS;
  }

  @Override
  protected float[] parameter(int index, int count) {
    return Draws.normal("logit" + index, count, 0, 2);
  }

  @Override
  protected float[] values(int count) {
    return Levels.draws("values", count, LEVELS);
  }

  @Override
  protected Distribution create(List<Operand<TFloat32>> parameters, int dimension) {
    Ops tf = Ops.create(parameters.get(0).env());
    Operand<TFloat32> logits =
        Shapes.withLeadingAxesOf(
            tf, parameters.get(0), Levels.stacked(parameters), dimension * LEVELS);
    return new CategoricalLevels(logits, LEVELS, dimension);
  }

  @Override
  protected double logProb(double[] parameters, double value) {
    int level = (int) Math.round(value * (LEVELS - 1));
    return parameters[level] - Levels.logSumExp(parameters);
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {1000, -1000, 0, 1000, 3},
        new double[] {-1000, -1000, -1000, -1000, -1000},
        new double[] {100, 0, 0, 0, -100});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    return new double[] {0, 0.25, 0.5, 0.75, 1};
  }

  @Override
  protected Support support() {
    return Support.levels(LEVELS);
  }

  @Override
  protected boolean differentiableInValue() {
    return false;
  }

  @Test
  void everyByteFindsItsLogit() {
    float[] bytes = new float[256];
    float[] logits = new float[256 * 256];
    for (int k = 0; k < 256; k++) {
      bytes[k] = k / 255f;
      logits[256 * k + k] = 10;
    }
    try (GraphHarness harness = new GraphHarness()) {
      float[] actual =
          harness.run(
              new CategoricalLevels(harness.input(Shape.of(1, 256 * 256), logits), 256, 256)
                  .logProbPerComponent(harness.tf(), harness.input(Shape.of(1, 256), bytes)));
      for (float logMass : actual) {
        assertEquals(-Math.log1p(255 * Math.exp(-10)), logMass, 1e-6);
      }
    }
  }

  @Test
  void theMeanHasItsGradient() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> logits =
          harness.input(Shape.of(2, 3 * LEVELS), Draws.normal("logits", 6 * LEVELS, 0, 1));
      Operand<TFloat32> mean =
          harness.tf().math.square(new CategoricalLevels(logits, LEVELS, 3).mean(harness.tf()));
      float[] actual = harness.run(harness.gradient(mean, logits));
      double[] expected = FiniteDifferences.gradient(harness, mean, logits);
      for (int i = 0; i < actual.length; i++) {
        assertEquals(expected[i], actual[i], 3e-5); // Values near 1: rounding of 10⁻⁷ times 100.
      }
    }
  }

  @Test
  void logitsMustBeThoseOfAllLevels() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> logits = harness.input(Shape.of(1, 6), new float[6]);
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> new CategoricalLevels(logits, 4, 2));
      assertEquals("2 components of 4 levels take 8 logits, not 6", e.getMessage());
    }
  }
}
