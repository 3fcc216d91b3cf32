package org.lowerbound.model.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class ScaleLinkTest {
  private static final float[] OUTPUTS = {-1e6f, -100, -15, -14.9f, -9, -1, 0, 0.5f, 5, 30, 1e6f};

  @Test
  void softplusIsLogOfLogOfOnePlusExp() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> a = harness.input(Shape.of(5), -9, -1, 0, 0.5f, 30);
      float[] actual = harness.run(ScaleLink.SOFTPLUS.logScale(harness.tf(), a));
      float[] slopes =
          harness.run(harness.gradient(ScaleLink.SOFTPLUS.logScale(harness.tf(), a), a));
      for (int i = 0; i < 5; i++) {
        double x = harness.get(a)[i];
        double scale = Math.log1p(Math.exp(x));
        assertEquals(Math.log(scale), actual[i], 1e-5);
        assertEquals(Math.exp(x - scale) / scale, slopes[i], 1e-5); // σ(x) / softplus(x)
      }
    }
  }

  @Test
  void noOutputMakesAScaleOrAGradientThatIsNotFinite() {
    for (ScaleLink link : ScaleLink.values()) {
      try (GraphHarness harness = new GraphHarness()) {
        Operand<TFloat32> a = harness.input(Shape.of(OUTPUTS.length), OUTPUTS);
        Operand<TFloat32> logScale = link.logScale(harness.tf(), a);
        float[] slopes = harness.run(harness.gradient(logScale, a));
        float[] values = harness.run(logScale);
        for (int i = 0; i < OUTPUTS.length; i++) {
          assertTrue(Math.abs(values[i]) <= 10, link + " of " + OUTPUTS[i]);
          assertTrue(Float.isFinite(slopes[i]), link + " of " + OUTPUTS[i]);
        }
      }
    }
  }
}
