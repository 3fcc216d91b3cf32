package org.lowerbound.graph;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.types.TFloat32;

/**
 * Functions that XLA compiles into one loop for each of their values.
 *
 * <p>TensorFlow runs one operation after the other, and each reads and writes whole tensors. Where
 * these do not fit a core's cache, a chain of elementwise operations waits for memory at each link;
 * a compiled one reads its inputs once and writes its values once. It rounds as XLA does, which is
 * not to the last bit as TensorFlow's kernels do.
 */
public final class FusedFunction {
  /**
   * The values, 0.5 MB of them, from which a function is compiled. Compiling takes about a tenth of
   * a second in each session and for each size of batch, and below this nothing is won by it.
   */
  private static final long LEAST_VALUES = 1 << 17;

  private FusedFunction() {}

  /** What a function computes. It may use its inputs and constants, and no other operands. */
  @FunctionalInterface
  public interface Body {
    /** Returns the values. An input has the shape here that the operand has where it is called. */
    List<Operand<TFloat32>> of(Ops tf, List<Operand<TFloat32>> inputs);
  }

  /**
   * A function in a graph.
   *
   * @param name its name in the graph's library
   * @param shapes of its values
   */
  record Definition(String name, ImmutableList<Shape> shapes) {}

  /** Returns whether tensors of this shape are large enough for a function of them to be fused. */
  public static boolean pays(Shape shape) {
    // A length that is not known is that of a batch, and may be 1.
    return !shape.isUnknown()
        && LongStream.of(shape.asArray())
                .map(length -> Math.max(length, 1))
                .reduce(1, (a, b) -> a * b)
            >= LEAST_VALUES;
  }

  /**
   * Returns the values of a function, compiled if that {@linkplain #pays pays} for one of its
   * inputs. No gradient passes through it: {@link FusedGradient} gives it one.
   *
   * @param name for the profile of a step; letters, digits and hyphens
   */
  public static List<Operand<TFloat32>> call(
      Ops tf, String name, List<Operand<TFloat32>> inputs, Body body) {
    return inputs.stream().map(Operand::shape).anyMatch(FusedFunction::pays)
        ? callCompiled(tf, name, inputs, body)
        : body.of(tf, inputs);
  }

  /** Does the same, and always compiles. */
  public static List<Operand<TFloat32>> callCompiled(
      Ops tf, String name, List<Operand<TFloat32>> inputs, Body body) {
    List<Shape> shapes = inputs.stream().map(Operand::shape).toList();
    Definition definition = define(tf, name, shapes, body);
    List<Operand<TFloat32>> values =
        callDefined(tf, name, definition.name(), definition.shapes().size(), inputs);
    return IntStream.range(0, values.size())
        .<Operand<TFloat32>>mapToObj(i -> tf.ensureShape(values.get(i), definition.shapes().get(i)))
        .toList();
  }

  /** Adds a function to a graph's library. */
  static Definition define(Ops tf, String name, List<Shape> shapes, Body body) {
    List<Shape> valueShapes = new ArrayList<>();
    try (ConcreteFunction function =
        ConcreteFunction.create(inner -> signature(inner, name, shapes, body, valueShapes))) {
      ((Graph) tf.scope().env()).attachFunction(function);
      return new Definition(function.getDefinedName(), ImmutableList.copyOf(valueShapes));
    }
  }

  private static Signature signature(
      Ops tf, String name, List<Shape> shapes, Body body, List<Shape> valueShapes) {
    Signature.Builder signature = Signature.builder(name.replace('-', '_'));
    List<Operand<TFloat32>> inputs = new ArrayList<>();
    for (Shape shape : shapes) {
      Operand<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      signature.input("input_" + inputs.size(), input);
      inputs.add(input);
    }
    for (Operand<TFloat32> value : body.of(tf, inputs)) {
      signature.output("value_" + valueShapes.size(), value);
      valueShapes.add(value.shape());
    }
    return signature.build();
  }

  /**
   * Calls a function of a graph's library.
   *
   * @param name of the node
   * @param function its name in the library
   * @param values how many it has
   */
  static List<Operand<TFloat32>> callDefined(
      Ops tf, String name, String function, int values, List<Operand<TFloat32>> inputs) {
    OperationBuilder call =
        tf.scope().env().opBuilder("PartitionedCall", tf.scope().makeOpName(name), tf.scope());
    call.addInputList(inputs.stream().map(Operand::asOutput).toArray(Output<?>[]::new));
    call.setAttr("Tin", floats(inputs.size()));
    call.setAttr("Tout", floats(values));
    call.setAttr(
        "f", AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build());
    call.setAttr("_XlaMustCompile", true);
    Operation called = call.build();
    return IntStream.range(0, values).<Operand<TFloat32>>mapToObj(called::output).toList();
  }

  private static DataType[] floats(int count) {
    return Collections.nCopies(count, DataType.DT_FLOAT).toArray(DataType[]::new);
  }
}
