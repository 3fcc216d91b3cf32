package org.lowerbound.model.diffusion;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lowerbound.graph.LoopTurns;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.model.ReverseNoise;
import org.lowerbound.model.ReverseStates;
import org.lowerbound.network.LoopParameters;
import org.lowerbound.network.Pass;
import org.lowerbound.random.LoopNoise;
import org.lowerbound.random.NoiseSource;
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
 * The way back from x_T to x_0: a loop in the graph, each turn of which runs the network once, or
 * twice if it is guided.
 */
final class Reversal {
  /** Where the loop's variables are. */
  private static final int TURN = 0;

  private static final int STATE = 1;
  private static final int NOISE = 2;
  private static final int FIRST_OF_REST = 3;

  private final Denoiser denoiser;
  private final StepVariance own;
  private final Values values;
  private final int classes;
  private final ReverseChain way;

  /** The numbers of the steps that are taken. */
  private final ImmutableIntArray kept;

  /** The chain of these steps. */
  private final DiffusionChain chain;

  /**
   * Prepares for draws.
   *
   * @param own the model's own variances
   * @param classes the length of a label that the network sees, 0 if it sees none
   * @param way how
   */
  Reversal(Denoiser denoiser, StepVariance own, Values values, int classes, ReverseChain way) {
    this.denoiser = denoiser;
    this.own = own;
    this.values = values;
    this.classes = classes;
    this.way = way;
    this.kept = denoiser.chain().spread(way.steps().orElse(denoiser.chain().steps()));
    this.chain = denoiser.chain().only(kept);
  }

  /**
   * Returns x_0, {@code [rows, D]}.
   *
   * @param end x_T, {@code [rows, D]}
   * @param labels one-hot, {@code [rows, classes]}, if the network sees them
   */
  Operand<TFloat32> from(
      Ops tf, Operand<TFloat32> end, Optional<Operand<TFloat32>> labels, NoiseSource noise) {
    Output<?>[] last = loop(tf, end, labels, noise, Optional.empty());
    return tf.stopGradient(vectors(tf, last[STATE], dimension()));
  }

  /**
   * Returns what all states on the way are, over the rows.
   *
   * @param end x_T, {@code [rows, D]}
   * @param labels one-hot, {@code [rows, classes]}, if the network sees them
   */
  ReverseStates states(
      Ops tf, Operand<TFloat32> end, Optional<Operand<TFloat32>> labels, NoiseSource noise) {
    int count = chain.steps() + 1;
    Operand<TFloat32> none = tf.zeros(tf.array(count, 2, dimension()), TFloat32.class);
    Operand<TFloat32> ofEnd = noted(tf, none, tf.constant(chain.steps()), end);
    Output<?>[] last = loop(tf, end, labels, noise, Optional.of(ofEnd));
    return new ReverseStates(
        ImmutableIntArray.copyOf(Arrays.stream(numbers())),
        ImmutableDoubleArray.copyOf(IntStream.range(0, count).mapToDouble(chain::signal)),
        tf.stopGradient(last[last.length - 1].expect(TFloat32.class)));
  }

  /**
   * Runs the loop, and returns the last values of its variables: of the moments, where they are
   * wanted, and of the state only where they are not, is anything asked.
   *
   * @param moments of x_T, among those of all states, if they are wanted; they are the last
   *     variable
   */
  private Output<?>[] loop(
      Ops tf,
      Operand<TFloat32> end,
      Optional<Operand<TFloat32>> labels,
      NoiseSource noise,
      Optional<Operand<TFloat32>> moments) {
    LoopParameters parameters = parameters();
    LoopTurns.Loop turns = LoopTurns.Loop.in(tf, chain.steps());
    ImmutableList<Operand<?>> first =
        ImmutableList.<Operand<?>>builder()
            .add(tf.constant(0))
            .add(end)
            .add(LoopNoise.key(tf, noise))
            .addAll(labels.stream().toList())
            .addAll(parameters.values())
            .addAll(moments.stream().toList())
            .build();
    Output<?>[] last =
        ((Graph) tf.scope().env())
            .whileLoop(
                first.stream().map(Operand::asOutput).toArray(Output<?>[]::new),
                this::condition,
                (graph, state, next) ->
                    turn(Ops.create(graph), state, next, parameters, moments.isPresent(), turns),
                tf.scope().makeOpName("Reversal"));
    int asked = moments.isPresent() ? last.length - 1 : STATE;
    last[asked] = turns.ended(tf, last[asked].expect(TFloat32.class)).asOutput();
    return last;
  }

  /** Returns moments with those of one state written where there were zeros. */
  private static Operand<TFloat32> noted(
      Ops tf, Operand<TFloat32> moments, Operand<TInt32> place, Operand<TFloat32> state) {
    Operand<TFloat32> mean = tf.math.mean(state, tf.constant(0)); // [D]
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.squaredDifference(state, mean), tf.constant(0));
    return tf.tensorScatterNdUpdate(
        moments,
        tf.reshape(place, tf.array(1, 1)),
        tf.expandDims(tf.stack(List.of(mean, variance)), tf.constant(0))); // [1, 2, D]
  }

  private int dimension() {
    return values.observed().dimension();
  }

  private void condition(Graph graph, Output<?>[] state, Output<?>[] goesOn) {
    Ops tf = Ops.create(graph);
    goesOn[0] = tf.math.less(number(state), tf.constant(chain.steps())).asOutput();
  }

  private void turn(
      Ops tf,
      Output<?>[] state,
      Output<?>[] next,
      LoopParameters parameters,
      boolean noting,
      LoopTurns.Loop turns) {
    System.arraycopy(state, 0, next, 0, state.length);
    int last = state.length - 1;
    ImmutableList<Operand<TFloat32>> rest =
        Stream.of(state)
            .limit(noting ? last : state.length)
            .skip(FIRST_OF_REST)
            .map(variable -> variable.expect(TFloat32.class))
            .collect(ImmutableList.toImmutableList());
    int ofLabels = classes > 0 ? 1 : 0;
    Operand<TInt32> turn = number(state);
    next[TURN] = tf.math.add(turn, tf.constant(1)).asOutput();
    Operand<TFloat32> before =
        before(
            tf,
            vectors(tf, state[STATE], dimension()),
            turn,
            classes > 0
                ? Optional.of(tf.ensureShape(rest.get(0), Shape.of(-1, classes)))
                : Optional.empty(),
            new LoopNoise(state[NOISE].expect(TInt64.class), turn, tf),
            parameters.in(tf, rest.subList(ofLabels, rest.size())));
    next[STATE] = turns.counted(tf, before).asOutput();
    if (noting) {
      Operand<TInt32> place = tf.math.sub(tf.constant(chain.steps() - 1), turn);
      next[last] = noted(tf, state[last].expect(TFloat32.class), place, before).asOutput();
    }
  }

  /** Returns the parameters that the network reads. */
  private LoopParameters parameters() {
    return LoopParameters.of(
        (tf, pass) -> {
          Optional<Operand<TFloat32>> label =
              classes > 0 ? Optional.of(input(tf, classes)) : Optional.empty();
          Operand<TInt32> turn = tf.constant(0);
          NoiseSource noise = new LoopNoise(tf.constant(new long[2]), turn, tf);
          before(tf, input(tf, dimension()), turn, label, noise, pass);
        });
  }

  /**
   * Returns the state one step earlier.
   *
   * @param state {@code [rows, D]}
   * @param turn 0 for the last step
   */
  private Operand<TFloat32> before(
      Ops tf,
      Operand<TFloat32> state,
      Operand<TInt32> turn,
      Optional<Operand<TFloat32>> label,
      NoiseSource noise,
      Pass pass) {
    Operand<TInt32> rows = tf.shape(tf.reduceSum(state, tf.constant(1))); // [1]
    Operand<TInt32> place =
        tf.math.add(
            tf.zeros(rows, TInt32.class), tf.math.sub(tf.constant(chain.steps()), turn)); // [rows]
    Operand<TInt32> step = tf.gather(tf.constant(numbers()), place, tf.constant(0));
    Denoiser.Denoised denoised = guided(tf, state, step, label, pass);
    Operand<TFloat32> start = values.clipped(tf, denoised.start());
    StepTable table = new StepTable(chain.steps(), place);
    Operand<TFloat32> draws = noise.standardNormal(tf, tf.shape(state));
    if (way instanceof ReverseChain.Ddim ddim) {
      return ddim(tf, ddim.eta(), table, state, start, draws);
    }
    ReverseNoise kind = ((ReverseChain.Ancestral) way).noise();
    Operand<TFloat32> mean =
        Target.mixed(
            tf, table.of(tf, chain::startWeight), start, table.of(tf, chain::stateWeight), state);
    if (kind == ReverseNoise.NONE) {
      return mean;
    }
    StepVariance variance =
        switch (kind) {
          case LARGE -> StepVariance.of(ReverseVariance.LARGE);
          case SMALL -> StepVariance.of(ReverseVariance.SMALL);
          default -> own;
        };
    Operand<TFloat32> scale =
        tf.math.exp(tf.math.mul(tf.constant(0.5f), variance.log(tf, chain, place, denoised, pass)));
    Operand<TFloat32> unlessLast = table.of(tf, t -> t > 1 ? 1 : 0);
    return tf.math.add(mean, tf.math.mul(tf.math.mul(unlessLast, scale), draws));
  }

  /** Returns the number of each of the chain's steps among all, from place 1. */
  private int[] numbers() {
    int[] numbers = new int[kept.length() + 1];
    for (int i = 0; i < kept.length(); i++) {
      numbers[i + 1] = kept.get(i);
    }
    return numbers;
  }

  /**
   * Returns √ᾱ' x_0 + √(1 − ᾱ' − σ²) ε + σ z. ε is what x_t and x_0 say, and not what the network
   * does: where x_0 was put back into its bounds the two differ.
   */
  private Operand<TFloat32> ddim(
      Ops tf,
      double eta,
      StepTable table,
      Operand<TFloat32> state,
      Operand<TFloat32> start,
      Operand<TFloat32> draws) {
    Operand<TFloat32> epsilon =
        Target.mixed(
            tf,
            table.of(tf, t -> 1 / Math.sqrt(chain.noise(t))),
            state,
            table.of(tf, t -> -Math.sqrt(chain.signal(t) / chain.noise(t))),
            start);
    Operand<TFloat32> mean =
        Target.mixed(
            tf,
            table.of(tf, t -> Math.sqrt(chain.signal(t - 1))),
            start,
            table.of(
                tf,
                t ->
                    Math.sqrt(
                        Math.max(0, chain.noise(t - 1) - eta * eta * chain.posteriorVariance(t)))),
            epsilon);
    return eta == 0
        ? mean
        : tf.math.add(
            mean,
            tf.math.mul(table.of(tf, t -> eta * Math.sqrt(chain.posteriorVariance(t))), draws));
  }

  /** Returns what the network makes of states, with guidance if the way has it. */
  private Denoiser.Denoised guided(
      Ops tf,
      Operand<TFloat32> state,
      Operand<TInt32> step,
      Optional<Operand<TFloat32>> label,
      Pass pass) {
    Denoiser.Denoised given = denoiser.denoise(tf, state, step, label, pass);
    if (way.guidance() == 0) {
      return given;
    }
    Denoiser.Denoised free = denoiser.denoise(tf, state, step, label.map(tf::zerosLike), pass);
    float weight = (float) way.guidance();
    // Linear in ε, and so in x_0 at one x_t.
    return new Denoiser.Denoised(
        given.output(),
        Target.mixed(
            tf, tf.constant(1 + weight), given.start(), tf.constant(-weight), free.start()),
        given.fraction());
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
