package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.CausalContract;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.ndarray.Shape;

final class PixelCnnPlusPlusTest extends CausalContract {
  private static PixelCnnPlusPlus network(int blocks, int levels, boolean normalized) {
    return new PixelCnnPlusPlus(3, blocks, levels, 0, new GlorotUniform(), normalized);
  }

  @Test
  void moreSizesThanTheImageHasAreRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      Shape image = Shape.of(1, 3, 1);
      Head head = new Head("logits", image, new Zeros());
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  network(1, 4, false)
                      .causal(
                          new InputParameters(harness, 1),
                          "net",
                          image,
                          0,
                          ChannelOrder.IN_TURN,
                          ImmutableList.of(head)));
      assertEquals(
          "net: the images [1, 3, 1] have room for 3 levels, each of half the size, but levels is"
              + " 4",
          e.getMessage());
    }
  }

  @Override
  protected List<Case> cases() {
    // Levels of 5, 3 and 2 rows: each row of an image is at another place of those it lies in.
    return List.of(
        new Case("three sizes, context", network(1, 3, true), Shape.of(5, 2, 1), 2, true, true),
        new Case("odd width", network(1, 2, true), Shape.of(2, 3, 1), 0, true, true),
        new Case("one size, colour", network(2, 1, false), Shape.of(2, 2, 2), 0, true, false));
  }
}
