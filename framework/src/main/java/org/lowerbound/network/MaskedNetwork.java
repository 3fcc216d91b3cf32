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
  private final ImmutableList<MaskedLayer> hidden;
  private final Activation activation;
  private final ImmutableList<MaskedLayer> heads;

  private MaskedNetwork(
      String name,
      int dimension,
      int contextSize,
      ImmutableList<MaskedLayer> hidden,
      Activation activation,
      ImmutableList<MaskedLayer> heads) {
    this.name = name;
    this.dimension = dimension;
    this.contextSize = contextSize;
    this.hidden = hidden;
    this.activation = activation;
    this.heads = heads;
  }

  /** See {@link MaskedMlp#autoregressive}. */
  static MaskedNetwork create(
      MaskedMlp spec,
      ParameterStore parameters,
      String name,
      ImmutableList<Integer> order,
      int contextSize,
      ImmutableList<Head> heads) {
    checkArgument(
        contextSize >= 0, "%s: the context's size must not be negative: %s", name, contextSize);
    Degrees inputs = Degrees.inputs(name, order);
    int dimension = order.size();
    for (Head head : heads) {
      checkArgument(
          head.size() == dimension,
          "%s.%s: a masked network has one output for each of its %s inputs, but this head has"
              + " shape %s",
          name,
          head.name(),
          dimension,
          head.output());
    }
    MaskedLayer.Maker maker = new MaskedLayer.Maker(parameters, spec.initializer());
    int context = contextSize;
    Degrees below = inputs;
    ImmutableList.Builder<MaskedLayer> layers = ImmutableList.builder();
    for (int i = 0; i < spec.hidden().size(); i++) {
      Degrees above = Degrees.hidden(spec.hidden().get(i), dimension, contextSize > 0 ? 0 : 1);
      layers.add(
          maker.create(
              name + ".hidden" + (i + 1),
              below.values().length(),
              context,
              below.maskToHidden(above),
              above.values().length(),
              new Zeros()));
      context = 0;
      below = above;
    }
    ImmutableList.Builder<MaskedLayer> tops = ImmutableList.builder();
    // Without hidden layers the degrees below are the inputs', and mean the same.
    for (Head head : heads) {
      tops.add(
          maker.create(
              name + "." + head.name(),
              below.values().length(),
              context,
              below.maskToOutputs(inputs),
              dimension,
              head.bias()));
    }
    return new MaskedNetwork(
        name, dimension, contextSize, layers.build(), spec.activation(), tops.build());
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
    Operand<TFloat32> y = x;
    for (MaskedLayer layer : hidden) {
      y = activation.apply(tf, layer.apply(tf, y, context, pass));
    }
    ImmutableList.Builder<Operand<TFloat32>> outputs = ImmutableList.builder();
    for (MaskedLayer head : heads) {
      outputs.add(head.apply(tf, y, context, pass));
    }
    return outputs.build();
  }
}
