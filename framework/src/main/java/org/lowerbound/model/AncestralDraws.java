package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.network.Head;
import org.lowerbound.network.LoopParameters;
import org.lowerbound.network.Pass;
import org.lowerbound.random.LoopNoise;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Draws of an autoregressive distribution, one place after the other: a loop in the graph, each
 * turn of which runs the network on what is drawn so far, with 0 at the places to come.
 */
record AncestralDraws(CausalConditional conditional) {
  /** Where the loop's variables are. */
  private static final int TURN = 0;

  private static final int VALUES = 1;
  private static final int NOISE = 2;
  private static final int FIRST_OF_REST = 3;

  /**
   * Returns draws, {@code [rows, D]}.
   *
   * @param rows the number of draws, a scalar
   * @param context of each, {@code [rows, size]}, if there is one
   * @throws IllegalArgumentException if the likelihood cannot be drawn from
   */
  Operand<TFloat32> of(
      Ops tf,
      Operand<TInt32> rows,
      Optional<Operand<TFloat32>> context,
      NoiseSource noise,
      Pass pass) {
    LoopParameters parameters = parameters();
    ImmutableList<Operand<?>> first =
        ImmutableList.<Operand<?>>builder()
            .add(tf.constant(0))
            .add(
                tf.zeros(
                    tf.stack(List.of(rows, tf.constant(conditional.dimension()))), TFloat32.class))
            .add(LoopNoise.key(tf, noise))
            .addAll(context.stream().toList())
            .addAll(parameters.values())
            .build();
    Output<?>[] last =
        ((Graph) tf.scope().env())
            .whileLoop(
                first.stream().map(Operand::asOutput).toArray(Output<?>[]::new),
                this::condition,
                (graph, state, next) -> turn(Ops.create(graph), state, next, parameters),
                tf.scope().makeOpName("Ancestral"));
    return tf.stopGradient(vectors(tf, last[VALUES], conditional.dimension())); // [rows, D]
  }

  private void condition(Graph graph, Output<?>[] state, Output<?>[] goesOn) {
    Ops tf = Ops.create(graph);
    goesOn[0] =
        tf.math.less(turn(state), tf.constant(conditional.likelihood().places())).asOutput();
  }

  /** Adds turn t, which draws place t. */
  private void turn(Ops tf, Output<?>[] state, Output<?>[] next, LoopParameters parameters) {
    System.arraycopy(state, 0, next, 0, state.length);
    Operand<TInt32> t = turn(state);
    Operand<TFloat32> x = vectors(tf, state[VALUES], conditional.dimension());
    boolean conditioned = conditional.contextSize() > 0;
    Optional<Operand<TFloat32>> context =
        conditioned
            ? Optional.of(vectors(tf, state[FIRST_OF_REST], conditional.contextSize()))
            : Optional.empty();
    Pass pass =
        parameters.in(
            tf,
            Stream.of(state)
                .skip(FIRST_OF_REST + (conditioned ? 1 : 0))
                .map(variable -> variable.expect(TFloat32.class))
                .toList());
    NoiseSource noise = new LoopNoise(state[NOISE].expect(TInt64.class), t, tf);
    Operand<TFloat32> value = drawn(tf, x, context, t, noise, pass); // [rows, values]
    Operand<TInt32> place =
        tf.oneHot(
            t, tf.constant(conditional.likelihood().places()), tf.constant(1), tf.constant(0));
    next[TURN] = tf.math.add(t, tf.constant(1)).asOutput();
    next[VALUES] = tf.math.add(x, atPlace(tf, value, place)).asOutput();
  }

  /** Returns the values of a place in an observation that is 0 elsewhere: {@code [rows, D]}. */
  private Operand<TFloat32> atPlace(Ops tf, Operand<TFloat32> value, Operand<TInt32> place) {
    Operand<TFloat32> column =
        tf.expandDims(tf.dtypes.cast(place, TFloat32.class), tf.constant(1)); // [places, 1]
    Operand<TFloat32> placed = // [rows, places, values]
        tf.math.mul(tf.expandDims(value, tf.constant(1)), column);
    return tf.reshape(placed, tf.array(-1, conditional.dimension()));
  }

  /** Returns a draw of each row's place t. */
  private Operand<TFloat32> drawn(
      Ops tf,
      Operand<TFloat32> x,
      Optional<Operand<TFloat32>> context,
      Operand<TInt32> t,
      NoiseSource noise,
      Pass pass) {
    ImmutableList<Operand<TFloat32>> outputs = conditional.network().apply(tf, x, context, pass);
    ImmutableList.Builder<Operand<TFloat32>> ofPlace = ImmutableList.builder();
    ImmutableList<Head> heads = conditional.likelihood().place().heads();
    for (int i = 0; i < heads.size(); i++) {
      Operand<TFloat32> byPlace =
          tf.reshape(
              outputs.get(i), tf.array(-1, conditional.likelihood().places(), heads.get(i).size()));
      ofPlace.add(tf.gather(byPlace, t, tf.constant(1))); // [rows, size of the place's head]
    }
    Distribution distribution = conditional.likelihood().place().given(tf, ofPlace.build(), pass);
    checkArgument(
        distribution instanceof Sampleable,
        "the likelihood %s cannot be drawn from",
        TypeNames.of(distribution));
    Operand<TFloat32> value = ((Sampleable) distribution).draw(tf, noise, 1); // [1, rows, values]
    return tf.reshape(value, tf.array(-1, conditional.likelihood().valuesOfPlace()));
  }

  /** Returns the parameters of network and likelihood. */
  private LoopParameters parameters() {
    return LoopParameters.of(
        (tf, pass) -> {
          Operand<TFloat32> x = input(tf, conditional.dimension());
          Optional<Operand<TFloat32>> context =
              conditional.contextSize() > 0
                  ? Optional.of(input(tf, conditional.contextSize()))
                  : Optional.empty();
          Operand<TInt64> key = tf.constant(new long[2]);
          Operand<TInt32> t = tf.constant(0);
          drawn(tf, x, context, t, new LoopNoise(key, t, tf), pass);
        });
  }

  private static Operand<TFloat32> input(Ops tf, int size) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, size)));
  }

  private static Operand<TInt32> turn(Output<?>... state) {
    return state[TURN].expect(TInt32.class);
  }

  private static Operand<TFloat32> vectors(Ops tf, Output<?> variable, int size) {
    return tf.ensureShape(variable.expect(TFloat32.class), Shape.of(-1, size));
  }
}
