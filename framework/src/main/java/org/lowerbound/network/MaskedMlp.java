package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * MADE, the masked perceptron of Germain et al. (2015): each head has one output for each input,
 * and output i is a function of the inputs before i alone.
 *
 * <p>As the network of a model its inputs are ordered as they come, and heads must have the size of
 * the input. {@link #autoregressive} makes networks in any order, with a context.
 *
 * @param hidden the widths of the hidden layers; none makes a strictly triangular linear function
 * @param activation what follows each hidden layer
 * @param initializer the first weights of all layers, before masks; hidden biases start at 0
 */
public record MaskedMlp(
    @Default("[200, 200]") @Interval(min = 1, max = 1_000_000) ImmutableList<Integer> hidden,
    @Default("\"relu\"") Activation activation,
    @Default("\"glorot-uniform\"") Initializer initializer)
    implements Architecture {
  /** Checks the arguments. */
  public MaskedMlp {
    DenseStack.checkWidths(hidden);
  }

  @Override
  public Network build(
      ParameterStore parameters, String name, Shape input, ImmutableList<Head> heads) {
    int dimension = (int) input.size();
    MaskedNetwork network = autoregressive(parameters, name, naturalOrder(dimension), 0, heads);
    return (tf, x, pass) -> network.apply(tf, x, Optional.empty(), pass);
  }

  /**
   * Makes the parameters of one copy.
   *
   * @param parameters where they are made
   * @param name the prefix of their names, unique in the graph
   * @param order the numbers 0 to D − 1 in the order in which inputs may depend on each other: the
   *     outputs numbered {@code order.get(0)} depend on no input, those numbered {@code
   *     order.get(1)} on input {@code order.get(0)} alone
   * @param contextSize the length of a vector that all outputs depend on, 0 for none
   * @param heads the outputs, each of D values, all on top of the same hidden layers
   */
  public MaskedNetwork autoregressive(
      ParameterStore parameters,
      String name,
      ImmutableList<Integer> order,
      int contextSize,
      ImmutableList<Head> heads) {
    return MaskedNetwork.create(this, parameters, name, order, contextSize, heads);
  }

  /**
   * Makes the parameters of networks that share them: as many as a cycle has pairs of an ordering
   * and a mask.
   *
   * @param parameters where they are made
   * @param name the prefix of their names, unique in the graph
   * @param cycle the orderings and masks
   * @param direct whether there are weights from inputs to outputs, too: {@code name.direct}
   * @param head the outputs, one for each of D inputs
   */
  public MaskedEnsemble ensemble(
      ParameterStore parameters, String name, MaskCycle cycle, boolean direct, Head head) {
    return MaskedEnsemble.create(
        this, parameters, name, cycle.members(name, head.size(), hidden), direct, head);
  }

  /** Returns 0 to D − 1. */
  public static ImmutableList<Integer> naturalOrder(int dimension) {
    checkArgument(dimension > 0, "a masked network needs an input, but its size is %s", dimension);
    return IntStream.range(0, dimension).boxed().collect(ImmutableList.toImmutableList());
  }
}
