package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.graph.Shapes;
import org.lowerbound.spec.Default;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A multilayer perceptron: dense layers with the same activation, then the linear heads. Images are
 * flattened.
 *
 * @param hidden the widths of the hidden layers; none makes a linear function
 * @param activation what follows each hidden layer
 * @param initializer the first weights of all layers; hidden biases start at 0
 */
public record Mlp(
    @Default("[200, 200]") ImmutableList<Integer> hidden,
    @Default("\"tanh\"") Activation activation,
    @Default("\"glorot-uniform\"") Initializer initializer)
    implements Architecture {
  /** Checks the arguments. */
  public Mlp {
    for (int width : hidden) {
      checkArgument(width > 0, "hidden widths must be positive but are %s", hidden);
    }
  }

  @Override
  public Network build(
      ParameterStore parameters, String name, Shape input, ImmutableList<Head> heads) {
    int inputSize = (int) input.size();
    int width = inputSize;
    ImmutableList.Builder<Dense> layers = ImmutableList.builder();
    for (int i = 0; i < hidden.size(); i++) {
      layers.add(
          Dense.create(
              parameters,
              name + ".hidden" + (i + 1),
              width,
              hidden.get(i),
              initializer,
              new Zeros()));
      width = hidden.get(i);
    }
    ImmutableList.Builder<Dense> tops = ImmutableList.builder();
    for (Head head : heads) {
      tops.add(
          Dense.create(
              parameters, name + "." + head.name(), width, head.size(), initializer, head.bias()));
    }
    return new Built(inputSize, layers.build(), activation, tops.build(), heads);
  }

  private record Built(
      int inputSize,
      ImmutableList<Dense> layers,
      Activation activation,
      ImmutableList<Dense> tops,
      ImmutableList<Head> heads)
      implements Network {
    @Override
    public ImmutableList<Operand<TFloat32>> apply(Ops tf, Operand<TFloat32> input, Pass pass) {
      // One matrix product for all leading axes.
      Operand<TFloat32> rows = Shapes.toRows(tf, input, inputSize);
      for (Dense layer : layers) {
        rows = activation.apply(tf, layer.apply(tf, rows, pass));
      }
      ImmutableList.Builder<Operand<TFloat32>> outputs = ImmutableList.builder();
      for (int i = 0; i < tops.size(); i++) {
        Operand<TFloat32> output = tops.get(i).apply(tf, rows, pass);
        outputs.add(Shapes.withLeadingAxesOf(tf, input, output, heads.get(i).size()));
      }
      return outputs.build();
    }
  }
}
