package org.lowerbound.distribution.mixture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.HostDensity;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class StratifiedMixtureTest extends MixtureContract {
  @Override
  protected List<Shape> parameterShapes(int dimension) {
    return List.of(Shape.of(COMPONENTS, dimension), Shape.of(COMPONENTS, dimension));
  }

  @Override
  protected float[] parameter(int index, int count) {
    return index == 0 ? locs(count) : logScales(count);
  }

  @Override
  protected Sampleable create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    return new StratifiedMixture(parameters.get(0), parameters.get(1), dimension);
  }

  @Override
  protected Sampleable mixture(
      Operand<TFloat32> logits,
      Operand<TFloat32> locs,
      Operand<TFloat32> logScales,
      int dimension) {
    return new StratifiedMixture(locs, logScales, dimension);
  }

  @Override
  protected double[] weights(double... logits) {
    double[] equal = new double[logits.length];
    Arrays.fill(equal, 1.0 / logits.length);
    return equal;
  }

  @Override
  protected HostDensity host(List<double[]> parameters, int dimension) {
    return host(new double[COMPONENTS], parameters.get(0), parameters.get(1), dimension);
  }

  @Override
  protected List<List<float[]>> extremeParameters() {
    return List.of(
        List.of(new float[] {0, 1, 2, 3, 4, 5}, new float[] {-10, 10, 0, -10, 10, 10}),
        List.of(new float[] {0, 0, 0, 0, 1e6f, 1e6f}, new float[6]),
        List.of(new float[6], new float[] {-10, -10, -10, -10, -10, -10}));
  }

  @Test
  void asManyDrawsAsComponentsAreOneOfEach() {
    try (GraphHarness harness = new GraphHarness()) {
      StratifiedMixture mixture =
          new StratifiedMixture(
              harness.input(Shape.of(1, 4, 1), 0, 100, 200, 300),
              harness.input(Shape.of(4, 1), 0, 0, 0, 0),
              1);
      Operand<TFloat32> value =
          mixture.sampleWithLogProb(harness.tf(), harness.noise(1, "all"), 4).value();
      for (int step = 0; step < 20; step++) {
        harness.setStep(step);
        float[] values = harness.run(value);
        Arrays.sort(values);
        for (int c = 0; c < 4; c++) {
          assertEquals(100 * c, values[c], 6);
        }
      }
    }
  }

  @Test
  void thePathGradientIsThatOfTheExpectation() {
    // E[z² + z] = ⅓ Σ (μ² + σ² + μ): its gradient is (2μ + 1)/3 by μ and 2σ²/3 by log σ.
    int batch = 20_000;
    float[] locs = {-1, 0.5f, 2};
    float[] logScales = {-0.5f, 0, 0.3f};
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> loc = repeated(tf, harness.input(Shape.of(3, 1), locs), batch);
      Operand<TFloat32> logScale = repeated(tf, harness.input(Shape.of(3, 1), logScales), batch);
      Operand<TFloat32> z =
          new StratifiedMixture(loc, logScale, 1)
              .sampleWithLogProb(tf, harness.noise(1, "path"), 1)
              .value();
      Operand<TFloat32> f = tf.math.add(tf.math.square(z), z);
      List<float[]> gradients = harness.run(harness.gradients(f, List.of(loc, logScale)));
      for (int c = 0; c < 3; c++) {
        MonteCarlo.of(column(gradients.get(0), c))
            .assertExpectation((2 * locs[c] + 1) / 3, "by loc " + c);
        MonteCarlo.of(column(gradients.get(1), c))
            .assertExpectation(2 * Math.exp(2 * logScales[c]) / 3, "by log scale " + c);
      }
    }
  }

  private static Operand<TFloat32> repeated(Ops tf, Operand<TFloat32> x, int batch) {
    return tf.identity(tf.broadcastTo(x, tf.array(batch, 3, 1)));
  }

  private static float[] column(float[] values, int component) {
    float[] column = new float[values.length / 3];
    for (int i = 0; i < column.length; i++) {
      column[i] = values[3 * i + component];
    }
    return column;
  }
}
