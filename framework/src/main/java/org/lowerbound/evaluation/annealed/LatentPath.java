package org.lowerbound.evaluation.annealed;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.NonCentered;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.Decoding;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.model.RawUnits;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The path from a model's p(z), or its q(z | x), to p(z | x), in a graph. Log r is log p(x | z), or
 * log p(x, z) − log q(z | x); either way Z₁ / Z₀ is p(x).
 *
 * <p>One run of the graph is one leapfrog step of all chains: it gives densities and gradients
 * apart for π₀ and r, so that no temperature is fed, and the end of a trajectory is known at the
 * next temperature without another run. Trajectories in the graph would repeat networks and
 * gradients for each of their steps.
 *
 * <p>Points are coordinates u of z in which π₀ is as wide in all directions, where it has such: the
 * factor |dz/du| belongs to π₀ and leaves r and constants as they are. Of a hierarchy, whose layers
 * may follow those above them closely, chains would hardly move in z.
 */
final class LatentPath {
  private final int chains;
  private final int latents;
  private final Operand<TFloat32> observations;
  private final Placeholder<TFloat32> points; // [C, B, latents]
  private final ImmutableList<Operand<TFloat32>> terms;
  private final Operand<TFloat32> starts; // [C, latents] or [C, 1, latents], of one example
  private final Placeholder<TFloat32> exact; // [1, B, latents]
  private final Operand<TFloat32> exactPoints; // [1, B, latents]
  private final Operand<TFloat32> seeds;

  /**
   * Adds the nodes.
   *
   * @param who asks, by its type name
   * @param stream the name of the noise streams
   * @param chains C
   * @throws IllegalArgumentException if the model has no such path
   */
  LatentPath(Ops tf, EvaluationScope graph, String who, String stream, int chains, Start start) {
    LatentVariables model = graph.modelWith(Ability.LATENT_VARIABLES, who);
    Decoding decoding = graph.modelWith(Ability.DECODING, who);
    checkArgument(
        model.latentSpace().equals(LatentSpace.REAL),
        "%s moves latents along gradients through real vectors, but those of this model are %s%s",
        who,
        model.latentSpace().description(),
        graph.instead().map("; for this model %s works"::formatted).orElse(""));
    this.chains = chains;
    this.latents = model.latents();
    this.observations = graph.observations();
    this.points = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(chains, -1, latents)));
    this.exact = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, -1, latents)));
    BoundTerms drawn = graph.terms(tf, who, stream + ".terms", chains);
    NoiseSource noise = graph.noise().apply(stream);
    this.seeds = noise.uniform(tf, tf.array(Seeds.COUNT));
    boolean fromPrior = start == Start.PRIOR;
    Distribution base = fromPrior ? drawn.prior() : drawn.posterior();
    NonCentered.Place place = place(tf, base, points);
    Operand<TFloat32> z = place.value();
    Operand<TFloat32> logBase = tf.math.add(place.logProb(), place.logDeterminant()); // [C, B]
    Operand<TFloat32> logLikelihood =
        new RawUnits(graph.dataset().standardization())
            .logDensity(tf, decoding.decode(tf, z, graph.pass()).logProb(tf, observations));
    Operand<TFloat32> logRatio =
        fromPrior
            ? logLikelihood
            : tf.math.sub(
                tf.math.add(drawn.prior().logProb(tf, z), logLikelihood), place.logProb());
    this.starts =
        coordinates(
            tf, base, fromPrior ? prior(base, who).draw(tf, noise, chains) : drawn.latents());
    this.exactPoints = coordinates(tf, base, exact);
    this.terms =
        ImmutableList.of(
            logBase,
            logRatio,
            graph.gradients().of(logBase, ImmutableList.of(points)).get(0),
            graph.gradients().of(logRatio, ImmutableList.of(points)).get(0));
  }

  private static NonCentered.Place place(
      Ops tf, Distribution distribution, Operand<TFloat32> points) {
    if (distribution instanceof NonCentered nonCentered) {
      return nonCentered.place(tf, points);
    }
    Operand<TFloat32> logProb = distribution.logProb(tf, points);
    return new NonCentered.Place(points, logProb, tf.zerosLike(logProb));
  }

  private static Operand<TFloat32> coordinates(
      Ops tf, Distribution distribution, Operand<TFloat32> z) {
    return distribution instanceof NonCentered nonCentered
        ? nonCentered.coordinates(tf, z)
        : tf.identity(z); // What is fed cannot be fetched itself.
  }

  /** Returns a prior as one that can be drawn from. */
  static Sampleable prior(Distribution prior, String who) {
    checkArgument(
        prior instanceof Sampleable,
        "%s draws from the prior, but the prior %s cannot be drawn from",
        who,
        TypeNames.of(prior));
    return (Sampleable) prior;
  }

  /** The bits of uniform numbers of a graph as the seed of a stream on the host. */
  private static final class Seeds {
    static final int COUNT = 3;

    private Seeds() {}

    /** Returns a seed of 69 random bits, of which 64 count. */
    static long of(float[] uniforms) {
      long seed = 0;
      for (float uniform : uniforms) {
        seed = (seed << 23) ^ (long) (uniform * (1 << 23));
      }
      return seed;
    }
  }

  /**
   * Examples whose chains are moved side by side.
   *
   * @param runner runs them
   * @param rows the examples
   * @param given observations in place of theirs; none if they are their own
   */
  @SuppressWarnings("ArrayRecordComponent") // Made and read by one run of chains.
  record Of(RowRunner runner, int[] rows, ImmutableList<Fed> given) {}

  /** Returns B examples as they are. */
  Of examples(RowRunner runner, int[] rows) {
    return new Of(runner, rows, ImmutableList.of());
  }

  /**
   * Returns B examples with other observations than theirs.
   *
   * @param values {@code [B, D]}
   */
  Of examples(RowRunner runner, int[] rows, float[] values) {
    Shape shape = Shape.of(rows.length, values.length / rows.length);
    return new Of(runner, rows, ImmutableList.of(new Fed(observations, shape, values)));
  }

  /**
   * Runs all nodes once, for nothing but this: a trial's need of memory is estimated by the first
   * run of a metric, and this is the largest.
   */
  void rehearse(Of of) {
    density(of).at(new double[chains * of.rows().length * latents]);
  }

  /** What chains are for: those of two uses have nothing to do with each other. */
  enum Use {
    FORWARD(0),
    PILOT(1),
    BACKWARD(2);

    private final long number;

    Use(long number) {
      this.number = number;
    }

    /** Returns the number of the noise of an example; rows are less than 2³². */
    long draw(int row) {
      return (number << 32) + row;
    }
  }

  /**
   * Returns the chains of some examples at draws from π₀. Draws and random numbers are each
   * example's own, whatever it is run with.
   *
   * @param leapfrogs the steps of a trajectory
   */
  Chains start(Of of, Use use, int leapfrogs) {
    int examples = of.rows().length;
    double[] points = new double[chains * examples * latents];
    for (int b = 0; b < examples; b++) {
      float[] own = run(of, b, use, starts);
      for (int i = 0; i < own.length; i++) {
        points[(i / latents * examples + b) * latents + i % latents] = own[i];
      }
    }
    return chains(of, points, use, leapfrogs);
  }

  /**
   * Returns the chains of some examples, all of an example at one z.
   *
   * @param z {@code [B, latents]}
   * @param leapfrogs the steps of a trajectory
   */
  Chains startAt(Of of, double[] z, Use use, int leapfrogs) {
    Fed at = new Fed(exact, Shape.of(1, of.rows().length, latents), floats(z));
    double[] points = doubles(run(of, at, ImmutableList.of(exactPoints)).get(0));
    double[] copies = new double[chains * points.length];
    for (int c = 0; c < chains; c++) {
      System.arraycopy(points, 0, copies, c * points.length, points.length);
    }
    return chains(of, copies, use, leapfrogs);
  }

  private Chains chains(Of of, double[] points, Use use, int leapfrogs) {
    return new Chains(
        density(of),
        points,
        latents,
        IntStream.range(0, of.rows().length)
            .mapToObj(b -> new RandomStream(Seeds.of(run(of, b, use, seeds)), "chains"))
            .collect(ImmutableList.toImmutableList()),
        leapfrogs);
  }

  /** Returns a node's value for one example. */
  private static float[] run(Of of, int example, Use use, Operand<TFloat32> node) {
    int row = of.rows()[example];
    ImmutableList<Fed> given =
        of.given().stream()
            .map(
                all -> {
                  int width = all.values().length / of.rows().length;
                  return new Fed(
                      all.node(),
                      Shape.of(1, width),
                      Arrays.copyOfRange(all.values(), example * width, (example + 1) * width));
                })
            .collect(ImmutableList.toImmutableList());
    return of.runner().run(new int[] {row}, use.draw(row), given, ImmutableList.of(node)).get(0);
  }

  private PathDensity density(Of of) {
    return where -> {
      Fed at = new Fed(points, Shape.of(chains, of.rows().length, latents), floats(where));
      ImmutableList<float[]> values = run(of, at, terms);
      return new PathTerms(
          doubles(values.get(0)),
          doubles(values.get(1)),
          doubles(values.get(2)),
          doubles(values.get(3)));
    };
  }

  private static ImmutableList<float[]> run(
      Of of, Fed at, ImmutableList<Operand<TFloat32>> fetches) {
    return of.runner()
        .run(
            of.rows(), 0, ImmutableList.<Fed>builder().add(at).addAll(of.given()).build(), fetches);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
