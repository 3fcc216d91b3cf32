package org.lowerbound.memory;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.lowerbound.memory.GraphNodes.Node;
import org.tensorflow.ndarray.Shape;

/** The sizes of a run's tensors, and which of them share memory. */
final class RunTensors {
  private final GraphNodes graph;
  private final Map<String, ImmutableList<Shape>> shapes;
  private final int rows;
  private final ImmutableLongArray[] lengths;
  private final boolean[] guessed;
  private final int[] buffers;
  private final long[] bytes;

  /**
   * Finds the sizes.
   *
   * @param rows how many rows are fed, and what a length is guessed to be that remains open
   */
  RunTensors(GraphRun run, int rows) {
    this.graph = run.graph();
    this.shapes = GraphShapes.infer(run, rows);
    this.rows = rows;
    int count = graph.tensors().size();
    this.lengths = new ImmutableLongArray[count];
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
    Shape shape = shapes.get(node.name()).get(output);
    guessed[tensor] = shape.hasUnknownDimension();
    lengths[tensor] =
        shape.isUnknown()
            ? node.inputs().stream()
                .max((a, b) -> Long.compare(elements(a), elements(b)))
                .map(largest -> lengths[largest])
                .orElse(ImmutableLongArray.of())
            : ImmutableLongArray.copyOf(
                Arrays.stream(shape.asArray())
                    .map(length -> length == Shape.UNKNOWN_SIZE ? rows : length));
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

  /** Returns whether a buffer's size is a guess: no shape tells it. */
  boolean isGuessed(int buffer) {
    return guessed[buffer];
  }

  /** Returns the lengths of a tensor's axes. */
  ImmutableLongArray lengths(int tensor) {
    return lengths[tensor];
  }
}
