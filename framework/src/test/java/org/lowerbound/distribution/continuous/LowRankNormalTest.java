package org.lowerbound.distribution.continuous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.HostDensity;
import org.lowerbound.distribution.HostNormal;
import org.lowerbound.distribution.JointDistributionContract;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class LowRankNormalTest extends JointDistributionContract {
  private static final int RANK = 2;

  @Override
  protected List<Shape> parameterShapes(int dimension) {
    return List.of(Shape.of(dimension), Shape.of(dimension), Shape.of(dimension, RANK));
  }

  @Override
  protected float[] parameter(int index, int count) {
    return switch (index) {
      case 0 -> Draws.normal("loc", count, 0, 1);
      case 1 -> Draws.normal("logScale", count, 0, 0.3);
      default -> Draws.normal("factor", count, 0, 0.7);
    };
  }

  @Override
  protected LowRankNormal create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    return new LowRankNormal(
        parameters.get(0), parameters.get(1), parameters.get(2), dimension, RANK);
  }

  @Override
  protected HostDensity host(List<double[]> parameters, int dimension) {
    double[][] covariance = new double[dimension][dimension];
    double[] factor = parameters.get(2);
    for (int i = 0; i < dimension; i++) {
      covariance[i][i] = Math.exp(2 * parameters.get(1)[i]);
      for (int j = 0; j < dimension; j++) {
        for (int r = 0; r < RANK; r++) {
          covariance[i][j] += factor[i * RANK + r] * factor[j * RANK + r];
        }
      }
    }
    return new HostNormal(parameters.get(0), covariance);
  }

  @Override
  protected List<List<float[]>> extremeParameters() {
    float[] loc = {0, 1};
    return List.of(
        List.of(loc, new float[] {-10, -10}, new float[] {1, 2, 3, 4}),
        List.of(loc, new float[] {-10, -10}, new float[] {1e4f, 1e4f, 1e4f, 1e4f}), // parallel
        List.of(loc, new float[] {-10, 10}, new float[] {1e4f, -1e4f, 1, 1}),
        List.of(loc, new float[] {10, 10}, new float[] {1e-4f, 0, 0, 1e4f}),
        List.of(loc, new float[] {0, 0}, new float[4]));
  }

  /** With parts known, the distance has no terms that cancel, as the scored draw's has. */
  @Test
  void theDensityOfADrawIsExactWhereTheFactorIsLargeForTheScale() {
    float[] factor = {100, 50, -30, 200, 70, 10};
    float[] logScale = {-5, -5, -5};
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      List<Operand<TFloat32>> parameters =
          List.of(
              harness.input(Shape.of(3), 0, 0, 0),
              harness.input(Shape.of(3), logScale),
              harness.input(Shape.of(3, RANK), factor));
      Sampleable.Draw draw =
          create(tf, parameters, 3).sampleWithLogProb(tf, harness.noise(1, "large"), 20_000);
      // E[log q] = −½ (D log 2πe + log |Σ|), and the distance's variance is 2D.
      double[] zero = new double[3];
      HostDensity host = host(List.of(zero, new double[] {-5, -5, -5}, doubles(factor)), 3);
      double entropy = 1.5 - host.logProb(zero);
      MonteCarlo logProb = MonteCarlo.of(harness.run(draw.logProb()));
      logProb.assertExpectation(-entropy, "negative entropy");
      assertEquals(Math.sqrt(6.0 / 4 / 20_000), logProb.standardError(), 5e-4);
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @Test
  void sizesArePositive() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> nothing = harness.input(Shape.of(1), 0);
      assertEquals(
          "rank must be positive: 0",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new LowRankNormal(nothing, nothing, nothing, 1, 0))
              .getMessage());
    }
  }
}
