package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lowerbound.objective.ScheduledInputs;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** One update of a set of parameters against the gradient of a loss. */
final class Descent {
  /** What the check of a step says when it fails; the trainer looks for it. */
  static final String NON_FINITE = "non-finite loss or gradient";

  private Descent() {}

  /**
   * Adds the gradients, their check, their clipping and the updates.
   *
   * <p>No parameter moves before all gradients are there and found finite: a kernel that updates in
   * place must not overtake one that still reads the old value, and a step with a NaN must leave
   * everything as it was.
   *
   * @return the op that makes the update
   * @throws IllegalArgumentException if the loss does not depend on some parameter
   */
  static Op build(
      Graph graph,
      Ops tf,
      Operand<TFloat32> loss,
      Variables variables,
      Optimizer optimizer,
      Optional<Double> clipNorm,
      ScheduledInputs inputs) {
    ImmutableList<Parameter> parameters = variables.parameters();
    ImmutableList<Operand<TFloat32>> gradients = gradients(graph, loss, parameters);

    List<Operand<TFloat32>> halfSquares = new ArrayList<>();
    for (Operand<TFloat32> gradient : gradients) {
      halfSquares.add(tf.nn.l2Loss(gradient));
    }
    Operand<TFloat32> halfSquare = tf.math.addN(halfSquares); // ½ |g|²
    Op finite =
        tf.assertThat(
            tf.math.isFinite(tf.math.add(halfSquare, loss)), List.of(tf.constant(NON_FINITE)));
    Ops checked = tf.withControlDependencies(List.of(finite));

    Optional<Operand<TFloat32>> scale =
        clipNorm.map(
            limit -> {
              Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.constant(2f), halfSquare));
              return tf.math.div(
                  tf.constant(limit.floatValue()),
                  tf.math.maximum(norm, tf.constant(limit.floatValue())));
            });
    Optimizer.Rule rule = optimizer.build(tf, inputs);
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Operand<TFloat32> gradient = gradients.get(i);
      Operand<TFloat32> used =
          scale.<Operand<TFloat32>>map(s -> checked.math.mul(gradient, s)).orElse(gradient);
      Parameter parameter = parameters.get(i);
      updates.add(
          rule.apply(checked, parameter.name(), parameter.variable(), used, variables::slot));
    }
    return tf.withControlDependencies(updates).noOp();
  }

  private static ImmutableList<Operand<TFloat32>> gradients(
      Graph graph, Operand<TFloat32> loss, ImmutableList<Parameter> parameters) {
    try {
      Output<?>[] gradients = addGradients(graph, loss, parameters);
      if (Arrays.stream(gradients).noneMatch(Output::isClosed)) {
        return Arrays.stream(gradients)
            .<Operand<TFloat32>>map(gradient -> gradient.expect(TFloat32.class))
            .collect(ImmutableList.toImmutableList());
      }
    } catch (TFInvalidArgumentException e) {
      checkAllReached(graph, loss, parameters);
      throw e;
    }
    checkAllReached(graph, loss, parameters);
    throw new IllegalStateException("a gradient is missing, though each alone is there");
  }

  private static Output<?>[] addGradients(
      Graph graph, Operand<TFloat32> loss, List<Parameter> parameters) {
    Output<?>[] reads =
        parameters.stream().map(parameter -> parameter.read().asOutput()).toArray(Output[]::new);
    return graph.addGradients(loss.asOutput(), reads);
  }

  private static void checkAllReached(
      Graph graph, Operand<TFloat32> loss, ImmutableList<Parameter> parameters) {
    String unreached =
        parameters.stream()
            .filter(parameter -> !isReached(graph, loss, parameter))
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
  private static boolean isReached(Graph graph, Operand<TFloat32> loss, Parameter parameter) {
    try {
      return !addGradients(graph, loss, ImmutableList.of(parameter))[0].isClosed();
    } catch (TFInvalidArgumentException e) {
      return false;
    }
  }
}
