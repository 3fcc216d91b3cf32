package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The parameters of a masked network, whatever its masks.
 *
 * @param hidden the hidden layers, the lowest first
 * @param activation what follows each of them
 * @param heads the outputs
 */
record MaskedLayers(
    ImmutableList<MaskedLayer> hidden, Activation activation, ImmutableList<MaskedLayer> heads) {
  /**
   * Makes the parameters {@code name.hidden1.…}, {@code name.hidden2.…} and those of each head.
   *
   * @param dimension D
   * @param contextSize of what the first layer sees beside the inputs, 0 for nothing
   * @param heads with as many outputs for each place of the order
   */
  static MaskedLayers create(
      MaskedMlp spec,
      MaskedLayer.Maker maker,
      String name,
      int dimension,
      int contextSize,
      ImmutableList<Head> heads) {
    checkArgument(
        contextSize >= 0, "%s: the context's size must not be negative: %s", name, contextSize);
    int context = contextSize;
    int below = dimension;
    ImmutableList.Builder<MaskedLayer> layers = ImmutableList.builder();
    for (int i = 0; i < spec.hidden().size(); i++) {
      int width = spec.hidden().get(i);
      layers.add(maker.create(name + ".hidden" + (i + 1), below, context, width, new Zeros()));
      context = 0;
      below = width;
    }
    ImmutableList.Builder<MaskedLayer> tops = ImmutableList.builder();
    for (Head head : heads) {
      tops.add(maker.create(name + "." + head.name(), below, context, head.size(), head.bias()));
    }
    return new MaskedLayers(layers.build(), spec.activation(), tops.build());
  }

  /** Returns each head's outputs, {@code [..., out]}, for x {@code [..., D]}. */
  ImmutableList<Operand<TFloat32>> apply(
      Ops tf, Operand<TFloat32> x, Masks masks, Optional<Operand<TFloat32>> context, Pass pass) {
    Operand<TFloat32> y = x;
    for (int i = 0; i < hidden.size(); i++) {
      y = activation.apply(tf, hidden.get(i).apply(tf, y, masks.toHidden(tf, i), context, pass));
    }
    ImmutableList.Builder<Operand<TFloat32>> outputs = ImmutableList.builder();
    for (MaskedLayer head : heads) {
      outputs.add(head.apply(tf, y, masks.toOutputs(tf, head.out()), context, pass));
    }
    return outputs.build();
  }
}
