package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A perceptron of gated layers h = (W x + b) ⊙ σ(V x + c), then the linear heads: the networks of
 * Tomczak and Welling (2018). Images are flattened.
 *
 * <p>With a normalization both linear maps are normalised, each on its own; dropout is on h.
 *
 * @param hidden the widths of the hidden layers; none makes a linear function
 * @param layers what the hidden layers have in common
 */
public record GatedMlp(
    @Default("[300, 300]") @Interval(min = 1, max = 1_000_000) ImmutableList<Integer> hidden,
    @Flat LayerOptions layers)
    implements Architecture {
  /** Checks the arguments. */
  public GatedMlp {
    DenseStack.checkWidths(hidden);
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
            (layer, in, out) -> Layer.chain(gated(maker, layer, in, out), maker.dropout(layer)))
        .withHeads(maker, name, inputSize, heads);
  }

  private static Layer gated(LayerMaker maker, String name, int in, int out) {
    Layer values = maker.dense(name, in, out);
    Layer gates = maker.dense(name + ".gate", in, out);
    return (tf, x, pass) -> {
      Operand<TFloat32> open = tf.math.sigmoid(gates.apply(tf, x, pass));
      return tf.math.mul(values.apply(tf, x, pass), open);
    };
  }
}
