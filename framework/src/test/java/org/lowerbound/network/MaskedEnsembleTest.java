package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

final class MaskedEnsembleTest {
  private static final String NAME = "net";
  private static final int D = 5;

  /** Sums of some ten products of order 1 in 32-bit floats. */
  private static final double ROUNDING = 1e-5;

  /** An ensemble whose parameters are away from where they start. */
  private static final class Built implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final Ops tf = harness.tf();
    final InputParameters parameters = new InputParameters(harness, 3);
    final MaskedEnsemble ensemble;

    Built(ImmutableList<Connectivity> members, List<Integer> hidden, boolean direct) {
      this.ensemble =
          MaskedEnsemble.create(
              new MaskedMlp(ImmutableList.copyOf(hidden), Activation.TANH, new GlorotUniform()),
              parameters,
              NAME,
              members,
              direct,
              Head.ofSize("logits", members.get(0).inputs().values().length()));
      // No two weights cancel, and none is 0.
      parameters
          .byName()
          .forEach(
              (name, input) ->
                  harness.set(input, Draws.normal(name, harness.get(input).length, 0.1, 0.5)));
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  private static ImmutableList<Connectivity> members(
      int orderings, int masks, List<Integer> hidden) {
    return new MaskCycle(orderings, masks, 4).members(NAME, D, hidden);
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        // Wide enough for every dependence to be there, in the last column.
        Arguments.of(1, 1, List.of(), false, true),
        Arguments.of(3, 1, List.of(), true, true),
        Arguments.of(1, 1, List.of(30), false, true),
        Arguments.of(2, 2, List.of(30, 30), false, true),
        Arguments.of(3, 2, List.of(2, 3), true, true),
        Arguments.of(2, 2, List.of(1, 7), false, false));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theJacobianIsStrictlyTriangularInTheOrderOfEachMember(
      int orderings, int masks, List<Integer> hidden, boolean direct, boolean full) {
    ImmutableList<Connectivity> members = members(orderings, masks, hidden);
    try (Built built = new Built(members, hidden, direct)) {
      Operand<TFloat32> x = built.harness.input(Shape.of(1, D), Draws.normal("x", D, 0, 1));
      Operand<TFloat32> pick = built.harness.input(Shape.of(D), new float[D]);
      for (int member = 0; member < members.size(); member++) {
        ImmutableIntArray places = members.get(member).inputs().values();
        Operand<TFloat32> slope =
            built.harness.gradient(
                built.tf.math.mul(
                    built.ensemble.apply(built.tf, x, member, Pass.evaluation()), pick),
                x);
        for (int i = 0; i < D; i++) {
          float[] only = new float[D];
          only[i] = 1;
          built.harness.set(pick, only);
          float[] slopes = built.harness.run(slope);
          for (int j = 0; j < D; j++) {
            String what = "member " + member + ", output " + i + " by input " + j;
            if (places.get(j) >= places.get(i)) {
              assertTrue(slopes[j] == 0, what); // Or -0.
            } else if (full) {
              assertTrue(Math.abs(slopes[j]) > 1e-6, what);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void agreesWithTheHost(
      int orderings, int masks, List<Integer> hidden, boolean direct, boolean full) {
    ImmutableList<Connectivity> members = members(orderings, masks, hidden);
    try (Built built = new Built(members, hidden, direct)) {
      HostMasked host = new HostMasked(built.parameters, NAME, members, Math::tanh);
      float[] values = Draws.normal("x", D, 0, 1);
      Operand<TFloat32> x = built.harness.input(Shape.of(1, D), values);
      for (int member = 0; member < members.size(); member++) {
        float[] expected = floats(host.outputs(member, "logits", doubles(values)));
        // A number that is known beforehand, and one that is another in each run.
        assertArrayEquals(
            expected,
            built.harness.run(built.ensemble.apply(built.tf, x, member, Pass.evaluation())),
            (float) ROUNDING);
        Operand<TFloat32> number = built.harness.input(Shape.scalar(), member);
        assertArrayEquals(
            expected,
            built.harness.run(
                built.ensemble.apply(
                    built.tf, x, built.tf.dtypes.cast(number, TInt32.class), Pass.evaluation())),
            (float) ROUNDING);
      }
    }
  }

  @Test
  void threeInputsByHand() {
    // The order is x1, x2, x0. Hidden unit 0 sees x1 and x2, hidden unit 1 sees x1.
    Connectivity byHand =
        new Connectivity(
            new Degrees(ImmutableIntArray.of(3, 1, 2)),
            ImmutableList.of(new Degrees(ImmutableIntArray.of(2, 1))));
    try (Built built = new Built(ImmutableList.of(byHand), List.of(2), true)) {
      set(built, "hidden1.weights", 7, 7, 2, 3, 5, 7); // [3, 2]; of x0, of x1, of x2
      set(built, "hidden1.bias", -6, -3);
      set(built, "logits.weights", 0.5f, 9, 9, 0.25f, 9, 4); // [2, 3]
      set(built, "logits.bias", 1, 2, 3);
      set(built, "direct.weights", 9, 9, 9, 0.1f, 9, 0.2f, 0.4f, 9, 9); // [3, 3]
      Operand<TFloat32> x = built.harness.input(Shape.of(1, 3), 1, 1, 1);
      double first = Math.tanh(2 + 5 - 6);
      double second = Math.tanh(3 - 3);
      assertArrayEquals(
          new float[] {
            (float) (1 + 0.5 * first + 0.25 * second + 0.1 + 0.4), // sees both units, x1 and x2
            2, // sees nothing
            (float) (3 + 4 * second + 0.2) // sees unit 1 and x1
          },
          built.harness.run(built.ensemble.apply(built.tf, x, 0, Pass.evaluation())),
          1e-6f);
    }
  }

  private static void set(Built built, String parameter, float... values) {
    built.harness.set(built.parameters.byName().get(NAME + "." + parameter), values);
  }

  @Test
  void aDrawIsWhatTheWholeNetworksMakeOfIt() {
    int size = 60;
    int draws = 24;
    List<Integer> hidden = List.of(50, 40);
    ImmutableList<Connectivity> members = new MaskCycle(3, 2, 4).members(NAME, size, hidden);
    try (Built built = new Built(members, hidden, true)) {
      int[] numbers = new int[draws];
      for (int n = 0; n < draws; n++) {
        numbers[n] = n % members.size();
      }
      float[] noise = Draws.normal("noise", draws * size, 0, 1);
      Operand<TFloat32> drawn =
          built.ensemble.draw(
              built.tf,
              built.tf.constant(numbers),
              built.harness.input(Shape.of(draws, size), noise),
              // Every value is a smooth function of all that it may depend on.
              (tf, outputs, own) -> tf.math.tanh(tf.math.add(outputs, own)),
              Pass.evaluation());
      float[] values = built.harness.run(drawn);
      HostMasked host = new HostMasked(built.parameters, NAME, members, Math::tanh);
      for (int n = 0; n < draws; n++) {
        double[] x = doubles(Arrays.copyOfRange(values, n * size, (n + 1) * size));
        double[] outputs = host.outputs(numbers[n], "logits", x);
        ImmutableIntArray places = members.get(numbers[n]).inputs().values();
        for (int i = 0; i < size; i++) {
          float own = noise[n * size + places.get(i) - 1];
          // Sums of a hundred products.
          assertEquals(Math.tanh(outputs[i] + own), x[i], 1e-4);
        }
      }
    }
  }

  @Test
  void aFrozenPassHoldsAllParameters() {
    try (Built built = new Built(members(2, 1, List.of(4)), List.of(4), true)) {
      Operand<TFloat32> x = built.harness.input(Shape.of(1, D), Draws.normal("x", D, 0, 1));
      Operand<TFloat32> outputs = built.ensemble.apply(built.tf, x, 1, Pass.evaluation().freeze());
      built
          .parameters
          .byName()
          .forEach(
              (name, parameter) -> {
                for (float slope : built.harness.run(built.harness.gradient(outputs, parameter))) {
                  assertEquals(0, slope, name);
                }
              });
    }
  }

  private static double[] doubles(float... values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
