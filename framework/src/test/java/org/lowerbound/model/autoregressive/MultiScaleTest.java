package org.lowerbound.model.autoregressive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.Ability;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.DiscretizedLogisticMixtureLikelihood;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.network.Activation;
import org.lowerbound.network.CausalImageArchitecture;
import org.lowerbound.network.CausalNetwork;
import org.lowerbound.network.ChannelOrder;
import org.lowerbound.network.ContextPath;
import org.lowerbound.network.Enlarged;
import org.lowerbound.network.GatedPixelCnn;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.lowerbound.network.PixelCnn;
import org.lowerbound.network.PixelRnn;
import org.lowerbound.testing.BitStrings;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class MultiScaleTest {
  private static final int DRAWS = 3000;
  private static final BernoulliLikelihood BERNOULLI =
      new BernoulliLikelihood(false, OutputBias.DATA_MEAN);

  private static PixelRnn rnn(PixelRnn.Cell cell) {
    return new PixelRnn(cell, 1, 6, 3, 3, 6, new GlorotUniform());
  }

  private static GatedPixelCnn gated() {
    return new GatedPixelCnn(
        6, 3, 3, 3, 6, Activation.TANH, 0, new GlorotUniform(), new ContextPath.PerChannel());
  }

  private static MultiScale spec(
      CausalImageArchitecture network, int scale, LikelihoodFamily likelihood) {
    return new MultiScale(network, scale, 4, 1, likelihood, false);
  }

  private static ObservedData observed(Shape shape, ValueKind kind) {
    return new ObservedData(
        shape, kind, ImmutableDoubleArray.copyOf(Collections.nCopies((int) shape.size(), 0.4)));
  }

  /** A model with parameters away from where they start. */
  private static final class Built implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final InputParameters parameters = new InputParameters(harness, 5);
    final MultiScaleModel model;

    Built(MultiScale spec, ObservedData observed) {
      this.model = (MultiScaleModel) spec.build(parameters.scope(observed));
      move(harness, parameters);
    }

    float[] logProbs(Shape shape, float... x) {
      return harness.run(model.logProb(harness.tf(), harness.input(shape, x), Pass.evaluation()));
    }

    float[] drawn() {
      return harness.run(
          model.sample(harness.tf(), harness.noise(1, "sample"), DRAWS, Pass.evaluation()));
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  private static void move(GraphHarness harness, InputParameters parameters) {
    parameters
        .byName()
        .forEach(
            (name, input) -> {
              float[] values = harness.get(input);
              float[] moves = Draws.normal(name, values.length, 0, 0.3);
              for (int i = 0; i < values.length; i++) {
                values[i] += moves[i];
              }
              harness.set(input, values);
            });
  }

  /** Images of a few bits. */
  record Case(MultiScale spec, Shape shape) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(spec(gated(), 2, BERNOULLI), Shape.of(3, 3, 1)),
        new Case(
            spec(
                new PixelCnn(
                    4,
                    1,
                    3,
                    3,
                    4,
                    Activation.RELU,
                    0,
                    new GlorotUniform(),
                    new ContextPath.PerChannel()),
                2,
                BERNOULLI),
            Shape.of(2, 2, 2)),
        new Case(spec(rnn(PixelRnn.Cell.ROW_LSTM), 3, BERNOULLI), Shape.of(2, 4, 1)),
        new Case(spec(rnn(PixelRnn.Cell.DIAGONAL_BILSTM), 2, BERNOULLI), Shape.of(2, 4, 1)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void probabilitiesSumToOneAndAreThoseOfDraws(Case of) {
    int dimension = (int) of.shape().size();
    int count = 1 << dimension;
    try (Built built = new Built(of.spec(), observed(of.shape(), ValueKind.BINARY))) {
      float[] logProbs = built.logProbs(Shape.of(count, dimension), BitStrings.all(dimension));
      double sum = 0;
      double entropy = 0;
      double[] ones = new double[dimension];
      double[] pairs = new double[dimension]; // Of a bit and the one before it.
      for (int n = 0; n < count; n++) {
        double p = Math.exp(logProbs[n]);
        sum += p;
        entropy -= p * logProbs[n];
        for (int i = 0; i < dimension; i++) {
          ones[i] += p * bit(n, i, dimension);
          pairs[i] += i == 0 ? 0 : p * bit(n, i, dimension) * bit(n, i - 1, dimension);
        }
      }
      // Relative errors of the summands are some 10⁻⁶.
      assertEquals(1, sum, 1e-5);
      assertMarginalOfTheGrid(built, dimension, logProbs);
      float[] drawn = built.drawn();
      double[] surprise = new double[DRAWS];
      double[][] hits = new double[dimension][DRAWS];
      double[][] both = new double[dimension][DRAWS];
      for (int k = 0; k < DRAWS; k++) {
        int n = 0;
        for (int i = 0; i < dimension; i++) {
          float value = drawn[k * dimension + i];
          assertTrue(value == 0 || value == 1, "drew " + value);
          n = 2 * n + (int) value;
          hits[i][k] = value;
          both[i][k] = i == 0 ? 0 : value * drawn[k * dimension + i - 1];
        }
        surprise[k] = -logProbs[n];
      }
      MonteCarlo.of(surprise).assertExpectation(entropy, "-log p of draws");
      for (int i = 0; i < dimension; i++) {
        MonteCarlo.of(hits[i]).assertExpectation(ones[i], "bit " + i);
        if (i > 0) {
          MonteCarlo.of(both[i]).assertExpectation(pairs[i], "bits " + i + " and before");
        }
      }
    }
  }

  /** The probabilities of all images with one small image sum to what its own model gives it. */
  private static void assertMarginalOfTheGrid(Built built, int dimension, float... logProbs) {
    var tf = built.harness.tf();
    Operand<TFloat32> all =
        built.harness.input(Shape.of(logProbs.length, dimension), BitStrings.all(dimension));
    float[] ofSmall =
        built.harness.run(
            built.model.small().in(Pass.evaluation()).logProb(tf, built.model.grid().of(tf, all)));
    Map<Integer, Double> sums = new HashMap<>();
    for (int n = 0; n < logProbs.length; n++) {
      sums.merge(small(built, n, dimension), Math.exp(logProbs[n]), Double::sum);
    }
    assertEquals(1 << built.model.known().size(), sums.size());
    for (int n = 0; n < logProbs.length; n++) {
      assertEquals(Math.exp(ofSmall[n]), sums.get(small(built, n, dimension)), 1e-5);
    }
  }

  private static int small(Built built, int n, int dimension) {
    return built.model.known().stream().mapToInt(i -> bit(n, i, dimension) << i).sum();
  }

  private static int bit(int n, int i, int dimension) {
    return n >> (dimension - 1 - i) & 1;
  }

  /** The order is the grid's pixels, and then the rest. */
  @Test
  void anOutputSeesTheSmallImageAndWhatComesBefore() {
    int side = 4;
    int dimension = side * side;
    int rows = 6; // A unit that is off for one is on for another.
    PixelGrid grid = new PixelGrid(Shape.of(side, side, 1), 2);
    ImmutableSet<Integer> known = grid.places(1);
    assertEquals(ImmutableSet.of(0, 2, 8, 10), known);
    try (GraphHarness harness = new GraphHarness()) {
      var tf = harness.tf();
      InputParameters parameters = new InputParameters(harness, 3);
      CausalNetwork network =
          gated()
              .causal(
                  parameters,
                  "net",
                  grid.image(),
                  4,
                  new Enlarged(grid.small(), 2, 6, 1, 0),
                  ChannelOrder.IN_TURN,
                  ImmutableList.of(Head.ofSize("out", dimension)));
      move(harness, parameters);
      Operand<TFloat32> x =
          harness.input(Shape.of(rows, dimension), Draws.normal("x", rows * dimension, 0, 1));
      Operand<TFloat32> outputs =
          network.apply(tf, x, Optional.of(grid.of(tf, x)), Pass.evaluation()).get(0);
      Operand<TFloat32> pick = harness.input(Shape.of(dimension), new float[dimension]);
      Operand<TFloat32> slopes = harness.gradient(tf.math.mul(outputs, pick), x);
      for (int output = 0; output < dimension; output++) {
        if (known.contains(output)) {
          continue; // It is not looked at.
        }
        float[] one = new float[dimension];
        one[output] = 1;
        harness.set(pick, one);
        float[] by = harness.run(slopes);
        for (int j = 0; j < dimension; j++) {
          boolean sees = false;
          for (int row = 0; row < rows; row++) {
            sees |= by[row * dimension + j] != 0;
          }
          assertEquals(known.contains(j) || j < output, sees, output + " by " + j);
        }
      }
    }
  }

  @Test
  void aDensityHasTheIntegralOne() {
    Shape shape = Shape.of(1, 2, 1);
    NormalLikelihood normal = new NormalLikelihood(new Scale.Learned(0.7), OutputBias.ZEROS);
    MultiScale spec = spec(gated(), 2, normal);
    ObservedData seen = observed(shape, ValueKind.REAL);
    ObservedData standardized =
        new ObservedData(
            shape,
            ValueKind.REAL,
            seen.mean(),
            0,
            Optional.of(
                new Standardization(
                    ImmutableDoubleArray.of(3, -1), ImmutableDoubleArray.of(2, 0.5))));
    int points = 240;
    double step = 0.1; // From −12 to 12: means are of order 1 and scales of order 1.
    int count = points * points;
    float[] x = new float[2 * count];
    for (int n = 0; n < count; n++) {
      x[2 * n] = (float) ((n / points - points / 2) * step);
      x[2 * n + 1] = (float) ((n % points - points / 2) * step);
    }
    try (Built built = new Built(spec, seen);
        Built raw = new Built(spec, standardized)) {
      assertTrue(
          built
              .parameters
              .byName()
              .keySet()
              .containsAll(List.of("small.likelihood.logScale", "likelihood.logScale")),
          built.parameters.byName().keySet().toString());
      double integral = 0;
      for (float logProb : built.logProbs(Shape.of(count, 2), x)) {
        integral += Math.exp(logProb) * step * step;
      }
      // A smooth density's sum over a grid is as exact as its 32-bit terms.
      assertEquals(1, integral, 1e-5);
      assertEquals(
          built.logProbs(Shape.of(1, 2), 0.1f, 0.2f)[0] - Math.log(2 * 0.5),
          raw.logProbs(Shape.of(1, 2), 0.1f, 0.2f)[0],
          1e-5);
    }
  }

  /** Given a label: all images of each have a sum of 1, and draws are those of their labels. */
  @Test
  void bothScalesSeeTheLabelWhereItIsAskedFor() {
    int classes = 3;
    int dimension = 4;
    int images = 1 << dimension;
    Shape shape = Shape.of(2, 2, 1);
    MultiScale spec = new MultiScale(gated(), 2, 4, 1, BERNOULLI, true);
    ObservedData seen =
        new ObservedData(
            shape, ValueKind.BINARY, observed(shape, ValueKind.BINARY).mean(), classes);
    try (Built built = new Built(spec, seen)) {
      var tf = built.harness.tf();
      float[] x = new float[images * classes * dimension];
      for (int row = 0; row < images * classes; row++) {
        for (int i = 0; i < dimension; i++) {
          x[row * dimension + i] = bit(row / classes, i, dimension);
        }
      }
      float[] logProbs =
          built.harness.run(
              built.model.logProb(
                  tf,
                  built.harness.input(Shape.of((long) images * classes, dimension), x),
                  inTurn(built, images, classes)));
      float[] drawn =
          built.harness.run(
              built.model.sample(
                  tf,
                  built.harness.noise(1, "sample"),
                  DRAWS * classes,
                  inTurn(built, DRAWS, classes)));
      assertEquals(DRAWS * classes * dimension, drawn.length);
      double[][] ones = new double[classes][dimension];
      for (int y = 0; y < classes; y++) {
        double sum = 0;
        double entropy = 0;
        for (int n = 0; n < images; n++) {
          double logProb = logProbs[n * classes + y];
          sum += Math.exp(logProb);
          entropy -= Math.exp(logProb) * logProb;
          for (int i = 0; i < dimension; i++) {
            ones[y][i] += Math.exp(logProb) * bit(n, i, dimension);
          }
        }
        assertEquals(1, sum, 1e-5);
        double[] surprise = new double[DRAWS];
        double[][] hits = new double[dimension][DRAWS];
        for (int k = 0; k < DRAWS; k++) {
          int n = 0;
          for (int i = 0; i < dimension; i++) {
            hits[i][k] = drawn[(k * classes + y) * dimension + i];
            n = 2 * n + (int) hits[i][k];
          }
          surprise[k] = -logProbs[n * classes + y];
        }
        MonteCarlo.of(surprise).assertExpectation(entropy, "-log p of draws of class " + y);
        for (int i = 0; i < dimension; i++) {
          MonteCarlo.of(hits[i]).assertExpectation(ones[y][i], "bit " + i + " of class " + y);
        }
      }
      // The first pixel is the small image, the last one is of the large one.
      assertTrue(Math.abs(ones[0][0] - ones[1][0]) > 0.02, "the small image sees no label");
      double[] ofLast = new double[classes]; // log p of the last bit given that all others are 0.
      for (int y = 0; y < classes; y++) {
        ofLast[y] = logProbs[classes + y] - logProbs[y];
      }
      assertTrue(Math.abs(ofLast[0] - ofLast[1]) > 0.02, "the large image sees no label");
      assertEquals(
          "the model multi-scale with \"conditional\": true is run without labels, but needs them",
          refusal(() -> built.logProbs(Shape.of(1, 4), 0, 0, 0, 0)));
    }
    assertEquals(
        "the model multi-scale with \"conditional\": true needs labels, but the data set gives"
            + " none; \"labels\": true gives them with mnist, fashion-mnist and sprites",
        refusal(() -> new Built(spec, observed(shape, ValueKind.BINARY)).close()));
  }

  /** Returns a pass with all labels in turn, so many times. */
  private static Pass inTurn(Built built, int times, int classes) {
    float[] labels = new float[times * classes * classes];
    for (int row = 0; row < times * classes; row++) {
      labels[row * classes + row % classes] = 1;
    }
    return Pass.evaluation()
        .withLabels(built.harness.input(Shape.of((long) times * classes, classes), labels));
  }

  @Test
  void theChannelsOfAPixelMayComeTogether() {
    MultiScale spec =
        spec(gated(), 2, new DiscretizedLogisticMixtureLikelihood(2, 0.1, OutputBias.DATA_MEAN));
    Shape colour = Shape.of(2, 2, 3);
    try (Built built = new Built(spec, observed(colour, ValueKind.GREY))) {
      assertEquals(ImmutableSet.of(0), built.model.known());
      float[] drawn = built.drawn();
      assertEquals(DRAWS * 12, drawn.length);
      for (float logProb : built.logProbs(Shape.of(DRAWS, 12), drawn)) {
        assertTrue(logProb < 0, "a mass of more than 1: " + logProb);
      }
      // Σ p over the blue of the last pixel is a probability.
      float[] images = new float[12 * 256];
      for (int blue = 0; blue < 256; blue++) {
        System.arraycopy(drawn, 0, images, 12 * blue, 11);
        images[12 * blue + 11] = blue / 255f;
      }
      double marginal = 0;
      for (float logProb : built.logProbs(Shape.of(256, 12), images)) {
        marginal += Math.exp(logProb);
      }
      assertTrue(marginal > 0 && marginal < 1, "a sum of " + marginal);
    }
  }

  @Test
  void aGridIsAnImageOfItsOwn() {
    PixelGrid grid = new PixelGrid(Shape.of(3, 2, 2), 2);
    assertEquals(Shape.of(2, 1, 2), grid.small());
    assertArrayEquals(new int[] {0, 1, 8, 9}, grid.values().toArray());
    assertEquals(ImmutableSet.of(0, 4), grid.places(2));
    try (GraphHarness harness = new GraphHarness()) {
      var tf = harness.tf();
      Operand<TFloat32> small = harness.input(Shape.of(2, 4), 1, 2, 3, 4, 5, 6, 7, 8);
      Operand<TFloat32> spread = grid.spread(tf, small);
      assertArrayEquals(
          new float[] {1, 2, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 5, 6, 0, 0, 0, 0, 0, 0, 7, 8, 0, 0},
          harness.run(spread));
      assertArrayEquals(harness.get(small), harness.run(grid.of(tf, spread)));
    }
  }

  private static String refusal(Runnable runnable) {
    return assertThrows(IllegalArgumentException.class, runnable::run).getMessage();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    MultiScale spec = spec(gated(), 3, BERNOULLI);
    assertEquals(
        "the model multi-scale is one of images [height, width, channels], but an observation has"
            + " shape [4]; the model autoregressive works",
        refusal(() -> spec.checkFits(observed(Shape.of(4), ValueKind.BINARY))));
    assertEquals(
        "the model multi-scale with \"scale\": 3 has one pixel in its small image of [2, 2, 1];"
            + " less, or the model autoregressive works",
        refusal(() -> spec.checkFits(observed(Shape.of(2, 2, 1), ValueKind.BINARY))));
    assertEquals("scale must be from 2 to 64 but is 1", refusal(() -> spec(gated(), 1, BERNOULLI)));
    try (Built built = new Built(spec, observed(Shape.of(3, 3, 1), ValueKind.BINARY))) {
      String message = refusal(() -> Ability.COMPLETING.of(built.model, "the figure completions"));
      assertTrue(
          message.contains("draws of observations given their first values")
              && message.contains("autoregressive"),
          message);
    }
  }
}
