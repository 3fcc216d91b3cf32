package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What all causal networks ask of what goes in and comes out. */
final class CausalShapes {
  private CausalShapes() {}

  /**
   * Fails unless each head has as many outputs for each place of the order.
   *
   * @param observed the shape of an observation
   */
  static void checkHeads(String name, Shape observed, ChannelOrder order, List<Head> heads) {
    int places = order.places(observed);
    for (Head head : heads) {
      checkArgument(
          head.size() % places == 0,
          "%s.%s: a causal network has as many outputs for each of the %s %s of %s, but this head"
              + " has shape %s",
          name,
          head.name(),
          places,
          order == ChannelOrder.IN_TURN ? "values" : "pixels",
          observed,
          head.output());
    }
  }

  /** Fails unless there is a context where one is needed, and the last axes are as they should. */
  static void checkInputs(
      String name,
      int dimension,
      int contextSize,
      Operand<TFloat32> x,
      Optional<Operand<TFloat32>> context) {
    checkArgument(
        context.isPresent() == contextSize > 0,
        "%s: was made with a context of size %s, but is given %s",
        name,
        contextSize,
        context.isPresent() ? "one" : "none");
    RowNetwork.checkLastAxis(name, dimension, x);
    context.ifPresent(c -> RowNetwork.checkLastAxis(name + ".context", contextSize, c));
  }
}
