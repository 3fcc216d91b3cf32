package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.synthetic.LinearGaussian;
import org.lowerbound.data.synthetic.LinearGaussianModel;
import org.lowerbound.data.synthetic.Loadings;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.evaluation.reconstruction.ReconstructionError;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.schedule.Time;
import org.tensorflow.ndarray.Shape;

/** One small training serves all tests. */
final class TrainedModelTest {
  private static final int DRAWS = 30;
  private static final int SEED = 3;
  private static final Time END = new Time(17, Trials.STEPS_PER_EPOCH);

  @TempDir static Path folder;
  private static Dataset images;
  private static TrialSpec spec;
  private static TrialOutcome outcome;
  private static ImmutableMap<String, float[]> variables;
  private static TrainedModel model;
  private static Examples examples;

  @BeforeAll
  static void train() {
    images = Trials.dynamicImages();
    TrialSpec plain = Trials.binarySpec(images, SEED);
    spec =
        new TrialSpec(
            plain.dataset(),
            plain.model(),
            plain.objective(),
            plain.optimizer(),
            plain.training(),
            new EvaluationSpec(
                ImmutableList.of(new Nll(DRAWS, 1000), new ReconstructionError()),
                ImmutableList.of(Split.TEST),
                ImmutableList.of()),
            SEED);
    outcome = Trials.run(spec, images, new Trials.Recorder(), folder);
    variables = Trials.checkpoints(folder).end(outcome.steps().all()).checkpoint().variables();
    model = open(new TrainedState(variables, false, END));
    examples = Examples.of(images, Split.TEST, SEED);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static TrainedModel open(TrainedState state) {
    return TrainedModel.open(spec.model(), TrialSpec.observed(images), state, SEED);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void likelihoodsAreThoseOfTheMetric() {
    TrainedModel.LogProbs logProbs = model.logProb(examples, DRAWS);
    assertFalse(logProbs.exact());
    assertEquals(DRAWS, logProbs.draws());
    // The same draws in another graph, whose sums in 32 bits may round in another order.
    assertEquals(-outcome.metrics().get("nll").value(), mean(logProbs.nats().toArray()), 1e-5);
  }

  /** Labels that only a metric looked at take no part in what is drawn. */
  @Test
  void labelsThatTheModelDoesNotLookAtChangeNoDraws() {
    ImmutableMap.Builder<Split, int[]> numbers = ImmutableMap.builder();
    images
        .splits()
        .forEach((split, observations) -> numbers.put(split, new int[observations.count()]));
    Dataset labelled = images.withLabels(new Labels(2, numbers.buildOrThrow()));
    try (TrainedModel same =
        TrainedModel.open(
            spec.model(),
            TrialSpec.observed(labelled),
            new TrainedState(variables, false, END),
            SEED)) {
      assertArrayEquals(model.sample(150).values(), same.sample(150).values());
      assertArrayEquals(model.sampleCodes(7).values(), same.sampleCodes(7).values());
    }
  }

  @Test
  void reconstructionsAreThoseOfTheMetric() {
    Matrix means = model.reconstruct(examples);
    double squares = 0;
    for (int i = 0; i < means.values().length; i++) {
      squares += Math.pow(means.values()[i] - examples.observations().values()[i], 2);
    }
    assertEquals(
        outcome.metrics().get("reconstruction-error").value(),
        squares / means.values().length,
        1e-6);
  }

  /** With hardly any spread of the codes all draws are of p(x | z = 0). */
  @Test
  void aBiasDrawsCodesNearerToTheirMean() {
    assertArrayEquals(model.sample(7).values(), model.sampleWithBias(7, 1).values());
    int count = 4000;
    Matrix draws = model.sampleWithBias(count, 1e-8);
    float[] at0 = model.decode(new Matrix(new float[model.latents()], 1, model.latents())).row(0);
    for (int d = 0; d < at0.length; d++) {
      double mean = 0;
      for (int i = 0; i < count; i++) {
        mean += draws.at(i, d) / count;
      }
      assertEquals(at0[d], mean, 4 * Math.sqrt(at0[d] * (1 - at0[d]) / count) + 1e-3);
    }
    assertThrows(IllegalArgumentException.class, () -> model.sampleWithBias(3, 0));
    assertThrows(IllegalArgumentException.class, () -> model.sampleWithBias(3, 1.1));
  }

  @Test
  void theNumberOfRowsChangesNoRow() {
    // More than one run of the graph, and a last one that is not full.
    int[] rows = IntStream.range(0, 2 * TrainedModel.ROWS + 7).map(i -> i % 60).toArray();
    TrainedModel.Encoded all = model.encode(examples.select(rows));
    TrainedModel.Encoded first = model.encode(examples.select(Arrays.copyOf(rows, 5)));
    assertArrayEquals(first.draws().values(), all.draws().slice(0, 5).values());
    // The same images in another run have the same means, and other draws.
    assertArrayEquals(all.means().orElseThrow().row(0), all.means().orElseThrow().row(180), 1e-6f);
    assertFalse(Arrays.equals(all.draws().row(0), all.draws().row(180)));
    assertArrayEquals(
        model.sample(3).values(), model.sample(TrainedModel.ROWS + 1).slice(0, 3).values());
    Matrix codes = all.draws();
    assertArrayEquals(
        model.decodeDraws(codes.slice(0, 4)).values(),
        model.decodeDraws(codes).slice(0, 4).values());
    assertArrayEquals(
        model.decode(codes.slice(205, 207)).values(),
        model.decode(codes).slice(205, 207).values(),
        1e-6f);
  }

  @Test
  void drawsAreOfTheSeedAndOfTheModel() {
    Matrix samples = model.sample(TrainedModel.ROWS);
    for (float value : samples.values()) {
      assertTrue(value == 0 || value == 1, "bits, not " + value);
    }
    TrainedState state = new TrainedState(variables, false, END);
    try (TrainedModel same = open(state);
        TrainedModel other =
            TrainedModel.open(spec.model(), TrialSpec.observed(images), state, SEED + 1)) {
      assertArrayEquals(samples.values(), same.sample(TrainedModel.ROWS).values());
      assertFalse(Arrays.equals(samples.values(), other.sample(TrainedModel.ROWS).values()));
    }
  }

  @Test
  void averagesStandForTheParameters() {
    ImmutableMap.Builder<String, float[]> averaged = ImmutableMap.builder();
    variables.forEach(
        (name, values) -> {
          averaged.put(name, new float[values.length]); // Zeros, which are not to be used.
          averaged.put(Variables.AVERAGE + name, values);
        });
    TrainedState state = new TrainedState(averaged.buildOrThrow(), true, END);
    try (TrainedModel averages = open(state)) {
      assertArrayEquals(model.sample(5).values(), averages.sample(5).values());
    }
    assertThrowsWith(
        "no moving average of encoder", () -> open(new TrainedState(variables, true, END)).close());
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThrowsWith(
        "observations of 12 values, but these have 2",
        () -> model.encode(Examples.of(Matrix.of(new float[][] {{0, 1}}))));
    assertThrowsWith(
        "3 latents, but the codes have 1", () -> model.decode(Matrix.of(new float[][] {{0}})));
    assertThrowsWith("count must be positive but is 0", () -> model.sample(0));
    assertThrowsWith(
        "other variables than the model",
        () -> open(new TrainedState(ImmutableMap.of(), false, END)).close());
    assertThrowsWith(
        "has no split validation; it has train, test",
        () -> Examples.of(linear(1).load(unused()), Split.VALIDATION, 1));
  }

  private static void assertThrowsWith(String words, Runnable run) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, run::run);
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  private static DataSource unused() {
    return new DataSource(Optional.empty(), Path.of("unused"));
  }

  private static LinearGaussian linear(int test) {
    return new LinearGaussian(4, 2, Loadings.ORTHOGONAL, 0.5, 10, 0, test, 1);
  }

  /** x = W z + b + σ ε in a decoder without hidden layers has mean b and covariance W Wᵀ + σ² I. */
  @Test
  void samplesHaveTheMomentsOfTheModel() {
    LinearGaussianModel truth = linear(1).model();
    int dimension = 4;
    Mlp none = new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());
    Vae vae =
        new Vae(
            2,
            none,
            new DiagonalNormalPosterior(ScaleLink.EXP),
            new StandardNormalPrior(),
            none,
            new NormalLikelihood(new Scale.Fixed(0.5), OutputBias.ZEROS),
            new Corruption.None());
    ObservedData observed =
        new ObservedData(Shape.of(dimension), ValueKind.REAL, ImmutableDoubleArray.of(0, 0, 0, 0));
    float[] weights = new float[2 * dimension]; // [latents, D]
    float[] bias = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      bias[i] = (float) truth.mean()[i];
      for (int j = 0; j < 2; j++) {
        weights[j * dimension + i] = (float) truth.loadings()[i][j];
      }
    }
    ImmutableMap.Builder<String, float[]> state = ImmutableMap.builder();
    try (ModelGraph graph = ModelGraph.build(vae, observed, 1, END)) {
      for (Map.Entry<String, Variables.Slot> slot : graph.variables.slots().entrySet()) {
        float[] initial = slot.getValue().initial();
        boolean decoder = slot.getKey().startsWith("decoder");
        state.put(
            slot.getKey(), decoder ? (initial.length == dimension ? bias : weights) : initial);
      }
    }
    int count = 20_000;
    Matrix x;
    try (TrainedModel linear =
        TrainedModel.open(vae, observed, new TrainedState(state.buildOrThrow(), false, END), 1)) {
      x = linear.sample(count);
    }
    double[] mean = new double[dimension];
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < dimension; i++) {
        mean[i] += x.at(n, i) / count;
      }
    }
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) {
        double expected = covariance(truth, i, j);
        double got = 0;
        for (int n = 0; n < count; n++) {
          got += (x.at(n, i) - mean[i]) * (x.at(n, j) - mean[j]) / count;
        }
        // Of normals, var = (Σii Σjj + Σij²) / n; five standard errors.
        double error =
            Math.sqrt(
                (covariance(truth, i, i) * covariance(truth, j, j) + expected * expected) / count);
        assertEquals(expected, got, 5 * error, i + ", " + j);
      }
      assertEquals(
          truth.mean()[i], mean[i], 5 * Math.sqrt(covariance(truth, i, i) / count), "mean " + i);
    }
  }

  private static double covariance(LinearGaussianModel truth, int i, int j) {
    double sum = i == j ? 0.25 : 0;
    for (int k = 0; k < 2; k++) {
      sum += truth.loadings()[i][k] * truth.loadings()[j][k];
    }
    return sum;
  }
}
