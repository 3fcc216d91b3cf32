package org.lowerbound.graph;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A custom gradient of {@linkplain FusedFunction fused functions}, one for each input, so that one
 * that nobody asks for costs nothing.
 *
 * <p>While TensorFlow adds gradients, it neither takes new functions nor tells shapes. The
 * functions are therefore defined before, where the gradient is attached, which notes their names.
 */
public final class FusedGradient {
  private static final char SEPARATOR = '.';

  private final String name;
  private final ImmutableList<FusedFunction.Body> byInput;

  private FusedGradient(String name, ImmutableList<FusedFunction.Body> byInput) {
    this.name = name;
    this.byInput = byInput;
  }

  /**
   * Registers a gradient, once in a process.
   *
   * @param name letters, digits and hyphens
   * @param byInput for each input of the function the gradient by it: of the inputs and, behind
   *     them, of the gradient by the function's value
   */
  public static FusedGradient register(String name, FusedFunction.Body... byInput) {
    FusedGradient gradient = new FusedGradient(name, ImmutableList.copyOf(byInput));
    CustomGradients.register(name, gradient::backpropagate);
    return gradient;
  }

  /**
   * Returns {@code value} with this gradient.
   *
   * @param inputs what the value is a function of
   */
  public Operand<TFloat32> attach(Ops tf, Operand<TFloat32> value, List<Operand<TFloat32>> inputs) {
    List<Shape> shapes = new ArrayList<>(inputs.stream().map(Operand::shape).toList());
    if (shapes.stream().noneMatch(FusedFunction::pays)) {
      return CustomGradients.attach(tf, name, value, inputs);
    }
    shapes.add(value.shape());
    Stream<String> functions =
        byInput.stream().map(body -> FusedFunction.define(tf, name, shapes, body).name());
    String note = Joiner.on(SEPARATOR).join(functions.iterator());
    return CustomGradients.attach(tf, name, note, value, inputs);
  }

  private List<Operand<TFloat32>> backpropagate(
      Ops tf, String note, List<Operand<TFloat32>> inputs, Operand<TFloat32> upstream) {
    List<Operand<TFloat32>> all =
        ImmutableList.<Operand<TFloat32>>builder().addAll(inputs).add(upstream).build();
    if (note.isEmpty()) {
      return byInput.stream().map(body -> Iterables.getOnlyElement(body.of(tf, all))).toList();
    }
    return Streams.stream(Splitter.on(SEPARATOR).split(note))
        .map(
            function ->
                Iterables.getOnlyElement(FusedFunction.callDefined(tf, name, function, 1, all)))
        .toList();
  }
}
