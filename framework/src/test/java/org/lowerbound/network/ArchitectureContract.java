package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What holds for every architecture. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ArchitectureContract {
  private static final int DRAWS = 3;
  private static final int BATCH = 2;

  /**
   * An architecture with its ends.
   *
   * @param smooth whether its outputs have derivatives everywhere
   */
  record Case(
      String label,
      Architecture architecture,
      Shape input,
      ImmutableList<Head> heads,
      boolean smooth) {
    @Override
    public String toString() {
      return label;
    }
  }

  /** Returns the cases. */
  abstract List<Case> cases();

  /**
   * The normalizations, by the label of a case. With a larger ε than one would train with: a
   * derivative of a function that is nearly constant in a unit has no use for differences.
   */
  static final ImmutableMap<String, Normalization> NORMALIZATIONS =
      ImmutableMap.of(
          "plain", new Normalization.None(),
          "batch-normalised", new Normalization.Batch(0.9, 0.1),
          "layer-normalised", new Normalization.PerLayer(0.1),
          "weight-normalised", new Normalization.Weight());

  /** A network in a harness, all of its parameters and states moved from where they start. */
  static final class Built implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final InputParameters parameters = new InputParameters(harness, 3);
    final Case of;
    final Network network;
    final int inputs;

    Built(Case of) {
      this.of = of;
      this.network = of.architecture().build(parameters, "net", of.input(), of.heads());
      this.inputs = (int) of.input().size();
      parameters
          .byName()
          .forEach(
              (name, input) -> {
                float[] values = harness.get(input);
                float[] moves = Draws.normal(name, values.length, 0, 0.15);
                for (int i = 0; i < values.length; i++) {
                  values[i] += moves[i];
                }
                harness.set(input, values);
              });
      parameters
          .states()
          .inputs()
          .forEach(
              (name, input) -> {
                float[] values = Draws.normal(name, harness.get(input).length, 0, 0.3);
                for (int i = 0; i < values.length && name.endsWith(".variance"); i++) {
                  values[i] = 0.5f + Math.abs(values[i]);
                }
                harness.set(input, values);
              });
    }

    Operand<TFloat32> input(long... leading) {
      long[] axes = Arrays.copyOf(leading, leading.length + 1);
      axes[leading.length] = inputs;
      Shape shape = Shape.of(axes);
      return harness.input(shape, Draws.normal("input", (int) shape.size(), 0, 1));
    }

    Pass training() {
      return Pass.training(harness.noise(5, "dropout"));
    }

    /** Returns all outputs times arbitrary numbers: a loss in which nothing cancels. */
    Operand<TFloat32> loss(Operand<TFloat32> input, Pass pass) {
      ImmutableList.Builder<Operand<TFloat32>> terms = ImmutableList.builder();
      var outputs = network.apply(harness.tf(), input, pass);
      for (int h = 0; h < outputs.size(); h++) {
        int size = of.heads().get(h).size();
        // One factor for each row and value: equal ones for all rows have no gradient behind
        // batch normalisation.
        int rows = (int) (input.shape().size() / inputs);
        Operand<TFloat32> factors =
            harness.tf().constant(Draws.normal("factors" + h, rows * size, 0, 1));
        Operand<TFloat32> flat =
            harness.tf().reshape(outputs.get(h), harness.tf().array(rows * size));
        terms.add(sum(harness.tf().math.mul(factors, flat)));
      }
      return harness.tf().math.addN(terms.build());
    }

    Operand<TFloat32> sum(Operand<TFloat32> x) {
      return harness
          .tf()
          .reduceSum(harness.tf().reshape(x, harness.tf().array(-1)), harness.tf().constant(0));
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  final void leadingAxesAreRows(Case of) {
    try (Built built = new Built(of)) {
      var tf = built.harness.tf();
      Operand<TFloat32> input = built.input(DRAWS, BATCH);
      Operand<TFloat32> rows = tf.reshape(input, tf.array(-1, built.inputs));
      Operand<TFloat32> row =
          tf.reshape(tf.slice(rows, tf.array(4, 0), tf.array(1, -1)), tf.array(built.inputs));
      var outputs = built.network.apply(tf, input, Pass.evaluation());
      var ofRows = built.network.apply(tf, rows, Pass.evaluation());
      var ofRow = built.network.apply(tf, row, Pass.evaluation());
      assertEquals(of.heads().size(), outputs.size());
      for (int h = 0; h < outputs.size(); h++) {
        int size = of.heads().get(h).size();
        assertEquals(Shape.of(DRAWS, BATCH, size), built.harness.shape(outputs.get(h)));
        assertEquals(Shape.of(size), built.harness.shape(ofRow.get(h)));
        float[] values = built.harness.run(outputs.get(h));
        // The same sums, but TensorFlow may join other operations into one.
        assertArrayEquals(
            values, built.harness.run(ofRows.get(h)), (float) (1e-6 * (1 + largest(values))));
        // Alone in its batch; another order of the sums in a product by one row.
        assertArrayEquals(
            Arrays.copyOfRange(values, 4 * size, 5 * size),
            built.harness.run(ofRow.get(h)),
            (float) (1e-5 * (1 + largest(values))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  final void everyParameterIsReadThroughThePass(Case of) {
    try (Built built = new Built(of)) {
      Operand<TFloat32> input = built.input(DRAWS, BATCH);
      ImmutableList<Operand<TFloat32>> all =
          ImmutableList.copyOf(built.parameters.byName().values());
      ImmutableList<String> names = ImmutableList.copyOf(built.parameters.byName().keySet());
      for (Pass pass : List.of(Pass.evaluation(), built.training())) {
        Operand<TFloat32> learning = built.loss(input, pass);
        ImmutableList<float[]> gradients =
            built.harness.run(built.harness.gradients(learning, all));
        for (int p = 0; p < all.size(); p++) {
          assertTrue(largest(gradients.get(p)) > 1e-6, names.get(p) + " has no gradient");
        }
      }
      for (Pass pass : List.of(Pass.evaluation().freeze(), built.training().freeze())) {
        // Plus the parameters themselves: all that is left of their gradient is 1.
        ImmutableList.Builder<Operand<TFloat32>> terms = ImmutableList.builder();
        Operand<TFloat32> frozen = built.loss(input, pass);
        terms.add(frozen);
        all.forEach(parameter -> terms.add(built.sum(parameter)));
        ImmutableList<float[]> gradients =
            built.harness.run(
                built.harness.gradients(built.harness.tf().math.addN(terms.build()), all));
        for (int p = 0; p < all.size(); p++) {
          float[] ones = new float[gradients.get(p).length];
          Arrays.fill(ones, 1);
          assertArrayEquals(ones, gradients.get(p), names.get(p));
        }
        // The input still has one.
        assertTrue(largest(built.harness.run(built.harness.gradient(frozen, input))) > 1e-6);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  final void gradientsAgreeWithFiniteDifferences(Case of) {
    try (Built built = new Built(of)) {
      if (!of.smooth()) {
        return;
      }
      Operand<TFloat32> input = built.input(DRAWS, BATCH);
      for (Pass pass : List.of(Pass.evaluation(), built.training())) {
        Operand<TFloat32> loss = built.loss(input, pass);
        ImmutableMap<String, Operand<TFloat32>> by =
            ImmutableMap.<String, Operand<TFloat32>>builder()
                .putAll(built.parameters.byName())
                .put("input", input)
                .buildOrThrow();
        ImmutableList<float[]> gradients =
            built.harness.run(built.harness.gradients(loss, by.values().asList()));
        int i = 0;
        for (String name : by.keySet()) {
          assertSlope(built.harness, loss, by.get(name), gradients.get(i++), name);
        }
      }
    }
  }

  /** Checks the derivative along an arbitrary direction, in which every element counts. */
  private static void assertSlope(
      GraphHarness harness,
      Operand<TFloat32> loss,
      Operand<TFloat32> by,
      float[] gradient,
      String name) {
    float[] at = harness.get(by);
    float[] direction = Draws.normal("along " + name, at.length, 0, 1 / Math.sqrt(at.length));
    double actual = 0;
    for (int i = 0; i < at.length; i++) {
      actual += (double) gradient[i] * direction[i];
    }
    float h = FiniteDifferences.FLOAT_STEP;
    double expected = 0;
    int[] steps = {-2, -1, 1, 2};
    int[] factors = {1, -8, 8, -1};
    for (int s = 0; s < steps.length; s++) {
      float[] moved = at.clone();
      for (int i = 0; i < at.length; i++) {
        moved[i] += steps[s] * h * direction[i];
      }
      harness.set(by, moved);
      expected += factors[s] * harness.scalar(loss) / (12.0 * h);
    }
    harness.set(by, at);
    // The loss is of order 10 and rounded to 10⁻⁶; a difference multiplies this by 100. Behind a
    // normalisation fifth derivatives of order 10⁴ add as much.
    assertEquals(expected, actual, 1e-3 * (1 + Math.abs(expected)), name);
  }

  @ParameterizedTest
  @MethodSource("cases")
  final void copiesAreIndependentAndNamedByTheirPrefix(Case of) {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 3);
      of.architecture().build(parameters, "a", of.input(), of.heads());
      Set<String> one = Set.copyOf(parameters.byName().keySet());
      of.architecture().build(parameters, "b", of.input(), of.heads());
      assertTrue(one.stream().allMatch(name -> name.startsWith("a.")), one.toString());
      assertEquals(2 * one.size(), parameters.byName().size());
      for (Head head : of.heads()) {
        assertArrayEquals(
            head.bias().values(new RandomStream(1, "unused"), Shape.of(head.size())),
            parameters.values("a." + head.name() + ".bias"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  final void onlyATrainingPassThatLearnsMovesStates(Case of) {
    try (Built built = new Built(of)) {
      Operand<TFloat32> input = built.input(DRAWS, BATCH);
      built.loss(input, Pass.evaluation());
      built.loss(input, Pass.evaluation().freeze());
      built.loss(input, built.training().freeze());
      built.loss(input, built.training().outsideTraining());
      assertEquals(Set.of(), built.parameters.states().updates().keySet());
      built.loss(input, built.training());
      assertEquals(
          built.parameters.states().inputs().keySet(),
          built.parameters.states().updates().keySet());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  final void anInputOfAnotherSizeIsRefused(Case of) {
    try (Built built = new Built(of)) {
      Operand<TFloat32> wrong =
          built.harness.input(
              Shape.of(built.inputs, built.inputs + 1),
              new float[built.inputs * (built.inputs + 1)]);
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> built.network.apply(built.harness.tf(), wrong, Pass.evaluation()));
      assertEquals(
          "net: its input should be [..., %d] but is [%d, %d]"
              .formatted(built.inputs, built.inputs, built.inputs + 1),
          error.getMessage());
    }
  }

  static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
