package org.lowerbound.graph;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Functions with a gradient of their own.
 *
 * <p>TensorFlow finds gradients by the type of an op, in a registry of the whole process. The
 * values of a function with its own gradient therefore pass through an {@code IdentityN} op, which
 * has none otherwise, and whose name says which function it belongs to, and what was noted for it.
 */
public final class CustomGradients {
  private static final String CARRIER = "IdentityN";
  private static final String NAME_PREFIX = "custom-gradient.";
  private static final char END = '.';
  private static final Map<String, NotedGradient> BY_NAME = new ConcurrentHashMap<>();

  static {
    // False if TensorFlow already had a gradient for the carrier: then ours would not be called.
    checkState(
        TensorFlow.registerCustomGradient(CARRIER, CustomGradients::backpropagate),
        "TensorFlow already has a gradient for %s",
        CARRIER);
  }

  private CustomGradients() {}

  /** The gradient of a scalar-valued or batched function. */
  @FunctionalInterface
  public interface Gradient {
    /**
     * Returns the gradient with respect to each of the inputs.
     *
     * @param tf where to add nodes
     * @param inputs the inputs given to {@link #attach}
     * @param upstream the gradient with respect to the function's value, of the value's shape
     */
    List<Operand<TFloat32>> backpropagate(
        Ops tf, List<Operand<TFloat32>> inputs, Operand<TFloat32> upstream);
  }

  /** A gradient that is told what was noted when it was attached. */
  @FunctionalInterface
  interface NotedGradient {
    /** Returns what {@link Gradient#backpropagate} does. */
    List<Operand<TFloat32>> backpropagate(
        Ops tf, String note, List<Operand<TFloat32>> inputs, Operand<TFloat32> upstream);
  }

  /** Names a gradient, once in a process; letters, digits and hyphens. */
  public static void register(String name, Gradient gradient) {
    register(name, (tf, note, inputs, upstream) -> gradient.backpropagate(tf, inputs, upstream));
  }

  static void register(String name, NotedGradient gradient) {
    checkArgument(name.matches("[a-z0-9-]+"), "not a name for a gradient: %s", name);
    checkState(
        BY_NAME.putIfAbsent(name, gradient) == null, "gradient %s is already registered", name);
  }

  /**
   * Returns {@code value}, with the gradient registered under {@code name} in place of
   * TensorFlow's.
   *
   * @param value the function's value
   * @param inputs what the value is a function of
   */
  public static Operand<TFloat32> attach(
      Ops tf, String name, Operand<TFloat32> value, List<Operand<TFloat32>> inputs) {
    return attach(tf, name, "", value, inputs);
  }

  /** Does the same, and keeps a note for the gradient; letters, digits, underscores and dots. */
  static Operand<TFloat32> attach(
      Ops tf, String name, String note, Operand<TFloat32> value, List<Operand<TFloat32>> inputs) {
    checkArgument(BY_NAME.containsKey(name), "no gradient %s is registered", name);
    List<Operand<?>> carried = new ArrayList<>();
    carried.add(tf.stopGradient(value));
    carried.addAll(inputs);
    Output<?> output =
        tf.withName(NAME_PREFIX + name + END + note + END).identityN(carried).output().get(0);
    return output.expect(TFloat32.class);
  }

  private static List<Operand<?>> backpropagate(
      Ops tf, GraphOperation carrier, List<Output<?>> upstream) {
    String nameAndNote = nameAndNote(carrier.name());
    int end = nameAndNote.indexOf(END);
    NotedGradient gradient = BY_NAME.get(nameAndNote.substring(0, Math.max(end, 0)));
    checkState(gradient != null, "op %s has no gradient", carrier.name());
    String note = nameAndNote.substring(end + 1);
    List<Operand<TFloat32>> inputs = new ArrayList<>();
    for (int i = 1; i < carrier.numOutputs(); i++) {
      inputs.add(carrier.<TFloat32>output(i));
    }
    List<Operand<?>> gradients = new ArrayList<>();
    gradients.add(tf.zerosLike(carrier.<TFloat32>output(0)));
    gradients.addAll(
        gradient.backpropagate(tf, note, inputs, upstream.get(0).expect(TFloat32.class)));
    return gradients;
  }

  /** Returns {@code name.note} from the op's name, which has scopes before and perhaps _1 after. */
  private static String nameAndNote(String opName) {
    String last = opName.substring(opName.lastIndexOf('/') + 1);
    int end = last.lastIndexOf(END);
    return last.startsWith(NAME_PREFIX) && end > NAME_PREFIX.length()
        ? last.substring(NAME_PREFIX.length(), end)
        : "";
  }
}
