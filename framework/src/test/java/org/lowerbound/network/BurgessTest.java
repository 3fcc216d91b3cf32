package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.ndarray.Shape;

final class BurgessTest extends ArchitectureContract {
  private static final Shape IMAGE = Shape.of(64, 64, 1);
  private static final ImmutableList<Head> VECTORS =
      ImmutableList.of(Head.ofSize("loc", 10), Head.ofSize("logScale", 10));
  private static final ImmutableList<Head> IMAGES =
      ImmutableList.of(new Head("logits", IMAGE, new Zeros()));

  @Override
  List<Case> cases() {
    return List.of(
        new Case("encoder", new Burgess(), IMAGE, VECTORS, false),
        new Case("decoder", new Burgess(), Shape.of(10), IMAGES, false));
  }

  private static long parameters(Shape input, ImmutableList<Head> heads) {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      new Burgess().build(parameters, "net", input, heads);
      return parameters.byName().values().stream().mapToLong(v -> v.shape().size()).sum();
    }
  }

  @Test
  void hasThePublishedLayers() {
    long convolutions = (16 * 32 + 32) + 3 * (16 * 32 * 32 + 32);
    long dense = (512 * 256 + 256) + (256 * 256 + 256);
    assertEquals(convolutions + dense + 2 * (256 * 10 + 10), parameters(IMAGE, VECTORS));
    // The decoder's last bias is one for each pixel.
    long back = 3 * (16 * 32 * 32 + 32) + (16 * 32 + 4096);
    long denseBack = (10 * 256 + 256) + (256 * 256 + 256) + (256 * 512 + 512);
    assertEquals(back + denseBack, parameters(Shape.of(10), IMAGES));
  }

  @Test
  void otherSizesAreRefused() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> parameters(Shape.of(28, 28, 1), VECTORS));
    assertEquals(
        "net: burgess is for images [64, 64, channels], but these are [28, 28, 1]; a conv fits",
        error.getMessage());
  }
}
