package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.CausalContract;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class PixelCnnTest extends CausalContract {
  private static final ContextPath MAP =
      new ContextPath.PerPixel(
          2, new Mlp(ImmutableList.of(3), Activation.TANH, new GlorotUniform()));

  private static PixelCnn small(int blocks, int firstKernel, ContextPath context) {
    return new PixelCnn(
        3, blocks, firstKernel, 3, 4, Activation.TANH, 0, new GlorotUniform(), context);
  }

  private static GatedPixelCnn gated(int layers, int firstKernel) {
    return new GatedPixelCnn(
        3,
        layers,
        firstKernel,
        3,
        4,
        Activation.TANH,
        0,
        new GlorotUniform(),
        new ContextPath.PerChannel());
  }

  @Override
  protected List<Case> cases() {
    ContextPath bias = new ContextPath.PerChannel();
    return List.of(
        // A first kernel of 5 looks two pixels to the right of the row above.
        new Case("grey", small(2, 5, bias), Shape.of(3, 3, 1), 0, true, true),
        new Case("blind", small(2, 3, bias), Shape.of(3, 4, 1), 0, false, true),
        new Case("grey with context", small(1, 5, bias), Shape.of(2, 3, 1), 2, true, true),
        new Case("grey with a map", small(1, 5, MAP), Shape.of(2, 3, 1), 2, true, true),
        new Case("two channels", small(1, 5, MAP), Shape.of(2, 2, 2), 2, true, true),
        new Case("colour", small(2, 3, bias), Shape.of(2, 2, 3), 0, true, true));
  }

  /** Returns which pixels, row · 10 + column, an output of an image of 3 × 5 sees. */
  private static Set<Integer> seen(CausalArchitecture architecture, int row, int column) {
    int width = 5;
    int pixels = 15;
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 3);
      Shape image = Shape.of(3, width, 1);
      CausalNetwork network =
          architecture.causal(
              parameters,
              "net",
              image,
              0,
              ChannelOrder.IN_TURN,
              ImmutableList.of(new Head("logits", image, new Zeros())));
      Operand<TFloat32> x = harness.input(Shape.of(8, pixels), Draws.normal("x", 8 * pixels, 0, 1));
      float[] pick = new float[pixels];
      pick[row * width + column] = 1;
      Operand<TFloat32> output =
          network.apply(harness.tf(), x, Optional.empty(), Pass.evaluation()).get(0);
      float[] slopes =
          harness.run(
              harness.gradient(harness.tf().math.mul(output, harness.tf().constant(pick)), x));
      Set<Integer> seen = new HashSet<>();
      for (int i = 0; i < slopes.length; i++) {
        int pixel = i % pixels;
        if (slopes[i] != 0) {
          seen.add(pixel / width * 10 + pixel % width);
        }
      }
      return seen;
    }
  }

  @Test
  void thePlainNetworkHasABlindSpotAndTheGatedOneHasNone() {
    // From the third row's first pixel the region seen grows by one to the right for each row up,
    // however deep the network is.
    assertEquals(
        ImmutableSet.of(10, 11, 0, 1, 2), seen(small(6, 3, new ContextPath.PerChannel()), 2, 0));
    assertEquals(
        ImmutableSet.of(20, 21, 10, 11, 12, 13, 0, 1, 2, 3, 4),
        seen(small(6, 3, new ContextPath.PerChannel()), 2, 2));
    assertEquals(ImmutableSet.of(10, 11, 12, 13, 14, 0, 1, 2, 3, 4), seen(gated(4, 3), 2, 0));
    assertEquals(
        ImmutableSet.of(20, 21, 10, 11, 12, 13, 14, 0, 1, 2, 3, 4), seen(gated(4, 3), 2, 2));
  }

  @Test
  void onlyOddKernelsThatSeeAnotherPixelAreTaken() {
    assertEquals(
        "firstKernel must be odd, for a masked kernel has a pixel in its middle, but is 4; 5 works",
        assertThrows(
                IllegalArgumentException.class, () -> small(1, 4, new ContextPath.PerChannel()))
            .getMessage());
    assertEquals(
        "firstKernel must be at least 3 but is 1",
        assertThrows(IllegalArgumentException.class, () -> gated(1, 1)).getMessage());
  }
}
