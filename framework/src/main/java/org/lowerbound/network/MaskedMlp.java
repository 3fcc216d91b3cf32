package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * MADE, the masked perceptron of Germain et al. (2015): each head has one output for each input,
 * and output i is a function of the inputs before i alone.
 *
 * <p>As a {@linkplain CausalArchitecture causal} network it takes inputs in the order in which they
 * come, and a head may have several numbers for each. The first hidden layer sees the context.
 * {@link #autoregressive} makes networks in any order.
 *
 * @param hidden the widths of the hidden layers; none makes a strictly triangular linear function
 * @param activation what follows each hidden layer
 * @param initializer the first weights of all layers, before masks; hidden biases start at 0
 */
public record MaskedMlp(
    @Default("[200, 200]") @Interval(min = 1, max = 1_000_000) ImmutableList<Integer> hidden,
    @Default("\"relu\"") Activation activation,
    @Default("\"glorot-uniform\"") Initializer initializer)
    implements CausalArchitecture {
  /** Checks the arguments. */
  public MaskedMlp {
    DenseStack.checkWidths(hidden);
  }

  @Override
  public CausalNetwork causal(
      ParameterStore parameters,
      String name,
      Shape observed,
      int contextSize,
      ChannelOrder order,
      ImmutableList<Head> heads) {
    CausalShapes.checkHeads(name, observed, order, heads);
    return MaskedNetwork.create(
        this,
        parameters,
        name,
        Connectivity.inGroups(
            order.places(observed),
            order.valuesOfPlace(observed),
            hidden,
            leastDegree(contextSize)),
        contextSize,
        heads);
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
    for (Head head : heads) {
      checkArgument(
          head.size() == order.size(),
          "%s.%s: a masked network has one output for each of its %s inputs, but this head has"
              + " shape %s",
          name,
          head.name(),
          order.size(),
          head.output());
    }
    return MaskedNetwork.create(
        this,
        parameters,
        name,
        Connectivity.even(name, order, hidden, leastDegree(contextSize)),
        contextSize,
        heads);
  }

  /**
   * Returns the least degree of a hidden unit: of no use without a context is one that sees no
   * input.
   */
  private static int leastDegree(int contextSize) {
    return contextSize > 0 ? 0 : 1;
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
