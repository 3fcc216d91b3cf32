package org.lowerbound.objective.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lowerbound.objective.reduction.LogMeanWeight;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.HostBounds;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The bounds that VIMCO compares with, where one log-weight is unlike the others. */
final class VimcoTest {
  @Test
  void theOthersAreNotLostNextToADrawOfNoWeight() {
    // As a 32-bit float, −10⁸ less anything up to 4 is itself.
    float[] logWeights = {0.5f, -1.25f, -1e8f, 2};
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> input = harness.input(Shape.of(4, 1, 1), logWeights);
      float[] actual = harness.run(Vimco.leaveOneOut(harness.tf(), new LogMeanWeight(), 4, input));
      for (int k = 0; k < 4; k++) {
        double[] replaced = new double[4];
        double others = 0;
        for (int i = 0; i < 4; i++) {
          replaced[i] = logWeights[i];
          others += i == k ? 0 : logWeights[i] / 3.0;
        }
        replaced[k] = others;
        assertEquals(HostBounds.iwae(replaced), actual[k], 1e-6);
      }
    }
  }
}
