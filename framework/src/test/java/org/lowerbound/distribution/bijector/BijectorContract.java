package org.lowerbound.distribution.bijector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What holds for every bijector; parameters are vectors {@code [n]} or {@code [B, n]}. */
public abstract class BijectorContract {
  private static final int SAMPLES = 3;
  private static final int BATCH = 2;

  /** Returns the dimensions to test with. */
  protected abstract List<Integer> dimensions();

  /** Returns the lengths of the parameters. */
  protected abstract List<Integer> parameterLengths(int dimension);

  /** Builds the bijector. */
  protected abstract Bijector create(Ops tf, List<Operand<TFloat32>> parameters, int dimension);

  /** Returns values of one parameter, at unremarkable places. */
  protected float[] parameter(int index, int count) {
    return Draws.normal("parameter " + index, count, 0.1, 0.7);
  }

  /** Returns arguments at unremarkable places. */
  protected float[] arguments(int count) {
    return Draws.normal("arguments", count, 0.2, 1);
  }

  /** Returns values for all parameters at once, at the ends of what a network may give. */
  protected float[] extremeParameters() {
    return new float[] {0, 1e-20f, 30, -30, 1000, -1000};
  }

  /** Returns arguments far away, and where a norm is 0. */
  protected float[] extremeArguments() {
    return new float[] {0, 1e-20f, 30, -30, 1e4f, -1e4f};
  }

  /**
   * Returns the allowed error of a value after the map and its inverse. Some tens of operations
   * with a relative error of 2⁻²⁴ ≈ 6·10⁻⁸ on values of order 1, and a slope of the inverse of up
   * to ten.
   */
  protected double roundTripTolerance() {
    return 2e-5;
  }

  /** One direction of a map. */
  private record Direction(
      String name, BiFunction<Bijector, Operand<TFloat32>, Bijector.Image> images) {
    static List<Direction> both(Ops tf) {
      return List.of(
          new Direction("forward", (map, x) -> map.forward(tf, x)),
          new Direction("inverse", (map, y) -> map.inverse(tf, y)));
    }

    Bijector.Image of(Bijector map, Operand<TFloat32> argument) {
      return images.apply(map, argument);
    }
  }

  private List<Operand<TFloat32>> parameters(GraphHarness harness, int dimension, int rows) {
    ImmutableList.Builder<Operand<TFloat32>> parameters = ImmutableList.builder();
    List<Integer> lengths = parameterLengths(dimension);
    for (int p = 0; p < lengths.size(); p++) {
      int length = lengths.get(p);
      parameters.add(
          rows == 0
              ? harness.input(Shape.of(length), parameter(p, length))
              : harness.input(Shape.of(rows, length), parameter(p, rows * length)));
    }
    return parameters.build();
  }

  @Test
  final void theInverseUndoesTheMapAndTheMapTheInverse() {
    for (int dimension : dimensions()) {
      for (int rows : new int[] {0, BATCH}) {
        try (GraphHarness harness = new GraphHarness()) {
          Ops tf = harness.tf();
          Bijector map = create(tf, parameters(harness, dimension, rows), dimension);
          Shape shape = Shape.of(SAMPLES, BATCH, dimension);
          float[] values = arguments((int) shape.size());
          Operand<TFloat32> argument = harness.input(shape, values);
          Bijector.Image there = map.forward(tf, argument);
          Bijector.Image back = map.inverse(tf, there.value());
          Bijector.Image backFirst = map.inverse(tf, argument);
          Bijector.Image thereAgain = map.forward(tf, backFirst.value());
          List<float[]> actual =
              harness.run(
                  List.of(
                      back.value(),
                      thereAgain.value(),
                      there.logDeterminant(),
                      back.logDeterminant(),
                      backFirst.logDeterminant(),
                      thereAgain.logDeterminant()));
          String what = "D = " + dimension + ", rows " + rows;
          for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], actual.get(0)[i], roundTripTolerance(), what);
            assertEquals(values[i], actual.get(1)[i], roundTripTolerance(), what);
          }
          for (int i = 0; i < SAMPLES * BATCH; i++) {
            double allowed = dimension * roundTripTolerance();
            assertEquals(actual.get(2)[i], -actual.get(3)[i], allowed, what);
            assertEquals(actual.get(4)[i], -actual.get(5)[i], allowed, what);
          }
          // That of the inverse was compared element by element.
          assertEquals(Shape.of(SAMPLES, BATCH), harness.shape(there.logDeterminant()));
          assertEquals(shape, harness.shape(there.value()));
        }
      }
    }
  }

  @Test
  final void theLogDeterminantIsThatOfTheJacobian() {
    for (int dimension : dimensions()) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        Bijector map = create(tf, parameters(harness, dimension, BATCH), dimension);
        float[] values = arguments(BATCH * dimension);
        Operand<TFloat32> argument = harness.input(Shape.of(BATCH, dimension), values);
        List<Direction> directions = Direction.both(tf);
        ImmutableList.Builder<Operand<TFloat32>> nodes = ImmutableList.builder();
        for (Direction direction : directions) {
          Bijector.Image image = direction.of(map, argument);
          nodes.add(image.logDeterminant());
          for (int d = 0; d < dimension; d++) {
            // One example does not depend on another: the gradient of a sum over them has a row of
            // the Jacobian of each.
            Operand<TFloat32> component = LastAxis.slice(tf, image.value(), d, d + 1);
            nodes.add(tf.identity(harness.gradient(component, argument)));
          }
        }
        List<float[]> all = harness.run(nodes.build());
        for (int n = 0; n < directions.size(); n++) {
          List<float[]> ofOne = all.subList(n * (dimension + 1), (n + 1) * (dimension + 1));
          float[] actual = ofOne.get(0);
          assertEquals(BATCH, actual.length);
          for (int b = 0; b < BATCH; b++) {
            double[][] jacobian = new double[dimension][dimension];
            for (int i = 0; i < dimension; i++) {
              for (int j = 0; j < dimension; j++) {
                jacobian[i][j] = ofOne.get(1 + i)[b * dimension + j];
              }
            }
            // Entries of order 1 with an error of some 10⁻⁶, times a condition number of about 10.
            assertEquals(
                HostDeterminant.logAbsolute(jacobian),
                actual[b],
                2e-5 * dimension,
                directions.get(n).name() + ", D = " + dimension);
          }
        }
      }
    }
  }

  @Test
  final void gradientsAreThoseOfFiniteDifferences() {
    int dimension = Math.min(3, dimensions().get(dimensions().size() - 1));
    for (int rows : new int[] {0, BATCH}) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        List<Operand<TFloat32>> parameters = parameters(harness, dimension, rows);
        Bijector map = create(tf, parameters, dimension);
        Shape shape = Shape.of(2, BATCH, dimension);
        Operand<TFloat32> argument = harness.input(shape, arguments((int) shape.size()));
        Operand<TFloat32> ofValue =
            tf.constant(Draws.normal("weights of values", (int) shape.size(), 0, 1));
        Operand<TFloat32> ofLogDeterminant =
            tf.constant(Draws.normal("weights of determinants", 2 * BATCH, 0, 1));
        // A gradient may be an input itself, which cannot be fetched.
        UnaryOperator<Operand<TFloat32>> copies = tf::identity;
        List<Operand<TFloat32>> inputs =
            ImmutableList.<Operand<TFloat32>>builder().addAll(parameters).add(argument).build();
        for (Direction direction : Direction.both(tf)) {
          Bijector.Image image = direction.of(map, argument);
          // With a weight of its own for each element, so that no two errors cancel.
          Operand<TFloat32> function =
              tf.concat(
                  List.of(
                      tf.math.mul(tf.reshape(image.value(), tf.array(-1)), ofValue),
                      tf.math.mul(
                          tf.reshape(image.logDeterminant(), tf.array(-1)), ofLogDeterminant)),
                  tf.constant(0));
          List<float[]> gradients =
              harness.run(harness.gradients(function, inputs).stream().map(copies).toList());
          for (int i = 0; i < inputs.size(); i++) {
            float[] actual = gradients.get(i);
            double[] expected = FiniteDifferences.gradient(harness, function, inputs.get(i));
            assertEquals(expected.length, actual.length);
            for (int j = 0; j < actual.length; j++) {
              // The sum of some ten values of order 1: rounding of 10⁻⁶ times 1.5 / h ≈ 100, more
              // of it after an inverse, and h⁴/30 ≈ 2·10⁻⁹ of a fifth derivative.
              assertEquals(
                  expected[j],
                  actual[j],
                  5e-4 * (1 + Math.abs(expected[j])),
                  "%s, rows %d, input %d, element %d".formatted(direction.name(), rows, i, j));
            }
          }
        }
      }
    }
  }

  @Test
  final void everyRowIsMappedWithItsOwnParameters() {
    int dimension = dimensions().get(dimensions().size() - 1);
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      List<Operand<TFloat32>> parameters = parameters(harness, dimension, BATCH);
      Shape shape = Shape.of(SAMPLES, BATCH, dimension);
      float[] values = arguments((int) shape.size());
      Bijector map = create(tf, parameters, dimension);
      List<Operand<TFloat32>> ofRow = parameters(harness, dimension, 0);
      Bijector mapOfRow = create(tf, ofRow, dimension);
      Operand<TFloat32> row = harness.input(Shape.of(1, dimension), new float[dimension]);
      Operand<TFloat32> argument = harness.input(shape, values);
      for (Direction direction : Direction.both(tf)) {
        Bijector.Image image = direction.of(map, argument);
        Bijector.Image imageOfRow = direction.of(mapOfRow, row);
        List<float[]> all = harness.run(List.of(image.value(), image.logDeterminant()));
        for (int i = 0; i < SAMPLES * BATCH; i++) {
          harness.set(row, Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension));
          for (int p = 0; p < ofRow.size(); p++) {
            float[] batch = harness.get(parameters.get(p));
            int length = batch.length / BATCH;
            int b = i % BATCH;
            harness.set(ofRow.get(p), Arrays.copyOfRange(batch, b * length, (b + 1) * length));
          }
          List<float[]> one = harness.run(List.of(imageOfRow.value(), imageOfRow.logDeterminant()));
          // The same operations; sums may be taken in another order.
          assertArrayEquals(
              Arrays.copyOfRange(all.get(0), i * dimension, (i + 1) * dimension),
              one.get(0),
              (float) roundTripTolerance(),
              direction.name());
          assertEquals(
              all.get(1)[i], one.get(1)[0], dimension * roundTripTolerance(), direction.name());
        }
      }
    }
  }

  @Test
  final void nothingExtremeGivesAnInfiniteValueOrGradient() {
    List<Integer> ends = List.of(dimensions().get(0), dimensions().get(dimensions().size() - 1));
    for (int dimension : ends) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        List<Operand<TFloat32>> parameters = parameters(harness, dimension, 0);
        Bijector map = create(tf, parameters, dimension);
        float[] extremes = extremeArguments();
        float[] values = new float[extremes.length * dimension];
        for (int i = 0; i < values.length; i++) {
          values[i] = extremes[i / dimension];
        }
        Operand<TFloat32> argument = harness.input(Shape.of(extremes.length, dimension), values);
        List<Operand<TFloat32>> inputs =
            ImmutableList.<Operand<TFloat32>>builder().addAll(parameters).add(argument).build();
        ImmutableList.Builder<Operand<TFloat32>> nodes = ImmutableList.builder();
        for (Direction direction : Direction.both(tf)) {
          Bijector.Image image = direction.of(map, argument);
          for (Operand<TFloat32> node : List.of(image.value(), image.logDeterminant())) {
            nodes.add(node);
            harness.gradients(node, inputs).forEach(gradient -> nodes.add(tf.identity(gradient)));
          }
        }
        List<Operand<TFloat32>> all = nodes.build();
        for (int moved = 0; moved <= parameters.size(); moved++) {
          for (float extreme : extremeParameters()) {
            for (int p = 0; p < parameters.size(); p++) {
              float[] ordinary = parameter(p, harness.get(parameters.get(p)).length);
              if (moved == p || moved == parameters.size()) {
                Arrays.fill(ordinary, extreme);
              }
              harness.set(parameters.get(p), ordinary);
            }
            List<float[]> actual = harness.run(all);
            for (int n = 0; n < actual.size(); n++) {
              for (float value : actual.get(n)) {
                String what =
                    "D = %d, parameter %d at %s, node %d: %s"
                        .formatted(dimension, moved, extreme, n, Arrays.toString(actual.get(n)));
                assertTrue(Float.isFinite(value), what);
              }
            }
          }
        }
      }
    }
  }

  @Test
  final void aDetachedMapIsAFunctionOfItsArgumentAlone() {
    int dimension = dimensions().get(dimensions().size() - 1);
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      List<Operand<TFloat32>> parameters = parameters(harness, dimension, BATCH);
      Bijector live = create(tf, parameters, dimension);
      Bijector detached = live.detached(tf);
      Shape shape = Shape.of(BATCH, dimension);
      Operand<TFloat32> argument = harness.input(shape, arguments((int) shape.size()));
      ImmutableList.Builder<Operand<TFloat32>> nodes = ImmutableList.builder();
      for (Direction direction : Direction.both(tf)) {
        Bijector.Image expected = direction.of(live, argument);
        Bijector.Image actual = direction.of(detached, argument);
        nodes.addAll(compared(harness, expected.value(), actual.value(), argument, parameters));
        nodes.addAll(
            compared(
                harness, expected.logDeterminant(), actual.logDeterminant(), argument, parameters));
      }
      List<float[]> values = harness.run(nodes.build());
      int each = 4 + parameters.size();
      for (int start = 0; start < values.size(); start += each) {
        // Equal but for sums of some values in another order.
        assertArrayEquals(values.get(start), values.get(start + 1), 1e-5f);
        assertArrayEquals(values.get(start + 2), values.get(start + 3), 1e-5f);
        for (float[] byParameter : values.subList(start + 4, start + each)) {
          assertArrayEquals(new float[byParameter.length], byParameter);
        }
      }
    }
  }

  /** Returns two values, their gradients by the argument, and the second's by the parameters. */
  private static List<Operand<TFloat32>> compared(
      GraphHarness harness,
      Operand<TFloat32> live,
      Operand<TFloat32> detached,
      Operand<TFloat32> argument,
      List<Operand<TFloat32>> parameters) {
    Ops tf = harness.tf();
    ImmutableList.Builder<Operand<TFloat32>> nodes = ImmutableList.builder();
    nodes.add(live).add(detached);
    nodes.add(tf.identity(harness.gradient(live, argument)));
    nodes.add(tf.identity(harness.gradient(detached, argument)));
    parameters.forEach(parameter -> nodes.add(tf.identity(harness.gradient(detached, parameter))));
    return nodes.build();
  }

  @Test
  final void knowsItsDimension() {
    for (int dimension : dimensions()) {
      try (GraphHarness harness = new GraphHarness()) {
        Bijector map = create(harness.tf(), parameters(harness, dimension, 0), dimension);
        assertEquals(dimension, map.dimension());
        assertEquals(dimension, map.detached(harness.tf()).dimension());
      }
    }
  }
}
