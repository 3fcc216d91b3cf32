package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Surrogate;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The gradients of surrogates by parameters, and of other numbers by other nodes. */
final class Gradients {
  private final Graph graph;
  private final ImmutableList<Parameter> parameters;

  Gradients(Graph graph, ImmutableList<Parameter> parameters) {
    this.graph = graph;
    this.parameters = parameters;
  }

  /**
   * Adds the gradients of a turn's descents by all the parameters that move.
   *
   * @throws IllegalArgumentException if a surrogate does not depend on a parameter of its groups
   */
  ImmutableMap<Parameter, Operand<TFloat32>> of(ImmutableList<Descent> descents) {
    // One pass for each scalar, though several descents may share it.
    Map<Operand<TFloat32>, ImmutableList.Builder<Parameter>> byScalar = new LinkedHashMap<>();
    for (Descent descent : descents) {
      for (Surrogate surrogate : descent.surrogates()) {
        ImmutableList.Builder<Parameter> moved =
            byScalar.computeIfAbsent(surrogate.value(), scalar -> ImmutableList.builder());
        parameters.stream()
            .filter(parameter -> surrogate.groups().contains(parameter.group()))
            .forEach(moved::add);
      }
    }
    ImmutableMap.Builder<Parameter, Operand<TFloat32>> gradients = ImmutableMap.builder();
    byScalar.forEach(
        (scalar, moved) -> {
          ImmutableList<Parameter> by = moved.build();
          ImmutableList<Operand<TFloat32>> values = gradients(scalar, by);
          for (int i = 0; i < by.size(); i++) {
            gradients.put(by.get(i), values.get(i));
          }
        });
    return gradients.buildOrThrow();
  }

  private ImmutableList<Operand<TFloat32>> gradients(
      Operand<TFloat32> loss, ImmutableList<Parameter> by) {
    if (by.isEmpty()) {
      return ImmutableList.of();
    }
    try {
      Output<?>[] gradients = addGradients(loss, by);
      if (Arrays.stream(gradients).noneMatch(Output::isClosed)) {
        return Arrays.stream(gradients)
            .<Operand<TFloat32>>map(gradient -> gradient.expect(TFloat32.class))
            .collect(ImmutableList.toImmutableList());
      }
    } catch (TFInvalidArgumentException e) {
      checkAllReached(loss, by);
      throw e;
    }
    checkAllReached(loss, by);
    throw new IllegalStateException("a gradient is missing, though each alone is there");
  }

  /**
   * Adds the gradients of the sum of a node's elements by other nodes than parameters; zeros by
   * those that it does not depend on.
   */
  ImmutableList<Operand<TFloat32>> of(
      Ops tf, Operand<TFloat32> sum, ImmutableList<Operand<TFloat32>> by) {
    Output<?>[] nodes = by.stream().map(Operand::asOutput).toArray(Output[]::new);
    Output<?>[] found;
    try {
      found = graph.addGradients(sum.asOutput(), nodes);
    } catch (TFInvalidArgumentException e) {
      if (e.getMessage() == null || !e.getMessage().contains("unreachable")) {
        throw e;
      }
      // One that is not reached fails them all.
      return by.size() == 1
          ? ImmutableList.of(tf.zerosLike(by.get(0)))
          : by.stream()
              .map(node -> of(tf, sum, ImmutableList.of(node)).get(0))
              .collect(ImmutableList.toImmutableList());
    }
    ImmutableList.Builder<Operand<TFloat32>> gradients = ImmutableList.builder();
    for (int i = 0; i < found.length; i++) {
      gradients.add(
          found[i].isClosed() ? tf.zerosLike(by.get(i)) : found[i].expect(TFloat32.class));
    }
    return gradients.build();
  }

  private Output<?>[] addGradients(Operand<TFloat32> loss, List<Parameter> by) {
    Output<?>[] reads =
        by.stream().map(parameter -> parameter.read().asOutput()).toArray(Output[]::new);
    return graph.addGradients(loss.asOutput(), reads);
  }

  private void checkAllReached(Operand<TFloat32> loss, ImmutableList<Parameter> by) {
    String unreached =
        by.stream()
            .filter(parameter -> !isReached(loss, parameter))
            .map(Parameter::name)
            .collect(Collectors.joining(", "));
    checkArgument(
        unreached.isEmpty(),
        "the loss does not depend on %s: a model must use every parameter it makes",
        unreached);
  }

  /**
   * TensorFlow throws if there is no path from the loss to an input, and returns a closed output if
   * there is one but no gradient flows on it.
   */
  private boolean isReached(Operand<TFloat32> loss, Parameter parameter) {
    try {
      return !addGradients(loss, ImmutableList.of(parameter))[0].isClosed();
    } catch (TFInvalidArgumentException e) {
      return false;
    }
  }
}
