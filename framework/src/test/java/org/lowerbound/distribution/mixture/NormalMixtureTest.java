package org.lowerbound.distribution.mixture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.HostDensity;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class NormalMixtureTest extends MixtureContract {
  @Override
  protected List<Shape> parameterShapes(int dimension) {
    return List.of(
        Shape.of(COMPONENTS), Shape.of(COMPONENTS, dimension), Shape.of(COMPONENTS, dimension));
  }

  @Override
  protected float[] parameter(int index, int count) {
    return switch (index) {
      case 0 -> Draws.normal("logits", count, 0.5, 0.7);
      case 1 -> locs(count);
      default -> logScales(count);
    };
  }

  @Override
  protected Sampleable create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    return mixture(parameters.get(0), parameters.get(1), parameters.get(2), dimension);
  }

  @Override
  protected Sampleable mixture(
      Operand<TFloat32> logits,
      Operand<TFloat32> locs,
      Operand<TFloat32> logScales,
      int dimension) {
    return new NormalMixture(logits, locs, logScales, dimension);
  }

  @Override
  protected double[] weights(double... logits) {
    double[] odds = Arrays.stream(logits).map(Math::exp).toArray();
    double sum = Arrays.stream(odds).sum();
    return Arrays.stream(odds).map(odd -> odd / sum).toArray();
  }

  @Override
  protected HostDensity host(List<double[]> parameters, int dimension) {
    return host(parameters.get(0), parameters.get(1), parameters.get(2), dimension);
  }

  @Override
  protected List<List<float[]>> extremeParameters() {
    float[] locs = {0, 1, 2, 3, 4, 5};
    float[] scales = {-10, 10, 0, -10, 10, 10};
    return List.of(
        List.of(new float[] {0, 0, 0}, locs, scales),
        List.of(new float[] {1000, 0, -1000}, locs, scales),
        List.of(new float[] {-1e30f, 1e30f, 0}, locs, scales),
        List.of(new float[] {0, 0, 0}, new float[] {0, 0, 0, 0, 1e6f, 1e6f}, new float[6]));
  }

  @Test
  void aComponentWithoutWeightIsNotDrawnAndNotCounted() {
    try (GraphHarness harness = new GraphHarness()) {
      NormalMixture mixture =
          new NormalMixture(
              harness.input(Shape.of(3), -1000, 0, -1000),
              harness.input(Shape.of(3, 1), -1000, 5, 1000),
              harness.input(Shape.of(3, 1), 0, 0, 0),
              1);
      Sampleable.Draw draw = mixture.sampleWithLogProb(harness.tf(), harness.noise(1, "one"), 1000);
      List<float[]> run = harness.run(List.of(draw.value(), draw.logProb()));
      for (int k = 0; k < 1000; k++) {
        double z = run.get(0)[k] - 5;
        assertEquals(0, z, 6);
        assertEquals(-0.5 * (z * z + Math.log(2 * Math.PI)), run.get(1)[k], 1e-5);
      }
    }
  }

  @Test
  void theDensityOfADrawHasAGradientByTheWeights() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> logits = harness.input(Shape.of(3), 0, 0, 0);
      NormalMixture mixture =
          new NormalMixture(
              logits,
              harness.input(Shape.of(3, 1), -100, 0, 100),
              harness.input(Shape.of(3, 1), 0, 0, 0),
              1);
      Sampleable.Draw draw = mixture.sampleWithLogProb(harness.tf(), harness.noise(1, "w"), 3);
      // One draw is from each: Σ (1 of one's own component − ⅓).
      assertArrayEquals(new float[3], harness.run(harness.gradient(draw.logProb(), logits)), 1e-6f);
      Operand<TFloat32> first =
          harness.tf().slice(draw.logProb(), harness.tf().array(0), harness.tf().array(1));
      float[] gradient = harness.run(harness.gradient(first, logits));
      Arrays.sort(gradient);
      assertArrayEquals(new float[] {-1f / 3, -1f / 3, 2f / 3}, gradient, 1e-6f);
    }
  }
}
