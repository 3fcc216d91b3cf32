package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.graph.Shapes;
import org.lowerbound.network.CausalNetwork;
import org.lowerbound.network.Head;
import org.lowerbound.network.LoopParameters;
import org.lowerbound.network.Pass;
import org.lowerbound.network.RowwiseNetwork;
import org.lowerbound.random.LoopNoise;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Draws of an autoregressive distribution, one place after the other: a loop in the graph, each
 * turn of which runs the network on what is drawn so far, with 0 at the places to come. A {@link
 * RowwiseNetwork} is run on one row, and other networks on all of an observation.
 */
final class AncestralDraws {
  /** Where the loop's variables are. */
  private static final int TURN = 0;

  private static final int VALUES = 1;
  private static final int NOISE = 2;
  private static final int FIRST_OF_REST = 3;

  private final CausalConditional conditional;
  private final Turns turns;

  AncestralDraws(CausalConditional conditional) {
    this.conditional = conditional;
    this.turns =
        conditional.network() instanceof RowwiseNetwork rowwise
            ? new OfRows(rowwise, conditional.likelihood().places() / rowwise.rows())
            : new OfAll(conditional.network(), conditional.likelihood().places());
  }

  /** What a turn runs. */
  private sealed interface Turns {
    /** Returns what is kept from turn to turn, before the first. */
    ImmutableList<Operand<TFloat32>> start(
        Ops tf, Operand<TInt32> rows, Optional<Operand<TFloat32>> context, Pass pass);

    /**
     * Runs the network before place t is drawn.
     *
     * @param x {@code [rows, D]}
     */
    RowwiseNetwork.Row run(
        Ops tf,
        Operand<TFloat32> x,
        Operand<TInt32> t,
        ImmutableList<Operand<TFloat32>> kept,
        Pass pass);

    /** Returns how many places the outputs of a run are for. */
    int places();
  }

  /** All of an observation; what is kept is the context, if there is one. */
  private record OfAll(CausalNetwork network, int places) implements Turns {
    @Override
    public ImmutableList<Operand<TFloat32>> start(
        Ops tf, Operand<TInt32> rows, Optional<Operand<TFloat32>> context, Pass pass) {
      return ImmutableList.copyOf(context.stream().toList());
    }

    @Override
    public RowwiseNetwork.Row run(
        Ops tf,
        Operand<TFloat32> x,
        Operand<TInt32> t,
        ImmutableList<Operand<TFloat32>> kept,
        Pass pass) {
      return new RowwiseNetwork.Row(network.apply(tf, x, kept.stream().findFirst(), pass), kept);
    }
  }

  /** The row of place t; what is kept changes at its end. */
  private record OfRows(RowwiseNetwork network, int places) implements Turns {
    @Override
    public ImmutableList<Operand<TFloat32>> start(
        Ops tf, Operand<TInt32> rows, Optional<Operand<TFloat32>> context, Pass pass) {
      return network.start(tf, rows, context, pass);
    }

    @Override
    public RowwiseNetwork.Row run(
        Ops tf,
        Operand<TFloat32> x,
        Operand<TInt32> t,
        ImmutableList<Operand<TFloat32>> kept,
        Pass pass) {
      Operand<TInt32> number = tf.math.floorDiv(t, tf.constant(places));
      RowwiseNetwork.Row row = network.row(tf, x, number, kept, pass);
      Operand<TBool> complete =
          tf.math.equal(tf.math.floorMod(t, tf.constant(places)), tf.constant(places - 1));
      ImmutableList.Builder<Operand<TFloat32>> next = ImmutableList.builder();
      for (int i = 0; i < kept.size(); i++) {
        next.add(tf.select(complete, row.kept().get(i), kept.get(i)));
      }
      return new RowwiseNetwork.Row(row.outputs(), next.build());
    }
  }

  /**
   * What is known of the draws.
   *
   * @param x values of all places, {@code [rows, D]}
   * @param places how many of the first places are kept as they are there
   */
  record Given(Operand<TFloat32> x, int places) {}

  /**
   * Returns draws, {@code [rows, D]}.
   *
   * @param given one row for each draw
   * @param context of each, {@code [rows, size]}, if there is one
   * @throws IllegalArgumentException if the likelihood cannot be drawn from
   */
  Operand<TFloat32> of(
      Ops tf, Given given, Optional<Operand<TFloat32>> context, NoiseSource noise, Pass pass) {
    LoopParameters parameters = parameters();
    Operand<TInt32> rows = Shapes.size(tf, given.x(), 0);
    ImmutableList<Operand<TFloat32>> kept = turns.start(tf, rows, context, pass);
    Operand<TFloat32> known = onlyFirst(tf, given);
    ImmutableList<Operand<?>> first =
        ImmutableList.<Operand<?>>builder()
            .add(tf.constant(0))
            .add(known)
            .add(LoopNoise.key(tf, noise))
            .addAll(kept)
            .addAll(parameters.values())
            .build();
    Output<?>[] last =
        ((Graph) tf.scope().env())
            .whileLoop(
                first.stream().map(Operand::asOutput).toArray(Output<?>[]::new),
                this::condition,
                (graph, state, next) ->
                    turn(Ops.create(graph), state, next, kept.size(), given.places(), parameters),
                tf.scope().makeOpName("Ancestral"));
    return tf.stopGradient(vectors(tf, last[VALUES], conditional.dimension())); // [rows, D]
  }

  private void condition(Graph graph, Output<?>[] state, Output<?>[] goesOn) {
    Ops tf = Ops.create(graph);
    goesOn[0] =
        tf.math.less(number(state), tf.constant(conditional.likelihood().places())).asOutput();
  }

  /** Returns the values of the places that are given, and 0 elsewhere. */
  private Operand<TFloat32> onlyFirst(Ops tf, Given given) {
    if (given.places() == 0) {
      return tf.zerosLike(given.x());
    }
    int values = given.places() * conditional.likelihood().valuesOfPlace();
    float[] kept = new float[conditional.dimension()];
    Arrays.fill(kept, 0, values, 1);
    return tf.math.mul(given.x(), tf.constant(kept));
  }

  /**
   * Adds turn t, which draws place t unless it is given.
   *
   * <p>All places have their turn, for what is kept of rows must be made. A turn of a place that is
   * given sees what a later one would, but may not look at it.
   */
  private void turn(
      Ops tf,
      Output<?>[] state,
      Output<?>[] next,
      int keptCount,
      int givenPlaces,
      LoopParameters parameters) {
    System.arraycopy(state, 0, next, 0, state.length);
    Operand<TInt32> t = number(state);
    Operand<TFloat32> x = vectors(tf, state[VALUES], conditional.dimension());
    ImmutableList<Operand<TFloat32>> rest =
        Stream.of(state)
            .skip(FIRST_OF_REST)
            .map(variable -> variable.expect(TFloat32.class))
            .collect(ImmutableList.toImmutableList());
    Pass pass = parameters.in(tf, rest.subList(keptCount, rest.size()));
    NoiseSource noise = new LoopNoise(state[NOISE].expect(TInt64.class), t, tf);
    Drawn drawn = drawn(tf, x, t, rest.subList(0, keptCount), noise, pass);
    next[TURN] = tf.math.add(t, tf.constant(1)).asOutput();
    Operand<TFloat32> added = atPlace(tf, drawn.value(), t);
    next[VALUES] =
        (givenPlaces == 0
                ? tf.math.add(x, added)
                : tf.select(tf.math.less(t, tf.constant(givenPlaces)), x, tf.math.add(x, added)))
            .asOutput();
    for (int i = 0; i < keptCount; i++) {
      next[FIRST_OF_REST + i] = drawn.kept().get(i).asOutput();
    }
  }

  /** Returns the values of place t in an observation that is 0 elsewhere: {@code [rows, D]}. */
  private Operand<TFloat32> atPlace(Ops tf, Operand<TFloat32> value, Operand<TInt32> t) {
    Operand<TFloat32> place =
        tf.oneHot(
            t, tf.constant(conditional.likelihood().places()), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> placed = // [rows, places, values]
        tf.math.mul(tf.expandDims(value, tf.constant(1)), tf.expandDims(place, tf.constant(1)));
    return tf.reshape(placed, tf.array(-1, conditional.dimension()));
  }

  /**
   * A turn's outcome.
   *
   * @param value of the place, {@code [rows, values of a place]}
   * @param kept for the next turn
   */
  private record Drawn(Operand<TFloat32> value, ImmutableList<Operand<TFloat32>> kept) {}

  private Drawn drawn(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TInt32> t,
      ImmutableList<Operand<TFloat32>> kept,
      NoiseSource noise,
      Pass pass) {
    RowwiseNetwork.Row run = turns.run(tf, x, t, kept, pass);
    Operand<TInt32> place = tf.math.floorMod(t, tf.constant(turns.places()));
    ImmutableList.Builder<Operand<TFloat32>> ofPlace = ImmutableList.builder();
    ImmutableList<Head> heads = conditional.likelihood().place().heads();
    for (int i = 0; i < heads.size(); i++) {
      Operand<TFloat32> byPlace =
          tf.reshape(run.outputs().get(i), tf.array(-1, turns.places(), heads.get(i).size()));
      ofPlace.add(tf.gather(byPlace, place, tf.constant(1))); // [rows, size of the place's head]
    }
    Distribution distribution = conditional.likelihood().place().given(tf, ofPlace.build(), pass);
    checkArgument(
        distribution instanceof Sampleable,
        "the likelihood %s cannot be drawn from",
        TypeNames.of(distribution));
    Operand<TFloat32> value = ((Sampleable) distribution).draw(tf, noise, 1); // [1, rows, values]
    return new Drawn(
        tf.reshape(value, tf.array(-1, conditional.likelihood().valuesOfPlace())), run.kept());
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
          ImmutableList<Operand<TFloat32>> kept = turns.start(tf, tf.constant(1), context, pass);
          drawn(tf, x, t, kept, new LoopNoise(key, t, tf), pass);
        });
  }

  private static Operand<TFloat32> input(Ops tf, int size) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, size)));
  }

  private static Operand<TInt32> number(Output<?>... state) {
    return state[TURN].expect(TInt32.class);
  }

  private static Operand<TFloat32> vectors(Ops tf, Output<?> variable, int size) {
    return tf.ensureShape(variable.expect(TFloat32.class), Shape.of(-1, size));
  }
}
