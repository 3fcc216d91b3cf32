package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An autoregressive function with its own parameters, already in a graph: output i of each head
 * depends on the inputs before i in an order, and on all of a context.
 *
 * <p>The first hidden layer sees the context; without hidden layers the heads do. All weights of
 * the context are unmasked.
 */
public final class MaskedNetwork {
  private final String name;
  private final int dimension;
  private final int contextSize;
  private final MaskedLayers layers;
  private final Masks masks;

  private MaskedNetwork(
      String name, int dimension, int contextSize, MaskedLayers layers, Masks masks) {
    this.name = name;
    this.dimension = dimension;
    this.contextSize = contextSize;
    this.layers = layers;
    this.masks = masks;
  }

  /** See {@link MaskedMlp#autoregressive}. */
  static MaskedNetwork create(
      MaskedMlp spec,
      ParameterStore parameters,
      String name,
      ImmutableList<Integer> order,
      int contextSize,
      ImmutableList<Head> heads) {
    Connectivity connectivity =
        Connectivity.even(name, order, spec.hidden(), contextSize > 0 ? 0 : 1);
    return new MaskedNetwork(
        name,
        order.size(),
        contextSize,
        MaskedLayers.create(
            spec,
            new MaskedLayer.Maker(parameters, spec.initializer()),
            name,
            order.size(),
            contextSize,
            heads),
        new ConstantMasks(connectivity));
  }

  /**
   * Applies the function to every vector.
   *
   * @param x {@code [..., D]}
   * @param context {@code [..., contextSize]}, whose leading axes broadcast to those of x; present
   *     if and only if the network was made with one
   * @return {@code [..., D]} for each head
   */
  public ImmutableList<Operand<TFloat32>> apply(
      Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> context, Pass pass) {
    checkArgument(
        context.isPresent() == contextSize > 0,
        "%s: was made with a context of size %s, but is given %s",
        name,
        contextSize,
        context.isPresent() ? "one" : "none");
    RowNetwork.checkLastAxis(name, dimension, x);
    context.ifPresent(c -> RowNetwork.checkLastAxis(name + ".context", contextSize, c));
    return layers.apply(tf, x, masks, context, pass);
  }
}
