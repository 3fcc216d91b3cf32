package org.lowerbound.memory;

import com.google.common.primitives.ImmutableLongArray;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.lowerbound.memory.GraphNodes.Node;
import org.tensorflow.ndarray.Shape;

/** The sizes of a run's tensors, and which of them share memory. */
final class RunTensors {
  private static final long OPEN = Shape.UNKNOWN_SIZE;

  private final GraphNodes graph;
  private final long rows;
  private final ImmutableLongArray[] lengths;

  /** How long an axis is whose length the graph leaves open; 0 in a tensor that has none. */
  private final long[] openLength;

  private final boolean[] guessed;
  private final int[] buffers;
  private final long[] bytes;

  /**
   * Finds the sizes.
   *
   * @param rows how many rows are fed: the first length that the graph leaves open
   */
  RunTensors(GraphRun run, long rows) {
    this.graph = run.graph();
    this.rows = rows;
    int count = graph.tensors().size();
    this.lengths = new ImmutableLongArray[count];
    this.openLength = new long[count];
    this.guessed = new boolean[count];
    this.buffers = new int[count];
    this.bytes = new long[count];
    for (Node node : run.nodes()) {
      for (int i = 0; i < node.outputs(); i++) {
        measure(node, i);
        place(node, i);
      }
    }
  }

  private void measure(Node node, int output) {
    int tensor = node.firstOutput() + output;
    Shape shape = graph.tensors().get(tensor).shape();
    if (shape.isUnknown()) {
      guessed[tensor] = true;
      openLength[tensor] = rows;
      lengths[tensor] =
          node.inputs().stream()
              .max((a, b) -> Long.compare(elements(a), elements(b)))
              .map(largest -> lengths[largest])
              .orElse(ImmutableLongArray.of());
      return;
    }
    long[] known = shape.asArray();
    if (Arrays.stream(known).anyMatch(length -> length == OPEN)) {
      findOpenLength(node, output, known);
    }
    lengths[tensor] =
        ImmutableLongArray.copyOf(
            Arrays.stream(known).map(length -> length == OPEN ? openLength[tensor] : length));
  }

  private void findOpenLength(Node node, int output, long[] known) {
    int tensor = node.firstOutput() + output;
    boolean one = Arrays.stream(known).filter(length -> length == OPEN).count() == 1;
    long others = product(Arrays.stream(known).filter(length -> length != OPEN));
    if (one && others > 0 && OperationTypes.isView(node.type())) {
      int viewed = node.inputs().get(output);
      // [K, B, D] as [K B, D] and back. Noise is drawn as a long row, before it gets its shape.
      openLength[tensor] = guessed[viewed] ? rows : elements(viewed) / others;
      guessed[tensor] = guessed[viewed] && known.length == 1;
      return;
    }
    OptionalLong ofInputs =
        node.inputs().stream()
            .filter(input -> !guessed[input] && openLength[input] > 0)
            .mapToLong(input -> openLength[input])
            .min(); // No size is exaggerated: where several may be meant, the smallest.
    openLength[tensor] = ofInputs.orElse(rows);
    guessed[tensor] = ofInputs.isEmpty() && !node.type().equals("Placeholder");
  }

  private void place(Node node, int output) {
    int tensor = node.firstOutput() + output;
    long size = elements(tensor) * TypeSizes.bytes(graph.tensors().get(tensor).type());
    if (!OperationTypes.isView(node.type())) {
      buffers[tensor] = tensor;
      bytes[tensor] = size;
      return;
    }
    int buffer = buffers[node.inputs().get(output)];
    buffers[tensor] = buffer;
    if (guessed[buffer] && !guessed[tensor]) { // A view may know a shape that its origin does not.
      lengths[buffer] = lengths[tensor];
      bytes[buffer] = size;
      guessed[buffer] = false;
    }
  }

  private long elements(int tensor) {
    return product(lengths[tensor].stream());
  }

  private static long product(LongStream lengths) {
    return lengths.reduce(1, (a, b) -> a * b);
  }

  /** Returns the tensor in whose memory a tensor is: itself, or what it is a view of. */
  int buffer(int tensor) {
    return buffers[tensor];
  }

  /** Returns the bytes of a buffer. */
  long bytes(int buffer) {
    return bytes[buffer];
  }

  /** Returns whether a buffer's size is a guess: its length was itself computed. */
  boolean isGuessed(int buffer) {
    return guessed[buffer];
  }

  /** Returns the lengths of a tensor's axes. */
  ImmutableLongArray lengths(int tensor) {
    return lengths[tensor];
  }
}
