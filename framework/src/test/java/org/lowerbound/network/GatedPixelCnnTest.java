package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.testing.CausalContract;
import org.tensorflow.ndarray.Shape;

final class GatedPixelCnnTest extends CausalContract {
  private static GatedPixelCnn gated(int layers, int firstKernel, ContextPath context) {
    return new GatedPixelCnn(
        3, layers, firstKernel, 3, 4, Activation.TANH, 0, new GlorotUniform(), context);
  }

  @Override
  protected List<Case> cases() {
    ContextPath bias = new ContextPath.PerChannel();
    ContextPath map =
        new ContextPath.PerPixel(
            2, new Mlp(ImmutableList.of(3), Activation.TANH, new GlorotUniform()));
    return List.of(
        new Case("grey", gated(3, 3, bias), Shape.of(3, 3, 1), 0, true, true),
        new Case("one layer", gated(1, 5, bias), Shape.of(2, 3, 1), 2, true, true),
        new Case("grey with a map", gated(2, 5, map), Shape.of(2, 3, 1), 2, true, true),
        new Case("two channels", gated(2, 3, map), Shape.of(2, 2, 2), 2, true, true),
        new Case("colour", gated(2, 3, bias), Shape.of(2, 2, 3), 0, true, true));
  }
}
