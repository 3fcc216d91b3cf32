package org.lowerbound.distribution.codebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class QuantizedTest {
  private static final float[] CODEBOOK = {0.1f, 0.7f, -1.3f};

  private static Quantized quantized(GraphHarness harness, Operand<TFloat32> encoded) {
    VectorQuantizer quantizer =
        new VectorQuantizer(harness.input(Shape.of(CODEBOOK.length, 1), CODEBOOK), 2);
    return Quantized.of(harness.tf(), quantizer, encoded);
  }

  @Test
  void allDrawsAreTheCodesAndPassTheGradientToTheEncoder() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> encoded = harness.input(Shape.of(2, 2), 0.2f, 5, -9, 0.39f);
      Quantized q = quantized(harness, encoded);
      assertEquals(2, q.dimension());
      Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "none"), 3);
      assertEquals(Shape.of(3, 2, 2), harness.shape(draw.value()));
      float[] codes = {0.1f, 0.7f, -1.3f, 0.1f};
      float[] values = harness.run(draw.value());
      for (int i = 0; i < values.length; i++) {
        assertEquals(codes[i % codes.length], values[i]);
      }
      assertArrayEquals(codes, harness.run(q.mean(tf)));
      // The slope of v², 2 v, at the code and once for each draw.
      assertArrayEquals(
          new float[] {0.6f, 4.2f, -7.8f, 0.6f},
          harness.run(harness.gradient(tf.math.square(draw.value()), encoded)),
          1e-6f);
      assertArrayEquals(
          new float[CODEBOOK.length],
          harness.run(harness.gradient(draw.value(), q.quantizer().codebook())));
      Sampleable.Draw fixed = q.discrete(tf).sampleWithLogProb(tf, harness.noise(1, "none"), 3);
      assertArrayEquals(values, harness.run(fixed.value()));
      assertArrayEquals(new float[4], harness.run(harness.gradient(fixed.value(), encoded)));
    }
  }

  @Test
  void theCodesHaveAllTheMass() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> encoded = harness.input(Shape.of(2, 2), 0.2f, 5, -9, 0.39f);
      Quantized q = quantized(harness, encoded);
      Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "none"), 3);
      assertEquals(Shape.of(3, 2), harness.shape(draw.logProb()));
      assertArrayEquals(new float[6], harness.run(draw.logProb()));
      // The codes of the first vector: right for it, wrong in one component for the second.
      Operand<TFloat32> other = harness.input(Shape.of(1, 2), 0.1f, 0.7f);
      assertArrayEquals(
          new float[] {0, Float.NEGATIVE_INFINITY}, harness.run(q.logProb(tf, other)));
      assertArrayEquals(new float[4], harness.run(harness.gradient(draw.logProb(), encoded)));
    }
  }
}
