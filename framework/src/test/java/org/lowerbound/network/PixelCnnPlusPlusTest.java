package org.lowerbound.network;

import java.util.List;
import org.lowerbound.testing.CausalContract;
import org.tensorflow.ndarray.Shape;

final class PixelCnnPlusPlusTest extends CausalContract {
  private static PixelCnnPlusPlus network(int blocks, int levels, boolean normalized) {
    return new PixelCnnPlusPlus(3, blocks, levels, 0, new GlorotUniform(), normalized);
  }

  @Override
  protected boolean incremental() {
    return false;
  }

  @Override
  protected List<Case> cases() {
    return List.of(
        new Case("one size", network(2, 1, true), Shape.of(2, 3, 1), 0, true, true),
        new Case("odd sizes, context", network(1, 2, true), Shape.of(3, 3, 1), 2, true, true),
        new Case("colour", network(1, 2, false), Shape.of(2, 2, 2), 0, true, false));
  }
}
