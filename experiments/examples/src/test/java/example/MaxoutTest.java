package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lowerbound.graph.StateStore;
import org.lowerbound.network.Head;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.Network;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Pass;
import org.lowerbound.random.RandomStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The network against a computation in double. */
class MaxoutTest {
  private static final int IN = 3;
  private static final int UNITS = 4;
  private static final int PIECES = 2;
  private static final int OUT = 2;

  /** Parameters that stay what they are at first. */
  private record Constants(Ops tf, Map<String, float[]> values) implements ParameterStore {
    @Override
    public Operand<TFloat32> create(String name, Shape shape, Initializer initializer) {
      values.put(name, initializer.values(new RandomStream(1, name), shape));
      return tf.constant(shape, DataBuffers.of(values.get(name)));
    }

    @Override
    public ParameterStore in(ParameterGroup group) {
      return this;
    }

    @Override
    public Operand<TFloat32> createState(String name, Shape shape, Initializer initializer) {
      return create(name, shape, initializer);
    }

    @Override
    public StateStore states() {
      throw new AssertionError("a maxout network has no states");
    }
  }

  @Test
  void aUnitIsTheLargestOfItsPieces() {
    Map<String, float[]> w = new LinkedHashMap<>();
    float[] x = {0.5f, -1f, 2f, 1f, 0.25f, -0.75f};
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Network network =
          new Maxout(ImmutableList.of(UNITS), PIECES)
              .build(
                  new Constants(tf, w),
                  "net",
                  Shape.of(IN),
                  ImmutableList.of(Head.ofSize("out", OUT)));
      var input = tf.constant(Shape.of(2, 1, IN), DataBuffers.of(x)); // [K, B, in]
      var output = network.apply(tf, input, Pass.evaluation()).get(0);
      try (var result = session.runner().fetch(output).run()) {
        TFloat32 y = (TFloat32) result.get(0);
        assertEquals(Shape.of(2, 1, OUT), y.shape());
        for (int k = 0; k < 2; k++) {
          for (int o = 0; o < OUT; o++) {
            double sum = 0; // Biases start at 0.
            for (int u = 0; u < UNITS; u++) {
              double largest = Double.NEGATIVE_INFINITY;
              for (int p = 0; p < PIECES; p++) {
                double piece = 0;
                for (int i = 0; i < IN; i++) {
                  int column = u * PIECES + p;
                  piece +=
                      (double) x[k * IN + i]
                          * w.get("net.hidden1.weights")[i * UNITS * PIECES + column];
                }
                largest = Math.max(largest, piece);
              }
              sum += largest * w.get("net.out.weights")[u * OUT + o];
            }
            // Values of order one, a dozen sums: a few units of the last of 24 bits.
            assertEquals(sum, y.getFloat(k, 0, o), 1e-5);
          }
        }
      }
    }
  }

  @Test
  void oneMustHaveTwoPieces() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Maxout(ImmutableList.of(UNITS), 1));
    assertEquals("pieces must be at least 2 but is 1", e.getMessage());
  }
}
