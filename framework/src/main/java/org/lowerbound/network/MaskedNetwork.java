package org.lowerbound.network;

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
public final class MaskedNetwork implements CausalNetwork {
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

  /**
   * Makes the parameters of one copy.
   *
   * @param contextSize the length of a vector that all outputs depend on, 0 for none
   * @param heads the outputs, each with as many numbers for each place
   */
  static MaskedNetwork create(
      MaskedMlp spec,
      ParameterStore parameters,
      String name,
      Connectivity connectivity,
      int contextSize,
      ImmutableList<Head> heads) {
    int dimension = connectivity.inputs().values().length();
    return new MaskedNetwork(
        name,
        dimension,
        contextSize,
        MaskedLayers.create(
            spec,
            new MaskedLayer.Maker(parameters, spec.initializer()),
            name,
            dimension,
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
   * @return {@code [..., size of the head]} for each head
   */
  @Override
  public ImmutableList<Operand<TFloat32>> apply(
      Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> context, Pass pass) {
    CausalShapes.checkInputs(name, dimension, contextSize, x, context);
    return layers.apply(tf, x, masks, context, pass);
  }
}
