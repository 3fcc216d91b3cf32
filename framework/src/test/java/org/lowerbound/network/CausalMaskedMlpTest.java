package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.testing.CausalContract;
import org.tensorflow.ndarray.Shape;

final class CausalMaskedMlpTest extends CausalContract {
  private static MaskedMlp masked(Integer... hidden) {
    return new MaskedMlp(ImmutableList.copyOf(hidden), Activation.TANH, new GlorotUniform());
  }

  @Override
  protected boolean incremental() {
    return false;
  }

  @Override
  protected List<Case> cases() {
    return List.of(
        // Wide enough for every dependence to be there.
        new Case("grey", masked(20, 16), Shape.of(3, 3, 1), 0, true, true),
        new Case("grey with context", masked(20, 16), Shape.of(2, 3, 1), 2, true, true),
        new Case("colour", masked(24, 24), Shape.of(2, 1, 3), 0, true, true),
        new Case("colour with context", masked(24), Shape.of(1, 2, 3), 3, true, true),
        new Case("linear", masked(), Shape.of(2, 2, 2), 2, true, true));
  }
}
