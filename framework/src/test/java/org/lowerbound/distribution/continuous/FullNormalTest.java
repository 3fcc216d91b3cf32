package org.lowerbound.distribution.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class FullNormalTest extends JointDistributionContract {
  @Override
  protected List<Shape> parameterShapes(int dimension) {
    return List.of(
        Shape.of(dimension), Shape.of(dimension), Shape.of(FullNormal.belowDiagonal(dimension)));
  }

  @Override
  protected float[] parameter(int index, int count) {
    return switch (index) {
      case 0 -> Draws.normal("loc", count, 0, 1);
      case 1 -> Draws.normal("logDiagonal", count, 0, 0.3);
      default -> Draws.normal("belowDiagonal", count, 0, 0.5);
    };
  }

  @Override
  protected FullNormal create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    return new FullNormal(
        parameters.get(0),
        FullNormal.scaleTril(tf, parameters.get(1), parameters.get(2), dimension),
        dimension);
  }

  @Override
  protected HostDensity host(List<double[]> parameters, int dimension) {
    double[][] l = new double[dimension][dimension];
    int next = 0;
    for (int row = 0; row < dimension; row++) {
      for (int column = 0; column < row; column++) {
        l[row][column] = parameters.get(2)[next++];
      }
      l[row][row] = Math.exp(parameters.get(1)[row]);
    }
    double[][] covariance = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) {
        for (int k = 0; k < dimension; k++) {
          covariance[i][j] += l[i][k] * l[j][k];
        }
      }
    }
    return new HostNormal(parameters.get(0), covariance);
  }

  @Override
  protected List<List<float[]>> extremeParameters() {
    return List.of(
        List.of(new float[] {0, 0}, new float[] {-1e30f, 1e30f}, new float[] {0}),
        List.of(new float[] {5, -5}, new float[] {1e30f, -1e30f}, new float[] {100}),
        List.of(new float[] {0, 1}, new float[] {-10, -10}, new float[] {100}),
        List.of(new float[] {0, 1}, new float[] {10, 10}, new float[] {-1e5f}));
  }

  @Test
  void theFactorIsFilledRowByRow() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> scaleTril =
          FullNormal.scaleTril(
              harness.tf(),
              harness.input(Shape.of(1, 3), 0, (float) Math.log(2), 100),
              harness.input(Shape.of(1, 3), 21, 31, 32),
              3);
      assertEquals(Shape.of(1, 3, 3), harness.shape(scaleTril));
      assertArrayEquals(
          new float[] {1, 0, 0, 21, 2, 0, 31, 32, (float) Math.exp(10)},
          harness.run(scaleTril),
          1e-2f); // exp(10) ≈ 22026 to 10⁻⁷ of it
    }
  }

  @Test
  void oneFactorServesTheLocsOfABatch() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      float[] factor = {1, 0, 0.5f, 2};
      Operand<TFloat32> locs = harness.input(Shape.of(2, 2), 0, 1, -1, 3);
      FullNormal shared = new FullNormal(locs, harness.input(Shape.of(2, 2), factor), 2);
      FullNormal own =
          new FullNormal(locs, harness.input(Shape.of(2, 2, 2), 1, 0, 0.5f, 2, 1, 0, 0.5f, 2), 2);
      Sampleable.Draw one = shared.sampleWithLogProb(tf, harness.noise(1, "same"), SAMPLES);
      Sampleable.Draw other = own.sampleWithLogProb(tf, harness.noise(1, "same"), SAMPLES);
      assertEquals(Shape.of(SAMPLES, 2, 2), harness.shape(one.value()));
      assertEquals(Shape.of(SAMPLES, 2), harness.shape(one.logProb()));
      assertArrayEquals(harness.run(other.value()), harness.run(one.value()), 1e-6f);
      assertArrayEquals(harness.run(other.logProb()), harness.run(one.logProb()), 1e-6f);
    }
  }

  @Test
  void aDimensionIsPositive() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> nothing = harness.input(Shape.of(1), 0);
      assertEquals(
          "dimension must be positive: 0",
          assertThrows(IllegalArgumentException.class, () -> new FullNormal(nothing, nothing, 0))
              .getMessage());
    }
  }
}
