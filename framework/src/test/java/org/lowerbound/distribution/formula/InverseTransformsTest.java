package org.lowerbound.distribution.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

final class InverseTransformsTest {
  private static final double EULER = 0.5772156649015329;

  /** A source whose uniform noise is given. */
  private record Given(Operand<TFloat32> values) implements NoiseSource {
    @Override
    public Operand<TFloat32> standardNormal(Ops tf, Operand<TInt32> shape) {
      throw new AssertionError("not asked for");
    }

    @Override
    public Operand<TFloat32> uniform(Ops tf, Operand<TInt32> shape) {
      return values;
    }
  }

  @Test
  void noiseIsTheInverseOfItsDistributionFunctionAndFiniteAtBothEnds() {
    float[] uniform = {0, 0x1p-24f, 0x1p-23f, 0.1f, 0.5f, 0.9f, 1 - 0x1p-23f, 1 - 0x1p-24f};
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> given = harness.input(Shape.of(uniform.length), uniform);
      float[] gumbel = harness.run(InverseTransforms.gumbel(tf, new Given(given), tf.shape(given)));
      float[] logistic =
          harness.run(InverseTransforms.logistic(tf, new Given(given), tf.shape(given)));
      for (int i = 0; i < uniform.length; i++) {
        double u = Math.max(uniform[i], 0x1p-24);
        // Two logarithms of 32-bit floats, up to 16.7: some 10⁻⁶ of that.
        assertEquals(-Math.log(-Math.log(u)), gumbel[i], 1e-5, "Gumbel at " + u);
        assertEquals(Math.log(u) - Math.log1p(-u), logistic[i], 1e-5, "logistic at " + u);
      }
    }
  }

  @Test
  void noiseHasItsMoments() {
    int draws = 40_000;
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      NoiseSource noise = harness.noise(1, "moments");
      float[] gumbel = harness.run(InverseTransforms.gumbel(tf, noise, tf.array(draws)));
      float[] logistic = harness.run(InverseTransforms.logistic(tf, noise, tf.array(draws)));
      MonteCarlo.of(gumbel).assertExpectation(EULER, "mean of Gumbel noise");
      MonteCarlo.of(squares(gumbel, EULER))
          .assertExpectation(Math.PI * Math.PI / 6, "variance of Gumbel noise");
      MonteCarlo.of(logistic).assertExpectation(0, "mean of logistic noise");
      MonteCarlo.of(squares(logistic, 0))
          .assertExpectation(Math.PI * Math.PI / 3, "variance of logistic noise");
    }
  }

  private static double[] squares(float[] values, double mean) {
    double[] squares = new double[values.length];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = (values[i] - mean) * (values[i] - mean);
    }
    return squares;
  }
}
