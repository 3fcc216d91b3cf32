package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class NormalizationTest {
  private static final double EPSILON = 1e-3;
  private static final double MOMENTUM = 0.9;
  private static final int CHANNELS = 3;

  /** A few roundings of numbers of order 1 to 5. */
  private static final double TOLERANCE = 5e-6;

  /** A normalised layer in a harness, with parameters and states away from where they start. */
  private static final class Built implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final InputParameters parameters = new InputParameters(harness, 3);
    final Operand<TFloat32> x;
    final Layer layer;

    Built(Normalization normalization, Shape shape) {
      this.x = harness.input(shape, Draws.normal("x", (int) shape.size(), 0.7, 1.5));
      this.layer = normalization.beforeActivation(parameters, "net", CHANNELS);
      set(parameters.byName(), "net.scale", 1.5f, -0.5f, 2);
      set(parameters.byName(), "net.offset", 0.3f, 0.1f, -0.2f);
      set(parameters.states().inputs(), "net.mean", 0.5f, -0.25f, 2);
      set(parameters.states().inputs(), "net.variance", 0.5f, 4, 1.5f);
    }

    private void set(Map<String, Operand<TFloat32>> inputs, String name, float... values) {
      if (inputs.containsKey(name)) {
        harness.set(inputs.get(name), values);
      }
    }

    Operand<TFloat32> apply(Pass pass) {
      return layer.apply(harness.tf(), x, pass);
    }

    Pass training() {
      return Pass.training(harness.noise(1, "noise"));
    }

    float[] values() {
      return harness.get(x);
    }

    float state(String name, int channel) {
      return harness.get(parameters.states().inputs().get(name))[channel];
    }

    float parameter(String name, int channel) {
      return parameters.values(name)[channel];
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  private static Normalization.Batch batch() {
    return new Normalization.Batch(MOMENTUM, EPSILON);
  }

  /** Rows, and images whose pixels count as rows. */
  static List<Shape> shapes() {
    return List.of(Shape.of(5, CHANNELS), Shape.of(2, 2, 3, CHANNELS));
  }

  private static double mean(float[] values, int channel) {
    double sum = 0;
    for (int i = channel; i < values.length; i += CHANNELS) {
      sum += values[i];
    }
    return sum * CHANNELS / values.length;
  }

  /** Returns the sum of squared differences from the mean. */
  private static double squares(float[] values, int channel) {
    double mean = mean(values, channel);
    double sum = 0;
    for (int i = channel; i < values.length; i += CHANNELS) {
      sum += (values[i] - mean) * (values[i] - mean);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void inTrainingABatchIsNormalizedByItself(Shape shape) {
    try (Built built = new Built(batch(), shape)) {
      float[] x = built.values();
      int rows = x.length / CHANNELS;
      for (Pass pass : List.of(built.training(), built.training().freeze())) {
        Operand<TFloat32> y = built.apply(pass);
        assertEquals(shape, built.harness.shape(y));
        float[] actual = built.harness.run(y);
        for (int i = 0; i < x.length; i++) {
          int c = i % CHANNELS;
          double standardized = (x[i] - mean(x, c)) / Math.sqrt(squares(x, c) / rows + EPSILON);
          assertEquals(
              built.parameter("net.scale", c) * standardized + built.parameter("net.offset", c),
              actual[i],
              TOLERANCE);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void runningStatisticsMoveByTheShareThatIsNotKept(Shape shape) {
    try (Built built = new Built(batch(), shape)) {
      float[] x = built.values();
      int rows = x.length / CHANNELS;
      built.apply(built.training());
      Map<String, Operand<TFloat32>> updates = built.parameters.states().updates();
      float[] means = built.harness.run(updates.get("net.mean"));
      float[] variances = built.harness.run(updates.get("net.variance"));
      for (int c = 0; c < CHANNELS; c++) {
        assertEquals(
            MOMENTUM * built.state("net.mean", c) + (1 - MOMENTUM) * mean(x, c),
            means[c],
            TOLERANCE);
        assertEquals(
            MOMENTUM * built.state("net.variance", c) + (1 - MOMENTUM) * squares(x, c) / (rows - 1),
            variances[c],
            TOLERANCE);
      }
    }
  }

  @Test
  void runningStatisticsStartAtTheStandardNormal() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 3);
      batch().beforeActivation(parameters, "net", 2);
      assertArrayEquals(new float[2], harness.get(parameters.states().inputs().get("net.mean")));
      assertArrayEquals(
          new float[] {1, 1}, harness.get(parameters.states().inputs().get("net.variance")));
      assertArrayEquals(new float[] {1, 1}, parameters.values("net.scale"));
      assertArrayEquals(new float[2], parameters.values("net.offset"));
    }
  }

  @Test
  void statisticsOfASingleNumberAreRefused() {
    try (Built one = new Built(batch(), Shape.of(1, CHANNELS));
        Built pixels = new Built(batch(), Shape.of(1, 1, 2, CHANNELS))) {
      for (Pass pass : List.of(one.training(), one.training().freeze())) {
        assertEquals(
            "net: batch normalization has one row to take a mean of, the only example of a batch,"
                + " and would leave nothing of it; a batchSize of at least 2 works, and so do the"
                + " normalizations \"layer\" and \"weight\"",
            assertThrows(IllegalArgumentException.class, () -> one.apply(pass)).getMessage());
      }
      one.apply(Pass.evaluation()); // By what was learned, one row is like any other.
      pixels.apply(pixels.training()); // Of two.
    }
    try (GraphHarness harness = new GraphHarness()) {
      Layer ofOne =
          new Normalization.PerLayer(EPSILON)
              .beforeActivation(new InputParameters(harness, 3), "net", 1);
      for (Shape shape : List.of(Shape.of(4, 1), Shape.of(4, 1, 1, 1))) {
        Operand<TFloat32> x = harness.input(shape, 1, 2, 3, 4);
        assertEquals(
            "net: layer normalization has one unit to take a mean of, and would leave nothing of"
                + " it; a layer of at least 2 works, and so do the normalizations \"batch\" and"
                + " \"weight\"",
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ofOne.apply(harness.tf(), x, Pass.evaluation()))
                .getMessage());
      }
      ofOne.apply(harness.tf(), harness.input(Shape.of(1, 2, 2, 1), 1, 2, 3, 4), Pass.evaluation());
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void inEvaluationTheRunningStatisticsCount(Shape shape) {
    try (Built built = new Built(batch(), shape)) {
      float[] x = built.values();
      Operand<TFloat32> y = built.apply(Pass.evaluation());
      float[] actual = built.harness.run(y);
      for (int i = 0; i < x.length; i++) {
        int c = i % CHANNELS;
        double standardized =
            (x[i] - built.state("net.mean", c))
                / Math.sqrt(built.state("net.variance", c) + EPSILON);
        assertEquals(
            built.parameter("net.scale", c) * standardized + built.parameter("net.offset", c),
            actual[i],
            TOLERANCE);
      }
      // Nothing of the first row changes with the others.
      float[] changed = x.clone();
      for (int i = x.length / 2; i < x.length; i++) {
        changed[i] += 100;
      }
      built.harness.set(built.x, changed);
      float[] after = built.harness.run(y);
      for (int i = 0; i < x.length / 2; i++) {
        assertEquals(actual[i], after[i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theGradientGoesThroughTheStatistics(boolean perLayer) {
    Normalization normalization = perLayer ? new Normalization.PerLayer(EPSILON) : batch();
    try (Built built = new Built(normalization, Shape.of(4, CHANNELS))) {
      var tf = built.harness.tf();
      Operand<TFloat32> loss =
          tf.math.mul(
              tf.math.tanh(built.apply(built.training())),
              tf.constant(new float[][] {{1, 2, 3}, {-1, 0.5f, 2}, {0, 1, -2}, {3, -1, 1}}));
      float[] actual = built.harness.run(built.harness.gradient(loss, built.x));
      double[] expected = FiniteDifferences.gradient(built.harness, loss, built.x);
      for (int i = 0; i < actual.length; i++) {
        // Rounding of values near 3, times 1.5 / h ≈ 100; the statistics held fixed would be
        // wrong in the first digit.
        assertEquals(expected[i], actual[i], 5e-4 * (1 + Math.abs(expected[i])));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aLayerIsNormalizedExampleByExample(Shape shape) {
    try (Built built = new Built(new Normalization.PerLayer(EPSILON), shape)) {
      float[] x = built.values();
      int size = x.length / (int) shape.get(0);
      for (Pass pass : List.of(built.training(), Pass.evaluation())) {
        float[] actual = built.harness.run(built.apply(pass));
        for (int i = 0; i < x.length; i++) {
          int first = i / size * size;
          double sum = 0;
          double squares = 0;
          for (int j = first; j < first + size; j++) {
            sum += x[j];
          }
          for (int j = first; j < first + size; j++) {
            squares += Math.pow(x[j] - sum / size, 2);
          }
          int c = i % CHANNELS;
          double standardized = (x[i] - sum / size) / Math.sqrt(squares / size + EPSILON);
          assertEquals(
              built.parameter("net.scale", c) * standardized + built.parameter("net.offset", c),
              actual[i],
              TOLERANCE);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("weightShapes")
  void normalizedWeightsAreAsLongAsTold(Shape shape) {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 3);
      Weights weights =
          new Normalization.Weight().weights(parameters, "net", shape, new GlorotUniform());
      Operand<TFloat32> w = weights.in(harness.tf(), Pass.evaluation());
      assertEquals(shape, harness.shape(w));
      float[] v = parameters.values("net.direction");
      // At first, the weights are what the initializer gave.
      assertArrayEquals(v, harness.run(w), 1e-6f);
      harness.set(parameters.byName().get("net.norm"), 0.5f, 3, 1);
      for (int i = 0; i < v.length; i++) {
        v[i] *= 7; // the length of v is of no account
      }
      harness.set(parameters.byName().get("net.direction"), v);
      float[] values = harness.run(w);
      double[] lengths = {0.5, 3, 1};
      for (int out = 0; out < 3; out++) {
        double squares = 0;
        double ofDirection = 0;
        double product = 0;
        for (int i = out; i < values.length; i += 3) {
          squares += (double) values[i] * values[i];
          ofDirection += (double) v[i] * v[i];
          product += (double) values[i] * v[i];
        }
        assertEquals(lengths[out], Math.sqrt(squares), 1e-6 * lengths[out]);
        // Parallel: the cosine between w and v is 1.
        assertEquals(1, product / Math.sqrt(squares * ofDirection), 1e-6);
      }
    }
  }

  /** Weights of a dense layer and a kernel, of three outputs each. */
  static List<Shape> weightShapes() {
    return List.of(Shape.of(4, 3), Shape.of(2, 3, 2, 3));
  }

  @Test
  void weightsOfLengthZeroHaveNoDirection() {
    try (GraphHarness harness = new GraphHarness()) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  new Normalization.Weight()
                      .weights(
                          new InputParameters(harness, 3),
                          "encoder.hidden1",
                          Shape.of(4, 3),
                          new Zeros()));
      assertEquals(
          "encoder.hidden1: weight normalization divides by the length of the weights, which start"
              + " at 0; choose another initializer",
          error.getMessage());
    }
  }

  @Test
  void settingsAreChecked() {
    assertEquals(
        "momentum must be in [0, 1) but is 1.0",
        assertThrows(IllegalArgumentException.class, () -> new Normalization.Batch(1, EPSILON))
            .getMessage());
    assertEquals(
        "epsilon must be positive and finite as a 32-bit float but is 0.0",
        assertThrows(IllegalArgumentException.class, () -> new Normalization.PerLayer(0))
            .getMessage());
    assertEquals(
        "epsilon must be positive and finite as a 32-bit float but is 1.0E-50",
        assertThrows(IllegalArgumentException.class, () -> new Normalization.Batch(0.9, 1e-50))
            .getMessage());
  }
}
