package org.lowerbound.network;

import java.util.List;
import org.lowerbound.testing.CausalContract;
import org.tensorflow.ndarray.Shape;

final class CausalNadeTest extends CausalContract {
  private static Nade nade(Activation activation) {
    return new Nade(5, activation, new GlorotUniform());
  }

  @Override
  protected List<Case> cases() {
    return List.of(
        // Blocks of 3, 3 and 2 places.
        new Case("grey", nade(Activation.SIGMOID), Shape.of(2, 4, 1), 0, true, true),
        new Case("colour with context", nade(Activation.TANH), Shape.of(1, 2, 3), 2, true, true));
  }
}
