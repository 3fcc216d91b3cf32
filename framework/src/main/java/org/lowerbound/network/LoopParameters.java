package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The parameters that networks read in the body of a loop. TensorFlow builds a body as a graph of
 * its own, which sees nothing but the loop's variables: so parameters are variables, too, that stay
 * as they are.
 */
public final class LoopParameters {
  private final ImmutableList<Output<TFloat32>> parameters;

  private LoopParameters(ImmutableList<Output<TFloat32>> parameters) {
    this.parameters = parameters;
  }

  /**
   * Finds out which they are: the body is built once, in a graph that is thrown away.
   *
   * @param body adds its nodes, and reads parameters through the pass
   */
  public static LoopParameters of(BiConsumer<Ops, Pass> body) {
    Map<Output<TFloat32>, Operand<TFloat32>> asked = new LinkedHashMap<>();
    try (Graph graph = new Graph()) {
      body.accept(
          Ops.create(graph),
          Pass.reading(
              (tf, parameter) ->
                  asked.computeIfAbsent(
                      parameter.asOutput(),
                      key ->
                          tf.placeholder(TFloat32.class, Placeholder.shape(parameter.shape())))));
      return new LoopParameters(ImmutableList.copyOf(asked.keySet()));
    }
  }

  /** Returns the first values of the loop's variables. */
  public ImmutableList<Operand<TFloat32>> values() {
    return ImmutableList.copyOf(parameters);
  }

  /**
   * Returns the pass of a body, outside training.
   *
   * @param variables the loop's, in the order of the {@link #values}
   */
  public Pass in(Ops body, List<? extends Operand<TFloat32>> variables) {
    checkArgument(
        variables.size() == parameters.size(),
        "%s variables are not those of %s parameters",
        variables.size(),
        parameters.size());
    ImmutableMap<Output<TFloat32>, Operand<TFloat32>> read =
        Maps.toMap(
                IntStream.range(0, parameters.size()).boxed().toList(),
                i ->
                    (Operand<TFloat32>)
                        body.ensureShape(variables.get(i), parameters.get(i).shape()))
            .entrySet()
            .stream()
            .collect(
                ImmutableMap.toImmutableMap(
                    entry -> parameters.get(entry.getKey()), Map.Entry::getValue));
    return Pass.reading((tf, parameter) -> found(read, parameter));
  }

  private static Operand<TFloat32> found(
      ImmutableMap<Output<TFloat32>, Operand<TFloat32>> read, Operand<TFloat32> parameter) {
    Operand<TFloat32> variable = read.get(parameter.asOutput());
    checkArgument(
        variable != null,
        "a loop's body reads the parameter %s, which it did not read before",
        parameter.asOutput().op().name());
    return variable;
  }
}
