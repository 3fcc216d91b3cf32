package org.lowerbound.model.autoregressive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.CategoricalLikelihood;
import org.lowerbound.model.likelihood.DiscretizedLogisticLikelihood;
import org.lowerbound.model.likelihood.DiscretizedLogisticMixtureLikelihood;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.NormalScale;
import org.lowerbound.model.likelihood.OptimalScale;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.PixelWeights;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.likelihood.WeightedLikelihood;
import org.lowerbound.network.Activation;
import org.lowerbound.network.CausalArchitecture;
import org.lowerbound.network.ContextPath;
import org.lowerbound.network.GatedPixelCnn;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.network.Nade;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class AutoregressiveTest {
  private static final int CLASSES = 3;
  private static final int DRAWS = 4000;

  private static final BernoulliLikelihood BERNOULLI =
      new BernoulliLikelihood(false, OutputBias.DATA_MEAN);
  private static final DiscretizedLogisticMixtureLikelihood MIXTURE =
      new DiscretizedLogisticMixtureLikelihood(3, 0.1, OutputBias.DATA_MEAN);

  private static Autoregressive spec(LikelihoodFamily likelihood, boolean conditional) {
    return new Autoregressive(
        new MaskedMlp(ImmutableList.of(12), Activation.TANH, new GlorotUniform()),
        likelihood,
        conditional);
  }

  private static NormalLikelihood normal(NormalScale scale) {
    return new NormalLikelihood(scale, OutputBias.ZEROS);
  }

  private static ObservedData observed(Shape shape, ValueKind kind, int classes) {
    return new ObservedData(
        shape,
        kind,
        ImmutableDoubleArray.copyOf(Collections.nCopies((int) shape.size(), 0.4)),
        classes);
  }

  /** A model with parameters away from where they start. */
  private static final class Built implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final InputParameters parameters = new InputParameters(harness, 5);
    final AutoregressiveModel model;

    Built(Autoregressive spec, ObservedData observed, double spread) {
      spec.checkFits(observed);
      this.model = (AutoregressiveModel) spec.build(parameters.scope(observed));
      parameters
          .byName()
          .forEach(
              (name, input) -> {
                float[] values = harness.get(input);
                float[] moves = Draws.normal(name, values.length, 0, spread);
                for (int i = 0; i < values.length; i++) {
                  values[i] += moves[i];
                }
                harness.set(input, values);
              });
    }

    float[] logProbs(Shape shape, float... x) {
      return harness.run(model.logProb(harness.tf(), harness.input(shape, x), Pass.evaluation()));
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  static Stream<Arguments> levels() {
    return Stream.of(
        Arguments.of("categorical", new CategoricalLikelihood()),
        Arguments.of("mixture", MIXTURE),
        Arguments.of(
            "logistic",
            new DiscretizedLogisticLikelihood(new Scale.Learned(0.1), OutputBias.DATA_MEAN)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("levels")
  void theProbabilitiesOfTwoGreyPixelsSumToOne(String label, LikelihoodFamily likelihood) {
    int levels = 256;
    try (Built built =
        new Built(spec(likelihood, false), observed(Shape.of(1, 2, 1), ValueKind.GREY, 0), 0.2)) {
      double sum = 0;
      Operand<TFloat32> x = built.harness.input(Shape.of(levels, 2), new float[2 * levels]);
      Operand<TFloat32> logProb = built.model.logProb(built.harness.tf(), x, Pass.evaluation());
      for (int first = 0; first < levels; first++) {
        float[] pairs = new float[2 * levels];
        for (int second = 0; second < levels; second++) {
          pairs[2 * second] = first / 255f;
          pairs[2 * second + 1] = second / 255f;
        }
        built.harness.set(x, pairs);
        for (float value : built.harness.run(logProb)) {
          sum += Math.exp(value);
        }
      }
      // Relative errors of the summands are some 10⁻⁶.
      assertEquals(1, sum, 2e-5);
    }
  }

  @Test
  void theChannelsOfAColourPixelComeTogetherWhereTheLikelihoodCouplesThem() {
    // Given the first pixel, red and green of the second are fixed, and blue is summed over.
    Shape colour = Shape.of(1, 2, 3);
    try (Built built = new Built(spec(MIXTURE, false), observed(colour, ValueKind.GREY, 0), 0.3)) {
      Operand<TFloat32> draws =
          built.model.sample(
              built.harness.tf(), built.harness.noise(1, "sample"), DRAWS, Pass.evaluation());
      assertEquals(Shape.of(DRAWS, 6), built.harness.shape(draws));
      float[] drawn = built.harness.run(draws);
      for (float value : drawn) {
        assertEquals(Math.rint(value * 255), value * 255, 1e-4);
      }
      // A mass: E 1/p(x) over draws from p is the number of images, and log p < 0. Instead of it,
      // whose variance is infinite in practice, Σ p over blue is p(red, green) ≤ 1 for each pair.
      float[] images = new float[6 * 256];
      for (int blue = 0; blue < 256; blue++) {
        for (int i = 0; i < 6; i++) {
          images[6 * blue + i] = i < 5 ? drawn[i] : blue / 255f;
        }
      }
      double marginal = 0;
      for (float logProb : built.logProbs(Shape.of(256, 6), images)) {
        marginal += Math.exp(logProb);
      }
      assertTrue(marginal > 0 && marginal < 1, "a sum of " + marginal);
    }
  }

  @Test
  void drawsOfANormalChainHaveItsMoments() {
    // Two values, x₁ ~ N(0.4, σ²) and x₂ given x₁ a linear function of it, as without hidden
    // layers.
    Autoregressive linear =
        new Autoregressive(
            new MaskedMlp(ImmutableList.of(), Activation.TANH, new GlorotUniform()),
            normal(new Scale.Learned(0.5)),
            false);
    try (Built built = new Built(linear, observed(Shape.of(2), ValueKind.REAL, 0), 0.3)) {
      double sigma = Math.exp(built.parameters.values("likelihood.logScale")[0]);
      double slope = built.parameters.values("network.loc.weights")[1];
      float[] bias = built.parameters.values("network.loc.bias");
      float[] drawn =
          built.harness.run(
              built.model.sample(
                  built.harness.tf(), built.harness.noise(1, "sample"), DRAWS, Pass.evaluation()));
      double[] first = new double[DRAWS];
      double[] second = new double[DRAWS];
      double[] product = new double[DRAWS];
      double[] square = new double[DRAWS];
      double mean = bias[1] + slope * bias[0];
      for (int k = 0; k < DRAWS; k++) {
        first[k] = drawn[2 * k];
        second[k] = drawn[2 * k + 1];
        product[k] = (first[k] - bias[0]) * (second[k] - mean);
        square[k] = (second[k] - mean) * (second[k] - mean);
      }
      MonteCarlo.of(first).assertExpectation(bias[0], "mean of the first");
      MonteCarlo.of(second).assertExpectation(mean, "mean of the second");
      MonteCarlo.of(product).assertExpectation(slope * sigma * sigma, "covariance");
      MonteCarlo.of(square)
          .assertExpectation(sigma * sigma * (1 + slope * slope), "variance of the second");
      float[] logProb = built.logProbs(Shape.of(1, 2), drawn[0], drawn[1]);
      double expected =
          -Math.log(2 * Math.PI * sigma * sigma)
              - (Math.pow(drawn[0] - bias[0], 2)
                      + Math.pow(drawn[1] - bias[1] - slope * drawn[0], 2))
                  / (2 * sigma * sigma);
      assertEquals(expected, logProb[0], 1e-5);
    }
  }

  @Test
  void densitiesOfStandardisedDataAreOfTheRawValues() {
    Shape shape = Shape.of(2);
    Standardization units =
        new Standardization(ImmutableDoubleArray.of(3, -1), ImmutableDoubleArray.of(2, 0.5));
    ObservedData raw = observed(shape, ValueKind.REAL, 0);
    ObservedData standardized =
        new ObservedData(shape, ValueKind.REAL, raw.mean(), 0, Optional.of(units));
    Autoregressive spec = spec(normal(new Scale.Learned(1)), false);
    try (Built seen = new Built(spec, raw, 0.3);
        Built of = new Built(spec, standardized, 0.3)) {
      assertEquals(
          seen.logProbs(Shape.of(1, 2), 0.1f, 0.2f)[0] - Math.log(2 * 0.5),
          of.logProbs(Shape.of(1, 2), 0.1f, 0.2f)[0],
          1e-6);
    }
  }

  @Test
  void theLabelIsTheContextWhereItIsAskedFor() {
    Shape shape = Shape.of(2, 2, 1);
    try (Built built =
        new Built(spec(BERNOULLI, true), observed(shape, ValueKind.BINARY, CLASSES), 1)) {
      var tf = built.harness.tf();
      int count = 16 * CLASSES;
      float[] images = new float[count * 4];
      float[] labels = new float[count * CLASSES];
      for (int row = 0; row < count; row++) {
        for (int i = 0; i < 4; i++) {
          images[4 * row + i] = ((row / CLASSES) >> i) & 1;
        }
        labels[CLASSES * row + row % CLASSES] = 1;
      }
      Pass pass =
          Pass.evaluation().withLabels(built.harness.input(Shape.of(count, CLASSES), labels));
      float[] logProbs =
          built.harness.run(
              built.model.logProb(tf, built.harness.input(Shape.of(count, 4), images), pass));
      double[] sums = new double[CLASSES];
      double[] ones = new double[CLASSES];
      for (int row = 0; row < count; row++) {
        sums[row % CLASSES] += Math.exp(logProbs[row]);
        ones[row % CLASSES] += images[4 * row] * Math.exp(logProbs[row]);
      }
      float[] inTurn = new float[DRAWS * CLASSES * CLASSES];
      for (int i = 0; i < DRAWS * CLASSES; i++) {
        inTurn[CLASSES * i + i % CLASSES] = 1;
      }
      Pass each =
          Pass.evaluation()
              .withLabels(built.harness.input(Shape.of(DRAWS * CLASSES, CLASSES), inTurn));
      float[] drawn =
          built.harness.run(
              built.model.sample(tf, built.harness.noise(1, "sample"), DRAWS * CLASSES, each));
      assertEquals(DRAWS * CLASSES * 4, drawn.length);
      for (int y = 0; y < CLASSES; y++) {
        assertEquals(1, sums[y], 1e-5);
        double[] first = new double[DRAWS];
        for (int k = 0; k < DRAWS; k++) {
          first[k] = drawn[(k * CLASSES + y) * 4];
        }
        MonteCarlo.of(first).assertExpectation(ones[y], "first bit of class " + y);
      }
      assertTrue(Math.abs(ones[0] - ones[1]) > 0.05, "the labels make no difference");
      assertEquals(
          "the model autoregressive with \"conditional\": true is run without labels, but needs"
              + " them",
          assertThrows(
                  IllegalArgumentException.class, () -> built.logProbs(Shape.of(1, 4), 0, 0, 0, 0))
              .getMessage());
    }
  }

  static Stream<CausalArchitecture> networks() {
    GlorotUniform glorot = new GlorotUniform();
    return Stream.of(
        new MaskedMlp(ImmutableList.of(12), Activation.TANH, glorot),
        new Nade(4, Activation.SIGMOID, glorot),
        new GatedPixelCnn(3, 2, 3, 3, 3, Activation.TANH, 0, glorot, new ContextPath.PerChannel()));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void completionsHaveTheProbabilitiesOfTheRestGivenTheFirstRow(CausalArchitecture network) {
    Shape shape = Shape.of(2, 2, 1);
    try (Built built =
        new Built(
            new Autoregressive(network, BERNOULLI, false),
            observed(shape, ValueKind.BINARY, 0),
            1)) {
      var tf = built.harness.tf();
      // The lower row is not 0: it must not be looked at.
      Operand<TFloat32> given =
          built.harness.input(Shape.of(3, 4), 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1);
      Operand<TFloat32> completed =
          built.model.complete(
              tf, given, 2, built.harness.noise(1, "rest"), DRAWS, Pass.evaluation());
      assertEquals(Shape.of(DRAWS, 3, 4), built.harness.shape(completed));
      float[] drawn = built.harness.run(completed);
      float[] known = built.harness.get(given);
      for (int b = 0; b < 3; b++) {
        float[] four = new float[16];
        for (int rest = 0; rest < 4; rest++) {
          four[4 * rest] = known[4 * b];
          four[4 * rest + 1] = known[4 * b + 1];
          four[4 * rest + 2] = rest >> 1;
          four[4 * rest + 3] = rest & 1;
        }
        float[] logProbs = built.logProbs(Shape.of(4, 4), four);
        double marginal = 0;
        for (float logProb : logProbs) {
          marginal += Math.exp(logProb);
        }
        double[][] hits = new double[4][DRAWS];
        for (int k = 0; k < DRAWS; k++) {
          int at = (3 * k + b) * 4;
          assertEquals(known[4 * b], drawn[at]);
          assertEquals(known[4 * b + 1], drawn[at + 1]);
          hits[2 * (int) drawn[at + 2] + (int) drawn[at + 3]][k] = 1;
        }
        for (int rest = 0; rest < 4; rest++) {
          MonteCarlo.of(hits[rest])
              .assertExpectation(Math.exp(logProbs[rest]) / marginal, "rest " + rest);
        }
      }
      assertEquals(
          "the first 5 of 4 values cannot be given, as 1 come together",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      built.model.complete(
                          tf, given, 5, built.harness.noise(1, "no"), 1, Pass.evaluation()))
              .getMessage());
    }
  }

  private static String refusal(LikelihoodFamily likelihood, Shape shape, ValueKind kind) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> new Built(spec(likelihood, false), observed(shape, kind, 0), 0).close())
        .getMessage();
  }

  @Test
  void likelihoodsThatAreNoProductOverValuesAreRefused() {
    Shape grey = Shape.of(2, 2, 1);
    String scales = "the scales \"fixed\", \"learned\" and \"from-decoder\" work";
    assertEquals(
        "the likelihood weighted-likelihood is no mass and no density on these values, binary (0 or"
            + " 1), so that no product of them is one and nothing can be drawn; one without weights"
            + " and without \"allowGrey\" works",
        refusal(
            new WeightedLikelihood(BERNOULLI, new PixelWeights.Uniform(2)),
            grey,
            ValueKind.BINARY));
    assertTrue(
        refusal(new BernoulliLikelihood(true, OutputBias.ZEROS), grey, ValueKind.GREY)
            .startsWith("the likelihood bernoulli-likelihood is no mass and no density"));
    assertEquals(
        "the likelihood normal-likelihood learns from whole batches what it is, but an"
            + " autoregressive model asks it for one value after the other; "
            + scales,
        refusal(normal(new OptimalScale(0.9)), grey, ValueKind.REAL));
    assertEquals(
        "the likelihood normal-likelihood has a parameter likelihood.logScale for each value of an"
            + " observation, but an autoregressive model asks it for one value after the other; "
            + scales,
        refusal(normal(new Scale.PerPixel(1)), grey, ValueKind.REAL));
    assertEquals(
        "the likelihood normal-likelihood has parameters of whole observations, but an"
            + " autoregressive model gives parameters to one value after the other; those of each"
            + " value's own work",
        refusal(normal(new Scale.PerObservation(1)), grey, ValueKind.REAL));
    assertEquals(
        "the model autoregressive with \"conditional\": true needs labels, but the data set gives"
            + " none; \"labels\": true gives them with mnist, fashion-mnist and sprites",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Built(spec(BERNOULLI, true), observed(grey, ValueKind.BINARY, 0), 0)
                        .close())
            .getMessage());
  }

  @Test
  void drawsAreOfTheSeedAndTheStepAlone() {
    try (Built built =
        new Built(spec(BERNOULLI, false), observed(Shape.of(2, 2, 1), ValueKind.BINARY, 0), 0.5)) {
      Operand<TFloat32> draws =
          built.model.sample(
              built.harness.tf(), built.harness.noise(1, "sample"), 50, Pass.evaluation());
      List<Float> first = boxed(built.harness.run(draws));
      assertEquals(first, boxed(built.harness.run(draws)));
      built.harness.setStep(1);
      assertTrue(!first.equals(boxed(built.harness.run(draws))));
    }
  }

  private static List<Float> boxed(float... values) {
    ImmutableList.Builder<Float> boxed = ImmutableList.builder();
    for (float value : values) {
      boxed.add(value);
    }
    return boxed.build();
  }
}
