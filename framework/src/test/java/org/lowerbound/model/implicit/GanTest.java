package org.lowerbound.model.implicit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.ndarray.Shape;

final class GanTest {
  private static final int COUNT = 20_000;
  private static final Gan LINEAR =
      new Gan(2, new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform()));

  private static ObservedData observed(ValueKind kind, double... mean) {
    return new ObservedData(Shape.of(mean.length), kind, ImmutableDoubleArray.copyOf(mean));
  }

  @Test
  void aLinearGeneratorDrawsFromTheNormalDistributionOfItsWeights() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      GanModel model = (GanModel) LINEAR.build(parameters.scope(observed(ValueKind.REAL, 1, -2)));
      assertArrayEquals(new float[] {1, -2}, parameters.values("generator.x.bias"));
      // x = (z₁ + 0.5 z₂, 2 z₂) + the mean: variances 1.25 and 4, covariance 1.
      harness.set(parameters.byName().get("generator.x.weights"), 1, 0, 0.5f, 2);
      float[] x =
          harness.run(
              model.sample(harness.tf(), harness.noise(1, "draws"), COUNT, Pass.evaluation()));
      assertEquals(2 * COUNT, x.length);
      double[] first = new double[COUNT];
      double[] second = new double[COUNT];
      double[] squares = new double[COUNT];
      double[] products = new double[COUNT];
      for (int i = 0; i < COUNT; i++) {
        first[i] = x[2 * i] - 1;
        second[i] = x[2 * i + 1] + 2;
        squares[i] = first[i] * first[i];
        products[i] = first[i] * second[i];
      }
      MonteCarlo.of(first).assertExpectation(0, "mean of the first value");
      MonteCarlo.of(second).assertExpectation(0, "mean of the second value");
      MonteCarlo.of(squares).assertExpectation(1.25, "variance");
      MonteCarlo.of(products).assertExpectation(1, "covariance");
    }
  }

  @Test
  void greyLevelsAreDrawnAsSuch() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      GanModel model =
          (GanModel) LINEAR.build(parameters.scope(observed(ValueKind.GREY, 0.3, 0.3)));
      ImmutableList<float[]> both =
          harness.run(
              ImmutableList.of(
                  model.sample(harness.tf(), harness.noise(1, "draws"), 50, Pass.evaluation()),
                  model.generate(harness.tf(), harness.noise(1, "draws"), 50, Pass.evaluation())));
      for (int i = 0; i < both.get(0).length; i++) {
        float level = both.get(0)[i] * 255;
        assertEquals(Math.round(level), level, 1e-4);
        // The rounding is of half a level at most.
        assertEquals(both.get(1)[i], both.get(0)[i], 0.5 / 255 + 1e-6);
        assertTrue(both.get(1)[i] > 0 && both.get(1)[i] < 1);
      }
    }
  }

  @Test
  void bitsAreRefused() {
    assertEquals(
        "the model gan makes grey levels or real numbers, which a discriminator tells from bits at"
            + " a glance, but the data is binary (0 or 1); \"binarization\": \"none\" leaves"
            + " images grey",
        assertThrows(
                IllegalArgumentException.class,
                () -> LINEAR.checkFits(observed(ValueKind.BINARY, 0.5)))
            .getMessage());
  }
}
