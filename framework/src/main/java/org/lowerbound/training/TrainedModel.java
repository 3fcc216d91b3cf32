package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.lowerbound.compression.BitsBackModel;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.evaluation.bound.ImportanceSampling;
import org.lowerbound.evaluation.compression.BitsBackNodes;
import org.lowerbound.evaluation.compression.ValueLevels;
import org.lowerbound.model.Ability;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A model that has been trained, ready for use: codes of observations, observations of codes, draws
 * and likelihoods.
 *
 * <p>What it gives is a function of its arguments, of the state and of the seed. Rows are run some
 * at a time, so that the memory of a run does not depend on their number, and a row's draw depends
 * on the seed and the number of the row alone: more rows keep those of the first ones.
 *
 * <p>Data with labels have them in {@link Examples}; where none are given, as for draws, the
 * classes take turns.
 *
 * <p>Observations are given and returned in their own units: where a training standardised them, x
 * and not (x − m) / s. Likelihoods are densities of x.
 *
 * <p>Not safe for use by several threads.
 */
public final class TrainedModel implements AutoCloseable {
  /** The rows of a run: as many that its cost is spread thin. The last run is filled up. */
  static final int ROWS = 100;

  /** The draws of one run for a likelihood, those of the metric nll. */
  static final int DRAWS_PER_RUN = 1000;

  private final ModelSpec spec;
  private final TrainedState state;
  private final long seed;
  private final IntConsumer progress;
  private final ModelGraph graph;
  private final ModelSession session;
  private final TrainedNodes nodes;

  // Nodes are added when they are asked for: not every model has all abilities.
  private final Supplier<TrainedNodes.Codes> codes;
  private final Generation generation;
  private final Generation ofLabel;
  private final Map<Integer, ImportanceSampling> likelihoods = new HashMap<>();

  private TrainedModel(
      ModelSpec spec,
      ModelGraph graph,
      ModelSession session,
      TrainedState state,
      long seed,
      IntConsumer progress) {
    this.spec = spec;
    this.state = state;
    this.seed = seed;
    this.progress = progress;
    this.graph = graph;
    this.session = session;
    this.nodes = new TrainedNodes(graph);
    this.codes = Suppliers.memoize(() -> nodes.codes("encoding"));
    this.generation = Generation.of(nodes);
    TrainedNodes givenLabels = nodes.givenLabels();
    this.ofLabel = givenLabels == nodes ? generation : Generation.of(givenLabels);
  }

  /**
   * What observations are made from, with any labels or with those that are given.
   *
   * @param decoded p(x | z) for codes that are fed
   * @param mean its mean, {@code [B, D]}
   * @param draw draws from it, {@code [B, D]}
   * @param codes draws from p(z), {@code [ROWS, latents]}
   * @param samples draws from p(x), {@code [ROWS, D]}
   */
  private record Generation(
      Supplier<TrainedNodes.OfCodes> decoded,
      Supplier<Operand<TFloat32>> mean,
      Supplier<Operand<TFloat32>> draw,
      Supplier<Operand<TFloat32>> codes,
      Supplier<Operand<TFloat32>> samples) {
    static Generation of(TrainedNodes nodes) {
      Supplier<TrainedNodes.OfCodes> decoded = Suppliers.memoize(() -> nodes.decoded("decoding"));
      return new Generation(
          decoded,
          Suppliers.memoize(() -> nodes.mean(decoded.get())),
          Suppliers.memoize(() -> nodes.draw(decoded.get())),
          Suppliers.memoize(() -> nodes.priorCodes("drawing codes", ROWS)),
          Suppliers.memoize(() -> nodes.samples("drawing observations", ROWS)));
    }
  }

  /**
   * Opens a model.
   *
   * @param spec the model that was trained
   * @param observed what it was told of the data
   * @param state what the training has left
   * @param seed of all draws
   * @throws IllegalArgumentException if the state is not this model's; the message says why
   */
  public static TrainedModel open(
      ModelSpec spec, ObservedData observed, TrainedState state, long seed) {
    return open(spec, observed, state, seed, rows -> {});
  }

  /**
   * Opens a model whose work is watched.
   *
   * @param progress hears, during each call, how many rows are done; of rows that are drawn
   *     together, one value after the other, as many as their share of the work
   * @throws IllegalArgumentException if the state is not this model's; the message says why
   */
  public static TrainedModel open(
      ModelSpec spec, ObservedData observed, TrainedState state, long seed, IntConsumer progress) {
    ModelGraph graph = ModelGraph.build(spec, observed, seed, state.time());
    try {
      ModelSession session = new ModelSession(graph, state.of(graph.variables));
      return new TrainedModel(spec, graph, session, state, seed, progress);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** Returns what the model was told of the data. */
  public ObservedData observed() {
    return graph.observed;
  }

  /**
   * Returns the dimension of a code.
   *
   * @throws IllegalArgumentException if nothing decodes codes
   */
  public int latents() {
    return Ability.DECODING.of(graph.model, "decoding").latents();
  }

  /** Returns whether the model has an ability. */
  public boolean can(Ability<?> ability) {
    return ability.isOf(graph.model);
  }

  /**
   * Codes of observations.
   *
   * @param means E[z | x], {@code [N, latents]}; none if the posterior has no mean
   * @param draws one from q(z | x) for each observation, {@code [N, latents]}
   */
  public record Encoded(Optional<Matrix> means, Matrix draws) {
    /** Returns the mean where there is one, else the draw. */
    public Matrix best() {
      return means.orElse(draws);
    }
  }

  /**
   * Returns the codes of observations.
   *
   * @throws IllegalArgumentException if the model has no encoder, or the examples do not fit it
   */
  public Encoded encode(Examples examples) {
    TrainedNodes.Codes given = codes.get();
    checkFits(examples);
    ImmutableList.Builder<Operand<TFloat32>> fetches = ImmutableList.builder();
    given.mean().ifPresent(fetches::add);
    fetches.add(given.draw());
    ImmutableList<Matrix> values =
        inRuns(
            examples.count(),
            fetches.build(),
            given.latents(),
            rows -> feeds(examples, rows, nodes.observations, examples.observations()));
    return new Encoded(given.mean().map(mean -> values.get(0)), values.get(values.size() - 1));
  }

  /**
   * Returns the mean of p(x | z) for codes {@code [N, latents]}: {@code [N, D]}.
   *
   * @throws IllegalArgumentException if the model has no decoder, its likelihood has no mean, or
   *     the codes do not fit it
   */
  public Matrix decode(Matrix latents) {
    return decode(latents, generation.mean());
  }

  /**
   * Returns a draw from p(x | z) for each of the codes {@code [N, latents]}: {@code [N, D]}.
   *
   * @throws IllegalArgumentException if the model has no decoder, its likelihood cannot be drawn
   *     from, or the codes do not fit it
   */
  public Matrix decodeDraws(Matrix latents) {
    return decode(latents, generation.draw());
  }

  private Matrix decode(Matrix latents, Supplier<Operand<TFloat32>> node) {
    checkArgument(
        latents.columns() == latents(),
        "the model has %s latents, but the codes have %s",
        latents(),
        latents.columns());
    return inRuns(
            latents.rows(),
            List.of(node.get()),
            observed().dimension(),
            rows -> feeds(turns(latents.rows()), rows, generation.decoded().get().codes(), latents))
        .get(0);
  }

  /**
   * Returns the mean of p(x | z) at the code of each observation, {@code [N, D]}: at its mean, or
   * at a draw if the posterior has no mean.
   *
   * @throws IllegalArgumentException if the model has no encoder or no decoder, its likelihood has
   *     no mean, or the examples do not fit it
   */
  public Matrix reconstruct(Examples examples) {
    var unused = generation.mean().get(); // Before the work that would be for nothing.
    return decode(encode(examples).best());
  }

  /**
   * Returns draws from p(x), {@code [count, D]}.
   *
   * @throws IllegalArgumentException if the model cannot be drawn from
   */
  public Matrix sample(int count) {
    return generated(count, generation.samples(), observed().dimension());
  }

  /**
   * Returns draws that keep nearer to what is common, {@code [count, D]} (Alemohammad et al. 2023,
   * section 3): of a model with latents of a prior those at codes drawn with √λ times the prior's
   * standard deviation, where its mean is 0; of a linear normal model those with λ times its
   * covariance.
   *
   * @param bias λ, at most 1, which is no bias
   * @throws IllegalArgumentException if the model has no such draws
   */
  public Matrix sampleWithBias(int count, double bias) {
    checkArgument(bias > 0 && bias <= 1, "a bias must be in (0, 1] but is %s", bias);
    if (bias == 1) {
      return sample(count);
    }
    float root = (float) Math.sqrt(bias);
    if (hasRealCodes(graph.model)) {
      return decodeDraws(scaled(sampleCodes(count), i -> 0, root));
    }
    checkIsLinearNormal(graph.model);
    Matrix mean = decode(new Matrix(new float[latents()], 1, latents())); // W 0 + μ
    return scaled(sample(count), i -> mean.at(0, i % mean.columns()), root);
  }

  /**
   * Checks that a model, once it is trained, has the draws of {@link #sampleWithBias}.
   *
   * @throws IllegalArgumentException if not; the message says which have
   */
  public static void checkSamples(ModelSpec spec, ObservedData observed, double bias) {
    try (ModelGraph graph = ModelGraph.build(spec, observed, 0)) {
      TrainedNodes nodes = new TrainedNodes(graph);
      if (bias != 1 && hasRealCodes(graph.model)) {
        var unused = nodes.draw(nodes.decoded("decoding"));
        return;
      }
      if (bias != 1) {
        checkIsLinearNormal(graph.model);
      }
      var unused = nodes.samples("drawing observations", ROWS);
    }
  }

  private static boolean hasRealCodes(Model model) {
    return model instanceof LatentVariables given
        && given.latentSpace().equals(LatentSpace.REAL)
        && Ability.CODE_GENERATING.isOf(model);
  }

  private static void checkIsLinearNormal(Model model) {
    checkArgument(
        Ability.LINEAR_DECODING.isOf(model) && Ability.EXACT_EVIDENCE.isOf(model),
        "samples with a bias are those of a model with real latents and a prior, vae, or of a"
            + " linear normal one, ppca or factor-analysis; a bias of 1 works with any that can be"
            + " drawn from");
  }

  /** Returns mean + factor (values − mean). */
  private static Matrix scaled(Matrix values, IntToDoubleFunction mean, float factor) {
    float[] moved = new float[values.values().length];
    for (int i = 0; i < moved.length; i++) {
      double center = mean.applyAsDouble(i);
      moved[i] = (float) (center + factor * (values.values()[i] - center));
    }
    return new Matrix(moved, values.rows(), values.columns());
  }

  /**
   * Returns draws from p(z), {@code [count, latents]}.
   *
   * @throws IllegalArgumentException if the model has no prior that can be drawn from
   */
  public Matrix sampleCodes(int count) {
    Operand<TFloat32> node = generation.codes().get();
    return generated(
        count, () -> node, Ability.CODE_GENERATING.of(graph.model, "drawing codes").latents());
  }

  private Matrix generated(int count, Supplier<Operand<TFloat32>> node, int columns) {
    return generated(count, turns(count), node, columns);
  }

  private Matrix generated(
      int count, ImmutableIntArray labels, Supplier<Operand<TFloat32>> node, int columns) {
    checkArgument(count > 0, "count must be positive but is %s", count);
    return inRuns(count, List.of(node.get()), columns, rows -> labelFeed(labels, rows)).get(0);
  }

  /**
   * Returns draws from p(x | y) for one label y, {@code [count, D]}.
   *
   * @throws IllegalArgumentException if the model cannot be drawn from or looks at no labels, or
   *     there is no such label
   */
  public Matrix sample(int count, int label) {
    ImmutableIntArray labels = all(count, label);
    Operand<TFloat32> node = ofLabel.samples().get();
    checkLookedAt(label);
    return generated(count, labels, () -> node, observed().dimension());
  }

  /**
   * Returns the means of p(x | z, y) for draws of z and one label y, {@code [count, D]}.
   *
   * @throws IllegalArgumentException if the model has no decoder or looks at no labels, its
   *     likelihood has no mean, or there is no such label
   */
  public Matrix sampleMeans(int count, int label) {
    ImmutableIntArray labels = all(count, label);
    Operand<TFloat32> mean = ofLabel.mean().get();
    Operand<TFloat32> ofPrior = ofLabel.codes().get();
    checkLookedAt(label);
    Matrix codes = generated(count, labels, () -> ofPrior, ofLabel.decoded().get().latents());
    return inRuns(
            count,
            List.of(mean),
            observed().dimension(),
            rows -> feeds(labels, rows, ofLabel.decoded().get().codes(), codes))
        .get(0);
  }

  /** Checks, once the nodes are there, that a label makes a difference. */
  private void checkLookedAt(int label) {
    checkArgument(
        nodes.looksAtLabels(),
        "nothing in the model looks at labels, so that it has no draws of label %s alone; that of"
            + " a vae with \"condition\": \"label\" or with the prior conditional does, for"
            + " example",
        label);
  }

  private ImmutableIntArray all(int count, int label) {
    checkArgument(
        nodes.hasLabels(),
        "the model was trained without labels, so that it has no label %s",
        label);
    checkArgument(
        label >= 0 && label < observed().classes(),
        "labels are 0 … %s, but not %s",
        observed().classes() - 1,
        label);
    return ImmutableIntArray.copyOf(IntStream.generate(() -> label).limit(Math.max(0, count)));
  }

  /**
   * Log-likelihoods of observations.
   *
   * @param nats log p(x) of each
   * @param exact whether they are computed; else they are estimates by importance sampling, each in
   *     expectation below log p(x) (Burda et al. 2016, theorem 1)
   * @param draws how many draws an estimate is made of; 1 if none is
   */
  public record LogProbs(ImmutableDoubleArray nats, boolean exact, int draws) {}

  /**
   * Returns log p(x) of observations: exact where the model computes it, else log (1/K) Σ p(x, z) /
   * q(z | x), z ~ q(z | x). Of the examples of a split, in their order and with the trial's seed,
   * these are the numbers behind the metric {@code nll}.
   *
   * @param draws K
   * @throws IllegalArgumentException if the model has no likelihood, or the examples do not fit it
   */
  public LogProbs logProb(Examples examples, int draws) {
    ImportanceSampling sampling =
        likelihoods.computeIfAbsent(
            draws,
            k ->
                new ImportanceSampling(
                    graph.tf, nodes.weights("log p(x)"), "nll", k, DRAWS_PER_RUN));
    checkFits(examples);
    double[] nats = sampling.logEvidence(new Rows(examples));
    return new LogProbs(
        ImmutableDoubleArray.copyOf(nats), sampling.isExact(), sampling.isExact() ? 1 : draws);
  }

  /**
   * Returns the mean of log p(x, z) − log q(z | x) over draws z ~ q(z | x) for each observation:
   * the ELBO, in nats.
   *
   * @param draws how many
   * @throws IllegalArgumentException if the model has no latents with a posterior density, or the
   *     examples do not fit it
   */
  public ImmutableDoubleArray elbo(Examples examples, int draws) {
    checkFits(examples);
    Operand<TFloat32> logWeights = nodes.logWeights("the ELBO", draws); // [K, B]
    Rows runner = new Rows(examples);
    double[] elbos = new double[examples.count()];
    Batches.forEach(
        runner,
        draws,
        (index, rows) -> {
          float[] values = runner.run(rows, index, ImmutableList.of(logWeights)).get(0);
          for (int i = 0; i < values.length; i++) {
            elbos[rows[i % rows.length]] += (double) values[i] / draws;
          }
        });
    return ImmutableDoubleArray.copyOf(elbos);
  }

  /**
   * The model as a coder sees it.
   *
   * @param model its tables, the same ones whenever they are asked for
   * @param levels the symbols of observations
   */
  public record Coding(BitsBackModel model, ValueLevels levels) {}

  /**
   * Returns the model as one that codes observations without loss. Each of its distributions is
   * made by a run of the graph on one row, on one thread: the same floats in any process of the
   * same build on the same kind of processor.
   *
   * @param latentBits each real latent is one of 2^this bins
   * @throws IllegalArgumentException if the model gives no code; the message says what does
   */
  public Coding coding(int latentBits) {
    BitsBackNodes built = nodes.coding("a bits-back code", latentBits);
    int dimension = observed().dimension();
    Examples none = Examples.of(new Matrix(new float[dimension], 1, dimension)); // All is fed.
    return new Coding(built.on(new Rows(none), 0), built.levels());
  }

  /** Returns the SHA-256 of all values of the model's variables, in hexadecimal. */
  public String fingerprint() {
    Hasher hasher = Hashing.sha256().newHasher();
    new TreeMap<>(state.of(graph.variables))
        .forEach(
            (name, values) -> {
              hasher.putInt(name.length()).putUnencodedChars(name).putInt(values.length);
              for (float value : values) {
                hasher.putInt(Float.floatToRawIntBits(value));
              }
            });
    return hasher.hash().toString();
  }

  /** Runs nodes on rows of some examples. */
  private final class Rows implements RowRunner {
    private final Examples examples;

    Rows(Examples examples) {
      this.examples = examples;
    }

    @Override
    public int count() {
      return examples.count();
    }

    @Override
    public ImmutableList<float[]> run(
        int[] rows, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
      ImmutableList.Builder<ModelSession.Feed> feeds = ImmutableList.builder();
      if (fed.stream().noneMatch(one -> one.node() == nodes.observations)) {
        feeds.addAll(feeds(examples, rows, nodes.observations, examples.observations()));
      } else {
        feeds.addAll(labelFeed(examples.labels().orElseGet(() -> turns(examples.count())), rows));
      }
      fed.forEach(one -> feeds.add(new ModelSession.Feed(one.node(), one.tensor())));
      return session.run(draw, feeds.build(), fetches);
    }

    @Override
    public void progress(int examplesDone) {
      progress.accept(examplesDone);
    }
  }

  /** What the rows of a run are fed. */
  @FunctionalInterface
  private interface Feeds {
    List<ModelSession.Feed> of(int[] rows);
  }

  /**
   * Evaluates nodes {@code [B, columns]} for N rows, B at a time. Each run has the same number of
   * rows, the last one some that nobody asked for: the noise of a row is then the same whatever
   * their number.
   */
  private ImmutableList<Matrix> inRuns(
      int count, List<Operand<TFloat32>> fetches, int columns, Feeds feeds) {
    checkArgument(
        (long) count * columns <= Integer.MAX_VALUE,
        "%s rows of %s values are too much for one array; at most %s rows work",
        count,
        columns,
        Integer.MAX_VALUE / columns);
    float[][] all = new float[fetches.size()][count * columns];
    for (int start = 0; start < count; start += ROWS) {
      int first = start;
      int done = Math.min(count, start + ROWS);
      int[] rows = IntStream.range(0, ROWS).map(i -> Math.min(first + i, count - 1)).toArray();
      ImmutableList<float[]> values =
          session.run(
              start / ROWS,
              feeds.of(rows),
              fetches,
              share -> progress.accept(first + (int) (share * (done - first))));
      for (int f = 0; f < all.length; f++) {
        System.arraycopy(values.get(f), 0, all[f], start * columns, (done - start) * columns);
      }
      progress.accept(done);
    }
    ImmutableList.Builder<Matrix> matrices = ImmutableList.builder();
    for (float[] values : all) {
      matrices.add(new Matrix(values, count, columns));
    }
    return matrices.build();
  }

  private List<ModelSession.Feed> feeds(
      Examples examples, int[] rows, Operand<TFloat32> placeholder, Matrix matrix) {
    return feeds(
        examples.labels().orElseGet(() -> turns(examples.count())), rows, placeholder, matrix);
  }

  private List<ModelSession.Feed> feeds(
      ImmutableIntArray labels, int[] rows, Operand<TFloat32> placeholder, Matrix matrix) {
    return ImmutableList.<ModelSession.Feed>builder()
        .add(
            new ModelSession.Feed(
                placeholder,
                TFloat32.tensorOf(
                    Shape.of(rows.length, matrix.columns()),
                    DataBuffers.of(matrix.select(rows).values(), true, false))))
        .addAll(labelFeed(labels, rows))
        .build();
  }

  private List<ModelSession.Feed> labelFeed(ImmutableIntArray labels, int[] rows) {
    return nodes.hasLabels()
        ? List.of(
            new ModelSession.Feed(
                nodes.labels, TInt32.vectorOf(IntStream.of(rows).map(labels::get).toArray())))
        : List.of();
  }

  /** Returns labels that take turns. */
  private ImmutableIntArray turns(int count) {
    int classes = Math.max(1, observed().classes());
    return ImmutableIntArray.copyOf(IntStream.range(0, count).map(i -> i % classes));
  }

  private void checkFits(Examples examples) {
    checkArgument(
        examples.observations().columns() == observed().dimension(),
        "the model was trained on observations of %s values, but these have %s",
        observed().dimension(),
        examples.observations().columns());
    checkArgument(
        !nodes.hasLabels() || examples.labels().isPresent(),
        "the model was trained with labels, but these observations have none");
  }

  /**
   * Writes the model as a SavedModel: see {@link SavedModels}.
   *
   * @param folder a new one
   * @param draws of which the estimate of a likelihood is made where the model does not compute it
   * @throws IllegalArgumentException if the model can do nothing that a signature is for
   */
  public void export(Path folder, int draws) {
    // In a graph of its own: what writes it adds nodes.
    try (ModelGraph own = ModelGraph.toExport(spec, observed(), seed, state.time());
        ModelSession ownSession = new ModelSession(own, state.of(own.variables))) {
      new SavedModels(own, draws).write(ownSession.session(), folder);
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
