package org.lowerbound.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.graph.MatrixVectors;
import org.lowerbound.graph.Shapes;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/** Sums of tensors, against sums by hand. */
final class RunMemoryTest {
  private static final int ROWS = 64;
  private static final long X = 4L * ROWS * 100;
  private static final long H = 4L * ROWS * 50;
  private static final long Y = 4L * ROWS * 300;

  private static Operand<TFloat32> rows(Ops tf, long... shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }

  private static Operand<TFloat32> weights(Ops tf, String name, int in, int out) {
    return tf.identity(tf.withName(name + ".weights").variable(Shape.of(in, out), TFloat32.class));
  }

  private static RunMemory fetching(Graph graph, int rows, List<? extends Operand<?>> fetches) {
    return RunMemory.of(new GraphNodes(graph), ImmutableList.of(), fetches, rows);
  }

  @Test
  void aForwardPassHoldsTheInputAndTheOutputOfItsLargestProduct() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = rows(tf, -1, 100);
      Operand<TFloat32> h = tf.math.tanh(tf.linalg.matMul(x, weights(tf, "first", 100, 50)));
      Operand<TFloat32> y = tf.linalg.matMul(h, weights(tf, "second", 50, 300));
      RunMemory memory = fetching(graph, ROWS, List.of(y));
      assertEquals(H + Y, memory.leastBytes());
      assertEquals(
          ImmutableList.of(
              new TensorSize("second", ImmutableList.of((long) ROWS, 300L), Y),
              new TensorSize("first", ImmutableList.of((long) ROWS, 50L), H)),
          memory.largest());
      assertTrue(memory.likelyBytes() >= memory.leastBytes());
      assertEquals(4L * (100 * 50 + 50 * 300), new GraphNodes(graph).variableBytes());
    }
  }

  @Test
  void aStepHoldsWhatTheBackwardPassReads() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = rows(tf, -1, 100);
      Operand<TFloat32> first = weights(tf, "first", 100, 50);
      Operand<TFloat32> second = weights(tf, "second", 50, 300);
      Operand<TFloat32> h = tf.math.tanh(tf.linalg.matMul(x, first));
      Operand<TFloat32> y = tf.linalg.matMul(h, second);
      Operand<TFloat32> loss = tf.reduceSum(tf.math.square(y), tf.array(0, 1));
      Output<?>[] gradients =
          graph.addGradients(
              loss.asOutput(), new Output<?>[] {first.asOutput(), second.asOutput()});
      // The gradient of the second weights is a product of h and of the gradient by y. That of the
      // first ones may be computed earlier or later, so that x is not needed for certain.
      assertEquals(H + Y + 4L * 50 * 300, fetching(graph, ROWS, List.of(gradients)).leastBytes());
      // The gradient by h, if only the first weights move, is made while x and h wait.
      assertEquals(X + H + Y + H, fetching(graph, ROWS, List.of(gradients[0])).leastBytes());
    }
  }

  @Test
  void drawsTimesRowsAreFoundThroughReshapes() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = rows(tf, 7, -1, 100); // [K, B, D]
      Operand<TFloat32> flat = tf.reshape(x, tf.array(-1, 100)); // [K B, D]
      Operand<TFloat32> y = tf.linalg.matMul(flat, weights(tf, "only", 100, 50));
      Operand<TFloat32> again = tf.reshape(y, tf.array(7, -1, 50));
      assertEquals(4L * 7 * 3 * (100 + 50), fetching(graph, 3, List.of(again)).leastBytes());
    }
  }

  /** As a normal posterior with a matrix of its own for each row draws, then a decoder. */
  @Test
  void lengthsAreFoundThroughTransposedAndJoinedAxes() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      int draws = 7;
      Operand<TFloat32> matrix = rows(tf, -1, 20, 20); // [B, D, D]
      Operand<TFloat32> epsilon =
          tf.random.statelessRandomNormal(
              tf.concat(
                  List.of(tf.array(draws), tf.slice(tf.shape(matrix), tf.array(0), tf.array(2))),
                  tf.constant(0)),
              tf.array(1L, 2L)); // [K, B, D]
      Operand<TFloat32> z = MatrixVectors.product(tf, matrix, epsilon);
      Operand<TFloat32> flat = tf.reshape(z, tf.array(-1, 20)); // [K B, D]
      Operand<TFloat32> y =
          Shapes.withLeadingAxesOf(
              tf, z, tf.linalg.matMul(flat, weights(tf, "decoder", 20, 300)), 300);
      RunMemory memory = fetching(graph, ROWS, List.of(tf.math.sigmoid(y)));
      assertEquals(
          new TensorSize("decoder", ImmutableList.of((long) draws * ROWS, 300L), draws * Y),
          memory.largest().get(0));
      // While the decoder's product is made, beside what it is made of.
      assertEquals(4L * draws * ROWS * (20 + 300), memory.leastBytes());
      assertTrue(memory.likelyBytes() < 5L * draws * Y, memory.toString());
    }
  }

  @Test
  void placeholdersOfOtherRunsTakeOtherNumbersOfRows() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> w = weights(tf, "only", 100, 50);
      Operand<TFloat32> batch = tf.ensureShape(rows(tf, -1, 100), Shape.of(9, 100));
      Operand<TFloat32> x = rows(tf, -1, 100);
      Operand<TFloat32> ofBatch = tf.linalg.matMul(batch, w);
      Operand<TFloat32> ofAny = tf.linalg.matMul(x, w);
      GraphNodes nodes = new GraphNodes(graph);
      assertEquals(
          4L * 9 * (100 + 50),
          RunMemory.of(nodes, ImmutableList.of(), List.of(ofBatch), 9).leastBytes());
      assertEquals(
          4L * ROWS * (100 + 50),
          RunMemory.of(nodes, ImmutableList.of(), List.of(ofAny), ROWS).leastBytes());
      // What cannot be is no reason to fail: what the graph leaves open is then a guess.
      assertEquals(
          4L * 9 * (100 + 50),
          RunMemory.of(nodes, ImmutableList.of(), List.of(ofBatch), ROWS).leastBytes());
    }
  }

  @Test
  void whatTensorFlowMayFindEqualCountsOnce() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = rows(tf, -1, 100);
      Operand<TFloat32> w = weights(tf, "only", 100, 50);
      Operand<TFloat32> a = tf.linalg.matMul(x, w);
      Operand<TFloat32> b = tf.linalg.matMul(x, tf.stopGradient(w));
      Operand<TFloat32> c = tf.linalg.matMul(a, b, MatMul.transposeB(true)); // [B, B]
      // Made while a is, x is the largest; a and b apart would be more, 2 H beside [B, B].
      assertEquals(X + H, fetching(graph, ROWS, List.of(c)).leastBytes());
    }
  }
}
