package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.graph.LoopTurns;
import org.lowerbound.graph.Shapes;
import org.lowerbound.network.CausalNetwork;
import org.lowerbound.network.Head;
import org.lowerbound.network.IncrementalNetwork;
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
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Draws of an autoregressive distribution, one place after the other: a loop in the graph, each
 * turn of which runs the network on what is drawn so far, with 0 at the places to come. An {@link
 * IncrementalNetwork} is run on one part, and other networks on all of an observation.
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
        conditional.network() instanceof IncrementalNetwork incremental
            ? new OfParts(incremental, conditional.likelihood().places() / incremental.parts())
            : new OfAll(conditional.network(), conditional.likelihood().places());
  }

  /** What a turn runs. */
  private sealed interface Turns {
    /** Returns how many there are. */
    int count();

    /** Returns the place that turn t draws, or −1 where it draws none. */
    Operand<TInt32> place(Ops tf, Operand<TInt32> t);

    /** Returns what is kept from turn to turn, before the first. */
    ImmutableList<Operand<TFloat32>> start(
        Ops tf, Operand<TInt32> rows, Optional<Operand<TFloat32>> context, Pass pass);

    /**
     * Runs the network at turn t.
     *
     * @param x {@code [rows, D]}
     */
    IncrementalNetwork.Part run(
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
    public int count() {
      return places;
    }

    @Override
    public Operand<TInt32> place(Ops tf, Operand<TInt32> t) {
      return t;
    }

    @Override
    public ImmutableList<Operand<TFloat32>> start(
        Ops tf, Operand<TInt32> rows, Optional<Operand<TFloat32>> context, Pass pass) {
      return ImmutableList.copyOf(context.stream().toList());
    }

    @Override
    public IncrementalNetwork.Part run(
        Ops tf,
        Operand<TFloat32> x,
        Operand<TInt32> t,
        ImmutableList<Operand<TFloat32>> kept,
        Pass pass) {
      return new IncrementalNetwork.Part(
          network.apply(tf, x, kept.stream().findFirst(), pass), kept);
    }
  }

  /**
   * The part of the place. When a part is complete, a turn draws nothing and makes what is kept of
   * it.
   */
  private record OfParts(IncrementalNetwork network, int places) implements Turns {
    @Override
    public int count() {
      return network.parts() * turnsOfPart();
    }

    private int turnsOfPart() {
      return places + 1;
    }

    private Operand<TInt32> part(Ops tf, Operand<TInt32> t) {
      return tf.math.floorDiv(t, tf.constant(turnsOfPart()));
    }

    private Operand<TBool> complete(Ops tf, Operand<TInt32> t) {
      return tf.math.equal(tf.math.floorMod(t, tf.constant(turnsOfPart())), tf.constant(places));
    }

    @Override
    public Operand<TInt32> place(Ops tf, Operand<TInt32> t) {
      // Before it, each part had a turn without a place.
      return tf.select(complete(tf, t), tf.constant(-1), tf.math.sub(t, part(tf, t)));
    }

    @Override
    public ImmutableList<Operand<TFloat32>> start(
        Ops tf, Operand<TInt32> rows, Optional<Operand<TFloat32>> context, Pass pass) {
      return network.start(tf, rows, context, pass);
    }

    @Override
    public IncrementalNetwork.Part run(
        Ops tf,
        Operand<TFloat32> x,
        Operand<TInt32> t,
        ImmutableList<Operand<TFloat32>> kept,
        Pass pass) {
      IncrementalNetwork.Part part = network.part(tf, x, part(tf, t), kept, pass);
      Operand<TBool> complete = complete(tf, t);
      ImmutableList.Builder<Operand<TFloat32>> next = ImmutableList.builder();
      for (int i = 0; i < kept.size(); i++) {
        next.add(tf.select(complete, part.kept().get(i), kept.get(i)));
      }
      return new IncrementalNetwork.Part(part.outputs(), next.build());
    }
  }

  /**
   * What is known of the draws.
   *
   * @param x values of all places, {@code [rows, D]}
   * @param places the numbers of those that are kept as they are there
   */
  record Given(Operand<TFloat32> x, ImmutableSet<Integer> places) {
    /** Returns the first places of x. */
    static Given first(Operand<TFloat32> x, int count) {
      return new Given(x, IntStream.range(0, count).boxed().collect(ImmutableSet.toImmutableSet()));
    }
  }

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
    LoopTurns.Loop loop = LoopTurns.Loop.in(tf, turns.count());
    Operand<TInt32> rows = Shapes.size(tf, given.x(), 0);
    ImmutableList<Operand<TFloat32>> kept = turns.start(tf, rows, context, pass);
    Operand<TFloat32> known = only(tf, given);
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
                    turn(Ops.create(graph), state, next, kept.size(), given, parameters, loop),
                tf.scope().makeOpName("Ancestral"));
    Operand<TFloat32> drawn = loop.ended(tf, last[VALUES].expect(TFloat32.class));
    return tf.stopGradient(vectors(tf, drawn.asOutput(), conditional.dimension())); // [rows, D]
  }

  private void condition(Graph graph, Output<?>[] state, Output<?>[] goesOn) {
    Ops tf = Ops.create(graph);
    goesOn[0] = tf.math.less(number(state), tf.constant(turns.count())).asOutput();
  }

  /** Returns the values of the places that are given, and 0 elsewhere. */
  private Operand<TFloat32> only(Ops tf, Given given) {
    return given.places().isEmpty()
        ? tf.zerosLike(given.x())
        : tf.math.mul(given.x(), tf.constant(mask(given, true)));
  }

  /** Returns 1 for the values of places that are given, or for those of the others. */
  private float[] mask(Given given, boolean known) {
    int values = conditional.likelihood().valuesOfPlace();
    float[] mask = new float[conditional.dimension()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = given.places().contains(i / values) == known ? 1 : 0;
    }
    return mask;
  }

  /**
   * Adds turn t, which draws a place unless it is given.
   *
   * <p>All places have their turn, for what is kept of parts must be made. A turn of a place that
   * is given sees what a later one would, but may not look at it.
   */
  private void turn(
      Ops tf,
      Output<?>[] state,
      Output<?>[] next,
      int keptCount,
      Given given,
      LoopParameters parameters,
      LoopTurns.Loop loop) {
    System.arraycopy(state, 0, next, 0, state.length);
    Operand<TInt32> t = number(state);
    Operand<TFloat32> x = vectors(tf, state[VALUES], conditional.dimension());
    ImmutableList<Operand<TFloat32>> rest =
        Stream.of(state)
            .skip(FIRST_OF_REST)
            .map(variable -> variable.expect(TFloat32.class))
            .collect(ImmutableList.toImmutableList());
    Pass pass = parameters.in(tf, rest.subList(keptCount, rest.size()));
    Drawn drawn =
        drawn(tf, x, t, rest.subList(0, keptCount), state[NOISE].expect(TInt64.class), pass);
    next[TURN] = tf.math.add(t, tf.constant(1)).asOutput();
    Operand<TFloat32> added = atPlace(tf, drawn.value(), turns.place(tf, t));
    Operand<TFloat32> all =
        tf.math.add(
            x,
            given.places().isEmpty() ? added : tf.math.mul(added, tf.constant(mask(given, false))));
    next[VALUES] = loop.counted(tf, all).asOutput();
    for (int i = 0; i < keptCount; i++) {
      next[FIRST_OF_REST + i] = drawn.kept().get(i).asOutput();
    }
  }

  /**
   * Returns the values of a place in an observation that is 0 elsewhere, and everywhere if there is
   * no such place: {@code [rows, D]}.
   */
  private Operand<TFloat32> atPlace(Ops tf, Operand<TFloat32> value, Operand<TInt32> number) {
    Operand<TFloat32> place =
        tf.oneHot(
            number,
            tf.constant(conditional.likelihood().places()),
            tf.constant(1f),
            tf.constant(0f));
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
      Operand<TInt64> key,
      Pass pass) {
    IncrementalNetwork.Part run = turns.run(tf, x, t, kept, pass);
    Operand<TInt32> number = turns.place(tf, t);
    // Noise is a place's own, however many turns there were before it.
    NoiseSource noise = new LoopNoise(key, number, tf);
    Operand<TInt32> place = tf.math.floorMod(number, tf.constant(turns.places()));
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
          drawn(tf, x, t, kept, key, pass);
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
