package org.lowerbound.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputStates;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Sums that 32-bit floats alone would lose. */
final class DoubleSumTest {
  private static final double THIRD = 1.0 / 3;

  @Test
  void aSumKeepsWhatASingleFloatLosesAndStartsAnewWhenTold() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      InputStates states = new InputStates(harness);
      Operand<TFloat32> position = harness.input(Shape.scalar(), 0);
      Operand<TFloat32> factor = harness.input(Shape.scalar(), 3e6f);
      Operand<TFloat64> term = // [2]
          tf.math.mul(
              tf.constant(new double[] {THIRD, -THIRD}), tf.dtypes.cast(factor, TFloat64.class));
      Operand<TFloat64> sum =
          DoubleSum.plus(tf, states, "s", term, tf.math.equal(position, tf.constant(0f)));
      Operand<TFloat32> rounded = tf.dtypes.cast(sum, TFloat32.class);
      ImmutableList<Operand<TFloat32>> fetches =
          ImmutableList.of(
              rounded,
              tf.dtypes.cast(
                  tf.math.sub(sum, tf.dtypes.cast(rounded, TFloat64.class)), TFloat32.class),
              states.updates().get("s"),
              states.updates().get("s.rest"));
      double expected = 0;
      for (int step = 0; step < 200; step++) {
        boolean first = step == 0 || step == 150;
        harness.set(position, first ? 0 : 1);
        harness.set(factor, step == 0 ? 3e6f : 1);
        double value = THIRD * (step == 0 ? 3e6 : 1);
        expected = first ? value : expected + value;
        ImmutableList<float[]> now = harness.run(fetches);
        harness.set(states.inputs().get("s"), now.get(2));
        harness.set(states.inputs().get("s.rest"), now.get(3));
        for (int i = 0; i < 2; i++) {
          double actual = (double) now.get(0)[i] + now.get(1)[i];
          // 48 bits at each of up to 200 steps; a sum of floats near 10⁶ would be 1/16 off.
          assertEquals((1 - 2 * i) * expected, actual, 200 * expected / (1L << 48));
        }
      }
      assertEquals(50 * THIRD, expected, 1e-9);
    }
  }
}
