package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * A multilayer perceptron: dense layers with the same activation, then the linear heads. Images are
 * flattened.
 *
 * <p>A context, where there is one, is joined to the input.
 *
 * <p>A hidden layer is dropout(activation(normalization(x W))), where no normalization means + b;
 * with {@code skip} it is x + that wherever its width is that of its input, be it the network's own
 * input or the layer before.
 *
 * @param hidden the widths of the hidden layers; none makes a linear function
 * @param activation what follows each hidden layer
 * @param layers what the hidden layers have in common
 * @param skip whether hidden layers of their input's width add their input to their output
 */
public record Mlp(
    @Default("[200, 200]") @Interval(min = 1, max = 1_000_000) ImmutableList<Integer> hidden,
    @Default("\"tanh\"") Activation activation,
    @Flat LayerOptions layers,
    @Default("false") boolean skip)
    implements Architecture, DenoisingArchitecture {
  /** Checks the arguments. */
  public Mlp {
    DenseStack.checkWidths(hidden);
  }

  /** Makes one without normalization, dropout and skips. */
  public Mlp(ImmutableList<Integer> hidden, Activation activation, Initializer initializer) {
    this(hidden, activation, LayerOptions.plain(initializer), false);
  }

  @Override
  public boolean isLinear() {
    return hidden.isEmpty();
  }

  @Override
  public Network build(
      ParameterStore parameters, String name, Shape input, ImmutableList<Head> heads) {
    LayerMaker maker = new LayerMaker(parameters, layers);
    int inputSize = (int) input.size();
    return DenseStack.create(
            name,
            inputSize,
            hidden,
            (layer, in, out) -> {
              Layer made = maker.hidden(layer, in, out, activation);
              return skip && in == out ? Layer.sum(Layer.chain(), made) : made;
            })
        .withHeads(maker, name, inputSize, heads);
  }

  @Override
  public ContextNetwork denoising(
      ParameterStore parameters,
      String name,
      Shape input,
      int contextSize,
      ImmutableList<Head> heads) {
    Network joined = build(parameters, name, Shape.of(input.size() + contextSize), heads);
    return (tf, rows, context, pass) ->
        joined.apply(tf, tf.concat(List.of(rows, context), tf.constant(1)), pass);
  }
}
