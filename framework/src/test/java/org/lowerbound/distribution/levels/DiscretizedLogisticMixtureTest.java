package org.lowerbound.distribution.levels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.DistributionContract;
import org.lowerbound.distribution.Support;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class DiscretizedLogisticMixtureTest extends DistributionContract {
  private static final int LEVELS = 9;
  private static final int COMPONENTS = 2;

  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 3, 100);
  }

  /** The logits of all components, then their centres, then their scales. */
  @Override
  protected int parameterCount() {
    return 3 * COMPONENTS;
  }

  @Override
  protected float[] parameter(int index, int count) {
    return switch (index / COMPONENTS) {
      case 0 -> Draws.normal("logits" + index, count, 0, 1);
      case 1 -> Draws.normal("loc" + index, count, 0.5, 0.4);
      default -> Draws.normal("logScale" + index, count, -1.5, 0.5);
    };
  }

  @Override
  protected float[] values(int count) {
    return Levels.draws("values", count, LEVELS);
  }

  @Override
  protected Distribution create(List<Operand<TFloat32>> parameters, int dimension) {
    return new DiscretizedLogisticMixture(
        Levels.stacked(parameters.subList(0, COMPONENTS)),
        Levels.stacked(parameters.subList(COMPONENTS, 2 * COMPONENTS)),
        Levels.stacked(parameters.subList(2 * COMPONENTS, 3 * COMPONENTS)),
        LEVELS,
        dimension);
  }

  @Override
  protected double logProb(double[] parameters, double value) {
    double[] terms = new double[COMPONENTS];
    double[] logits = new double[COMPONENTS];
    for (int m = 0; m < COMPONENTS; m++) {
      logits[m] = parameters[m];
      terms[m] =
          logits[m]
              + Levels.logisticLogMass(
                  parameters[COMPONENTS + m], parameters[2 * COMPONENTS + m], value, LEVELS);
    }
    return Levels.logSumExp(terms) - Levels.logSumExp(logits);
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {100, -100, 0.25, 0.75, -1, -1},
        new double[] {0, 0, -1000, 1000, -2, -2},
        new double[] {-500, 500, 100, 0.5, -2, 10},
        new double[] {0, 1, 0.25, 0.75, -8, -8});
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
  void equalComponentsAreOneDiscretizedLogistic() {
    float[] values = Levels.draws("values", 6, LEVELS);
    float[] loc = Draws.normal("loc", 6, 0.5, 0.3);
    float[] repeated = new float[12];
    IntStream.range(0, 12).forEach(i -> repeated[i] = loc[i / 2]);
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> value = harness.input(Shape.of(2, 3), values);
      Operand<TFloat32> logScale = harness.input(Shape.of(1), -2);
      float[] one =
          harness.run(
              new DiscretizedLogistic(harness.input(Shape.of(2, 3), loc), logScale, LEVELS, 3)
                  .logProb(harness.tf(), value));
      float[] mixture =
          harness.run(
              new DiscretizedLogisticMixture(
                      harness.input(Shape.of(2, 3, 2), Draws.normal("logits", 12, 0, 2)),
                      harness.input(Shape.of(2, 3, 2), repeated),
                      logScale,
                      LEVELS,
                      3)
                  .logProb(harness.tf(), value));
      assertArrayEquals(one, mixture, 1e-5f); // Three values of some −3 with two more logarithms.
    }
  }
}
