package org.lowerbound.model.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.BernoulliPrior;
import org.lowerbound.model.prior.ConditionalPrior;
import org.lowerbound.model.prior.MixturePrior;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.model.prior.VampPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.DirectionalDerivative;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Flows from data on the plane, and a few in space, with parameters away from where they start. */
final class NormalizingFlowTest {
  private static final int BATCH = 4;
  private static final Map<String, Built> BUILT = new LinkedHashMap<>();

  private static Mlp mlp(int... hidden) {
    return new Mlp(
        IntStream.of(hidden).boxed().collect(ImmutableList.toImmutableList()),
        Activation.TANH,
        new GlorotUniform());
  }

  private static MaskedMlp masked(int... hidden) {
    return new MaskedMlp(
        IntStream.of(hidden).boxed().collect(ImmutableList.toImmutableList()),
        Activation.TANH,
        new GlorotUniform());
  }

  private static Flow flow(String type) {
    return switch (type) {
      case "real-nvp" -> new RealNvpFlow(2, mlp(4), 2);
      case "neural-spline" -> new NeuralSplineFlow(2, mlp(4), 0, 4, 3);
      case "iaf" -> new InverseAutoregressiveFlow(2, masked(4), 0);
      case "masked-autoregressive" -> new MaskedAutoregressiveFlow(2, masked(4), 1);
      case "householder" -> new HouseholderFlow(1);
      case "inverse planar" -> new InverseFlow(new PlanarFlow(2));
      default -> throw new AssertionError(type);
    };
  }

  private static ObservedData observed(ValueKind kind, int dimension) {
    double[] mean = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      mean[i] = kind == ValueKind.REAL ? 0.3 * i - 0.4 : 0.2 + 0.3 * i;
    }
    return new ObservedData(Shape.of(dimension), kind, ImmutableDoubleArray.copyOf(mean));
  }

  /** A model in a graph of its own, with the nodes that the tests run. */
  private static final class Built {
    final GraphHarness harness = new GraphHarness();
    final Ops tf = harness.tf();
    final InputParameters parameters = new InputParameters(harness, 5);
    final int dimension;
    final FlowModel model;
    final Operand<TFloat32> x;
    final Operand<TFloat32> logProb; // [B]
    final Operand<TFloat32> code; // [B, D]

    Built(NormalizingFlow spec, ObservedData observed) {
      dimension = observed.dimension();
      model = (FlowModel) spec.build(parameters.scope(observed));
      parameters
          .byName()
          .forEach(
              (name, input) -> {
                float[] values = harness.get(input);
                float[] moves = Draws.normal(name, values.length, 0, 0.2);
                // Nearer to 0 than they start, so that a grid of some size has all of the mass.
                double offset = name.equals("flow.logScale") ? -0.5 : 0;
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) (0.5 * values[i] + moves[i] + offset);
                }
                harness.set(input, values);
              });
      float[] values = Draws.uniform("x", BATCH * dimension);
      if (observed.kind() == ValueKind.REAL) {
        for (int i = 0; i < values.length; i++) {
          values[i] = 3 * values[i] - 1.5f;
        }
      }
      x = harness.input(Shape.of(BATCH, dimension), values);
      logProb = model.logProb(tf, x, Pass.evaluation());
      code = model.encode(tf, x, Pass.evaluation()).value();
    }

    double[] parameter(String name) {
      float[] values = parameters.values(name);
      return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
  }

  /** Returns a model, which is closed at the end. */
  private static Built built(String name, NormalizingFlow spec, ObservedData observed) {
    return BUILT.computeIfAbsent(name, any -> new Built(spec, observed));
  }

  /** Returns a model of points on the plane; with "logit" in its name, of points on the square. */
  private static Built built(String type) {
    return BUILT.computeIfAbsent(
        type,
        name ->
            name.endsWith(" logit")
                ? new Built(
                    new NormalizingFlow(
                        new StandardNormalPrior(),
                        flow(name.substring(0, name.length() - " logit".length())),
                        new Preprocess.OfLogits(0.05)),
                    observed(ValueKind.DEQUANTIZED, 2))
                : new Built(
                    new NormalizingFlow(
                        new StandardNormalPrior(), flow(name), new Preprocess.None()),
                    observed(ValueKind.REAL, 2)));
  }

  @AfterAll
  static void close() {
    BUILT.values().forEach(built -> built.harness.close());
  }

  /** Sums over the cells of a grid. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Grid(double mass, double[] first, double[] second) {
    static Grid of(Built built, double from, double to, int cells) {
      double step = (to - from) / cells;
      float[] points = new float[2 * cells * cells];
      for (int i = 0; i < cells * cells; i++) {
        points[2 * i] = (float) (from + (Math.floorDiv(i, cells) + 0.5) * step);
        points[2 * i + 1] = (float) (from + (i % cells + 0.5) * step);
      }
      float[] logProbs =
          built.harness.run(
              built.model.logProb(
                  built.tf,
                  built.harness.input(Shape.of((long) cells * cells, 2), points),
                  Pass.evaluation()));
      double mass = 0;
      double[] first = new double[2];
      double[] second = new double[2];
      for (int i = 0; i < logProbs.length; i++) {
        double share = Math.exp(logProbs[i]) * step * step;
        mass += share;
        for (int d = 0; d < 2; d++) {
          first[d] += share * points[2 * i + d];
          second[d] += share * points[2 * i + d] * points[2 * i + d];
        }
      }
      return new Grid(mass, first, second);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "real-nvp",
        "neural-spline",
        "iaf",
        "masked-autoregressive",
        "inverse planar",
        "real-nvp logit"
      })
  void theDensityHasMassOneAndDrawsHaveItsMoments(String type) {
    Built built = built(type);
    // With α = 0.05 the map's image is (−1/18, 1 + 1/18); at its ends the density vanishes.
    boolean square = type.endsWith("logit");
    double margin = 0.05 / 0.9;
    Grid grid = square ? Grid.of(built, -margin, 1 + margin, 300) : Grid.of(built, -12, 12, 240);
    // The midpoint rule with cells of a fifth of a scale is far better for smooth densities; what
    // is beyond the grid and, of splines, the cells with kinks of the slope have some 10⁻⁴.
    assertEquals(1, grid.mass(), 5e-4, type);
    int count = 40_000;
    float[] draws =
        built.harness.run(
            built.model.sample(built.tf, built.harness.noise(1, type), count, Pass.evaluation()));
    assertEquals(2 * count, draws.length);
    for (int d = 0; d < 2; d++) {
      double[] values = new double[count];
      double[] squares = new double[count];
      for (int n = 0; n < count; n++) {
        values[n] = draws[2 * n + d];
        squares[n] = values[n] * values[n];
      }
      MonteCarlo.of(values).assertExpectation(grid.first()[d], type + " mean " + d);
      MonteCarlo.of(squares).assertExpectation(grid.second()[d], type + " square " + d);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "real-nvp",
        "neural-spline",
        "iaf",
        "masked-autoregressive",
        "householder",
        "inverse planar",
        "real-nvp logit"
      })
  void theCodeIsWhatTheObservationIsMadeOf(String type) {
    Built built = built(type);
    Ops tf = built.tf;
    float[] back =
        built.harness.run(
            built.model.map().given(tf, Pass.evaluation()).forward(tf, built.code).value());
    // Some tens of operations there and back on values of order 1.
    assertArrayEquals(built.harness.get(built.x), back, 2e-5f, type);
    assertEquals(2, built.model.latents());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "real-nvp",
        "neural-spline",
        "iaf",
        "masked-autoregressive",
        "householder",
        "inverse planar",
        "real-nvp logit"
      })
  void theDensityIsThatOfTheCodeTimesItsJacobianByDifferences(String type) {
    Built built = built(type);
    float[] x = built.harness.get(built.x);
    float[] logProb = built.harness.run(built.logProb);
    float[] z = built.harness.run(built.code);
    double h = 1.0 / 256;
    double[][] jacobian = new double[BATCH][4]; // Of each, dz_i/dx_j row by row.
    for (int j = 0; j < 2; j++) {
      float[][] codes = new float[2][];
      for (int side = 0; side < 2; side++) {
        float[] moved = x.clone();
        for (int b = 0; b < BATCH; b++) {
          moved[2 * b + j] += (float) (side == 0 ? -h : h);
        }
        built.harness.set(built.x, moved);
        codes[side] = built.harness.run(built.code);
      }
      for (int b = 0; b < BATCH; b++) {
        for (int i = 0; i < 2; i++) {
          jacobian[b][2 * i + j] = (codes[1][2 * b + i] - codes[0][2 * b + i]) / (2 * h);
        }
      }
    }
    built.harness.set(built.x, x);
    for (int b = 0; b < BATCH; b++) {
      double determinant = jacobian[b][0] * jacobian[b][3] - jacobian[b][1] * jacobian[b][2];
      double expected =
          -Math.log(2 * Math.PI)
              - (z[2 * b] * z[2 * b] + z[2 * b + 1] * z[2 * b + 1]) / 2
              + Math.log(Math.abs(determinant));
      // Rounding of 10⁻⁶ over the step of 2h and h² of third derivatives of some tens.
      assertEquals(expected, logProb[b], 5e-3, type);
    }
  }

  /** Splines are not among them: their log-slope has kinks, which steps of differences cross. */
  @ParameterizedTest
  @ValueSource(
      strings = {"real-nvp", "iaf", "masked-autoregressive", "inverse planar", "real-nvp logit"})
  void gradientsAreThoseOfDifferences(String type) {
    Built built = built(type);
    ImmutableList<String> names = ImmutableList.copyOf(built.parameters.byName().keySet());
    ImmutableList<Operand<TFloat32>> all = ImmutableList.copyOf(built.parameters.byName().values());
    Operand<TFloat32> frozen = built.model.logProb(built.tf, built.x, Pass.evaluation().freeze());
    ImmutableList<float[]> actual =
        built.harness.run(
            ImmutableList.<Operand<TFloat32>>builder()
                .addAll(built.harness.gradients(built.logProb, all))
                .addAll(built.harness.gradients(frozen, all))
                .build());
    for (int i = 0; i < names.size(); i++) {
      DirectionalDerivative.assertGradient(
          built.harness,
          built.logProb,
          all.get(i),
          actual.get(i),
          // Rounding of sums near 10, 10⁻⁶, over the step.
          2e-3,
          type + " " + names.get(i));
      assertArrayEquals(
          new float[actual.get(i).length], actual.get(names.size() + i), names.get(i));
    }
  }

  /** Returns 5 tanh(s/5). */
  private static double bounded(double s) {
    return 5 * Math.tanh(s / 5);
  }

  @Test
  void maskedAutoregressiveMapsAreTheHosts() {
    // Linear networks: m_i and s_i are sums over the components before i.
    int d = 3;
    Built built =
        built(
            "linear masked-autoregressive",
            new NormalizingFlow(
                new StandardNormalPrior(),
                new MaskedAutoregressiveFlow(2, masked(), 0),
                new Preprocess.None()),
            observed(ValueKind.REAL, d));
    float[] values = built.harness.get(built.x);
    float[] actual = built.harness.run(built.logProb);
    double[] mean = built.parameter("flow.mean");
    double[] logScale = built.parameter("flow.logScale");
    for (int b = 0; b < BATCH; b++) {
      double[] y = new double[d];
      double log = 0;
      for (int i = 0; i < d; i++) {
        y[i] = (values[b * d + i] - mean[i]) * Math.exp(-bounded(logScale[i]));
        log -= bounded(logScale[i]);
      }
      for (int layer = 1; layer >= 0; layer--) {
        double[] reversed = {y[2], y[1], y[0]};
        String name = "flow.flow" + layer;
        double[] shiftWeights = built.parameter(name + ".shift.weights");
        double[] scaleWeights = built.parameter(name + ".logScale.weights");
        for (int i = 0; i < d; i++) {
          double m = built.parameter(name + ".shift.bias")[i];
          double s = built.parameter(name + ".logScale.bias")[i];
          for (int j = 0; j < i; j++) {
            m += reversed[j] * shiftWeights[j * d + i];
            s += reversed[j] * scaleWeights[j * d + i];
          }
          y[i] = (reversed[i] - m) * Math.exp(-bounded(s));
          log -= bounded(s);
        }
      }
      double squares = y[0] * y[0] + y[1] * y[1] + y[2] * y[2];
      double expected = log - squares / 2 - 1.5 * Math.log(2 * Math.PI);
      assertEquals(expected, actual[b], 1e-5 * (1 + Math.abs(expected)));
    }
  }

  @Test
  void realNvpOfGreyLevelsIsTheHosts() {
    // Linear networks; couplings of two values: one passes, and shifts and scales the other.
    Built built =
        built(
            "linear real-nvp",
            new NormalizingFlow(
                new StandardNormalPrior(),
                new RealNvpFlow(2, mlp(), 0),
                new Preprocess.OfLogits(0.1)),
            observed(ValueKind.DEQUANTIZED, 2));
    float[] values = built.harness.get(built.x);
    float[] actual = built.harness.run(built.logProb);
    double[] mean = built.parameter("flow.mean");
    double[] logScale = built.parameter("flow.logScale");
    for (int b = 0; b < BATCH; b++) {
      double[] y = new double[2];
      double log = 0;
      for (int i = 0; i < 2; i++) {
        double p = 0.1 + 0.8 * values[2 * b + i];
        log += Math.log(0.8 / (p * (1 - p))) - bounded(logScale[i]);
        y[i] = (Math.log(p / (1 - p)) - mean[i]) * Math.exp(-bounded(logScale[i]));
      }
      for (int layer = 1; layer >= 0; layer--) {
        int changed = layer == 0 ? 1 : 0;
        String name = "flow.flow" + layer;
        double shift =
            built.parameter(name + ".shift.bias")[0]
                + built.parameter(name + ".shift.weights")[0] * y[1 - changed];
        double scale =
            bounded(
                built.parameter(name + ".logScale.bias")[0]
                    + built.parameter(name + ".logScale.weights")[0] * y[1 - changed]);
        y[changed] = (y[changed] - shift) * Math.exp(-scale);
        log -= scale;
      }
      double expected = log - (y[0] * y[0] + y[1] * y[1]) / 2 - Math.log(2 * Math.PI);
      assertEquals(expected, actual[b], 1e-5 * (1 + Math.abs(expected)));
    }
  }

  @Test
  void itStartsAtTheMeanOfTheData() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      new NormalizingFlow(
              new StandardNormalPrior(), flow("real-nvp"), new Preprocess.OfLogits(0.05))
          .build(parameters.scope(observed(ValueKind.DEQUANTIZED, 2)));
      float[] mean = parameters.values("flow.mean");
      assertEquals(Math.log(0.23 / 0.77), mean[0], 1e-6); // 0.05 + 0.9 · 0.2
      assertEquals(0, mean[1], 1e-6); // 0.5
    }
  }

  @Test
  void densitiesAreOfRawValues() {
    Built ofSeen = built("real-nvp");
    ObservedData seen = observed(ValueKind.REAL, 2);
    Built ofRaw =
        built(
            "standardized",
            new NormalizingFlow(new StandardNormalPrior(), flow("real-nvp"), new Preprocess.None()),
            new ObservedData(
                seen.shape(),
                seen.kind(),
                seen.mean(),
                0,
                Optional.of(
                    new Standardization(
                        ImmutableDoubleArray.of(3, -7), ImmutableDoubleArray.of(0.5, 20)))));
    float[] expected = ofSeen.harness.run(ofSeen.logProb);
    float[] actual = ofRaw.harness.run(ofRaw.logProb);
    for (int b = 0; b < BATCH; b++) {
      assertEquals(expected[b] - Math.log(10), actual[b], 1e-5);
    }
  }

  @Test
  void aBaseOfEachLabelMakesADensityOfEachLabel() {
    ObservedData labeled =
        new ObservedData(
            Shape.of(2), ValueKind.REAL, ImmutableDoubleArray.of(0, 0), 3, Optional.empty());
    PriorFamily base = new ConditionalPrior(new DiagonalNormalPosterior(ScaleLink.EXP), mlp());
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      FlowModel model =
          (FlowModel)
              new NormalizingFlow(base, flow("masked-autoregressive"), new Preprocess.None())
                  .build(new InputParameters(harness, 9).scope(labeled));
      Operand<TFloat32> x = harness.input(Shape.of(3, 2), 0.5f, 1, 0.5f, 1, 0.5f, 1);
      Pass pass =
          Pass.evaluation().withLabels(harness.input(Shape.of(3, 3), 1, 0, 0, 0, 1, 0, 1, 0, 0));
      float[] logProb = harness.run(model.logProb(tf, x, pass));
      assertEquals(logProb[0], logProb[2]);
      assertTrue(Math.abs(logProb[0] - logProb[1]) > 1e-3, Arrays.toString(logProb));
      assertEquals(
          Shape.of(3, 2), harness.shape(model.sample(tf, harness.noise(1, "labels"), 3, pass)));
    }
  }

  @Test
  void aMixtureIsABase() {
    Built built =
        built(
            "mixture",
            new NormalizingFlow(new MixturePrior(2, 1), flow("householder"), new Preprocess.None()),
            observed(ValueKind.REAL, 2));
    assertEquals(1, Grid.of(built, -12, 12, 80).mass(), 1e-3);
  }

  private static String refusal(Executable executable) {
    return assertThrows(IllegalArgumentException.class, executable).getMessage();
  }

  @Test
  void whatIsNoDensityOfTheDataIsRefused() {
    NormalizingFlow plain =
        new NormalizingFlow(new StandardNormalPrior(), flow("real-nvp"), new Preprocess.None());
    assertEquals(LikelihoodKind.DENSITY, plain.checkFits(observed(ValueKind.REAL, 2)));
    assertEquals(LikelihoodKind.DENSITY, plain.checkFits(observed(ValueKind.DEQUANTIZED, 2)));
    assertEquals(
        "the model normalizing-flow is a density of real values, but the data are binary (0 or 1);"
            + " linear-gaussian has real values, and mnist and fashion-mnist with"
            + " \"binarization\": \"none\" and \"dequantize\": true",
        refusal(() -> plain.checkFits(observed(ValueKind.BINARY, 2))));
    NormalizingFlow ofLogits =
        new NormalizingFlow(
            new StandardNormalPrior(), flow("real-nvp"), new Preprocess.OfLogits(0.05));
    assertEquals(
        "logit maps grey levels with noise, on (0, 1), but the values are real; \"preprocess\":"
            + " \"none\" works",
        refusal(() -> ofLogits.checkFits(observed(ValueKind.REAL, 2))));
    assertEquals(
        "a flow maps real vectors, but its base bernoulli-prior is over vectors of zeros and ones;"
            + " standard-normal works",
        refusal(
            () ->
                new NormalizingFlow(
                    new BernoulliPrior(0.5, false), flow("real-nvp"), new Preprocess.None())));
  }

  @Test
  void ofOneValueAMaskedAutoregressiveFlowIsADensityAndACouplingIsNone() {
    ObservedData one = observed(ValueKind.REAL, 1);
    Built built =
        built(
            "one value",
            new NormalizingFlow(
                new StandardNormalPrior(), flow("masked-autoregressive"), new Preprocess.None()),
            one);
    int points = 2400;
    double step = 0.01; // From −12 to 12.
    float[] x = new float[points];
    for (int i = 0; i < points; i++) {
      x[i] = (float) ((i - points / 2 + 0.5) * step);
    }
    double mass = 0;
    for (float logProb :
        built.harness.run(
            built.model.logProb(
                built.tf, built.harness.input(Shape.of(points, 1), x), Pass.evaluation()))) {
      mass += Math.exp(logProb) * step;
    }
    assertEquals(1, mass, 1e-5);
    NormalizingFlow coupling =
        new NormalizingFlow(new StandardNormalPrior(), flow("real-nvp"), new Preprocess.None());
    assertEquals(
        "a coupling needs two halves, but there is one value; planar works for a posterior, and"
            + " masked-autoregressive for a normalizing-flow",
        refusal(() -> coupling.build(new InputParameters(built.harness, 6).scope(one))));
  }

  @Test
  void aFlowWhoseInverseIsFoundByIterationIsRefused() {
    assertEquals(
        "the flow planar-flow has no inverse in closed form, which log p(x) is computed with;"
            + " real-nvp, neural-spline and masked-autoregressive have, and {\"type\": \"inverse\","
            + " \"flow\": \"planar-flow\"} takes it the other way round, so that draws are found by"
            + " iteration",
        refusal(
            () ->
                new NormalizingFlow(
                    new StandardNormalPrior(), new PlanarFlow(2), new Preprocess.None())));
  }

  @Test
  void aBaseOfPosteriorsIsRefused() {
    Built built = built("householder");
    FlowModel model =
        (FlowModel)
            new NormalizingFlow(new VampPrior(2), flow("householder"), new Preprocess.None())
                .build(new InputParameters(built.harness, 1).scope(observed(ValueKind.REAL, 2)));
    String message = refusal(() -> model.logProb(built.tf, built.x, Pass.evaluation()));
    assertTrue(message.contains("made of posteriors"), message);
  }
}
