package org.lowerbound.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Collections;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.Condition.Quadrant;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.ConditionalPrior;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.model.prior.VampPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Conv;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.LayerOptions;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.BitStrings;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** VAEs whose distributions are given a label, or a part of the observation. */
final class ConditionalVaeTest {
  private static final int LATENTS = 2;
  private static final int CLASSES = 3;
  private static final int PIXELS = 4;
  private static final int IMAGES = 16;
  private static final int DRAWS = 4000;
  private static final Shape IMAGE = Shape.of(2, 2, 1);
  private static final float[] BIT_STRINGS = BitStrings.all(PIXELS);

  private static final GlorotUniform GLOROT = new GlorotUniform();
  private static final BernoulliLikelihood BITS =
      new BernoulliLikelihood(false, OutputBias.DATA_MEAN);
  private static final PriorFamily LEARNED =
      new ConditionalPrior(new DiagonalNormalPosterior(ScaleLink.EXP), mlp());

  private static Mlp mlp(Integer... hidden) {
    return new Mlp(ImmutableList.copyOf(hidden), Activation.TANH, GLOROT);
  }

  private static Vae vae(
      Condition condition, PriorFamily prior, Architecture encoder, Architecture decoder) {
    return new Vae(
        LATENTS,
        encoder,
        new DiagonalNormalPosterior(ScaleLink.EXP),
        prior,
        decoder,
        BITS,
        new Corruption.None(),
        condition);
  }

  private static ObservedData bits(Shape shape) {
    return new ObservedData(
        shape,
        ValueKind.BINARY,
        ImmutableDoubleArray.copyOf(Collections.nCopies((int) shape.size(), 0.4)),
        CLASSES);
  }

  /** A model in a harness, its parameters moved so that everything depends on everything. */
  private static final class Built implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final Ops tf = harness.tf();
    final InputParameters parameters = new InputParameters(harness, 3);
    final Model model;

    Built(Vae vae, ObservedData observed) {
      vae.checkFits(observed);
      this.model = vae.build(parameters.scope(observed));
      parameters
          .byName()
          .forEach(
              (name, input) ->
                  harness.set(input, Draws.normal(name, harness.get(input).length, 0, 0.5)));
    }

    /** Returns a pass with labels that take turns. */
    Pass labels(int count, int... turns) {
      float[] oneHot = new float[count * CLASSES];
      for (int i = 0; i < count; i++) {
        oneHot[i * CLASSES + turns[i % turns.length]] = 1;
      }
      return Pass.evaluation().withLabels(harness.input(Shape.of(count, CLASSES), oneHot));
    }

    /** Returns the weights of all images, {@code [DRAWS, IMAGES]}. */
    float[] logWeights(Pass pass) {
      return harness.run(
          ((Evidence) model)
              .logWeight(
                  tf,
                  harness.input(Shape.of(IMAGES, PIXELS), BIT_STRINGS),
                  harness.noise(1, "noise"),
                  DRAWS,
                  pass));
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  /** Returns the mean over draws of the sum of the weights of some images. */
  private static MonteCarlo sum(float[] logWeights, IntStream images) {
    double[] sums = new double[DRAWS];
    images.forEach(
        image -> {
          for (int k = 0; k < DRAWS; k++) {
            sums[k] += Math.exp(logWeights[k * IMAGES + image]);
          }
        });
    return MonteCarlo.of(sums);
  }

  private static float bit(int image, int pixel) {
    return BIT_STRINGS[image * PIXELS + pixel];
  }

  private static IntStream images() {
    return IntStream.range(0, IMAGES);
  }

  private static void assertSame(MonteCarlo expected, MonteCarlo actual, String what) {
    assertEquals(
        expected.mean(),
        actual.mean(),
        MonteCarlo.ALLOWED_STANDARD_ERRORS
            * Math.hypot(expected.standardError(), actual.standardError()),
        what);
  }

  static Stream<Vae> ofLabels() {
    Condition label = new Condition.Label();
    return Stream.of(
        vae(label, new StandardNormalPrior(), mlp(4), mlp(4)),
        vae(label, LEARNED, mlp(4), mlp(4)),
        vae(
            label,
            LEARNED,
            new Conv(
                ImmutableList.of(3),
                2,
                1,
                ImmutableList.of(4),
                Activation.TANH,
                LayerOptions.plain(GLOROT)),
            new MaskedMlp(ImmutableList.of(8), Activation.TANH, GLOROT)));
  }

  @ParameterizedTest
  @MethodSource("ofLabels")
  void theImagesOfALabelHaveMassOne(Vae vae) {
    try (Built built = new Built(vae, bits(IMAGE))) {
      for (int y = 0; y < CLASSES; y++) {
        sum(built.logWeights(built.labels(IMAGES, y)), images())
            .assertExpectation(1, "sum over images of class " + y);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ofLabels")
  void drawsOfALabelAreOnesOfItsDistribution(Vae vae) {
    try (Built built = new Built(vae, bits(IMAGE))) {
      int count = DRAWS * CLASSES;
      float[] drawn =
          built.harness.run(
              ((Generating) built.model)
                  .sample(
                      built.tf,
                      built.harness.noise(1, "sample"),
                      count,
                      built.labels(count, 0, 1, 2)));
      assertEquals(count * PIXELS, drawn.length);
      double[] ones = new double[CLASSES];
      for (int y = 0; y < CLASSES; y++) {
        double[] first = new double[DRAWS];
        for (int k = 0; k < DRAWS; k++) {
          first[k] = drawn[(k * CLASSES + y) * PIXELS];
        }
        MonteCarlo ofWeights =
            sum(
                built.logWeights(built.labels(IMAGES, y)),
                images().filter(image -> bit(image, 0) == 1));
        assertSame(ofWeights, MonteCarlo.of(first), "first bit of class " + y);
        ones[y] = ofWeights.mean();
      }
      assertTrue(Math.abs(ones[0] - ones[1]) > 0.05, "the label makes no difference");
    }
  }

  /** With a linear decoder x = W z + V y + b + ε is normal, its mean another for each label. */
  @Test
  void aLinearDecoderHasTheExactValue() {
    Vae vae =
        new Vae(
            1,
            mlp(4),
            new DiagonalNormalPosterior(ScaleLink.EXP),
            new StandardNormalPrior(),
            mlp(),
            new NormalLikelihood(new Scale.Fixed(0.5), OutputBias.ZEROS),
            new Corruption.None(),
            new Condition.Label());
    ObservedData reals =
        new ObservedData(Shape.of(2), ValueKind.REAL, ImmutableDoubleArray.of(0, 0), CLASSES);
    try (Built built = new Built(vae, reals)) {
      float[] values = {0.3f, -0.7f, 0.3f, -0.7f, 0.3f, -0.7f};
      Operand<TFloat32> x = built.harness.input(Shape.of(CLASSES, 2), values);
      float[] log =
          built.harness.run(
              ((Evidence) built.model)
                  .logWeight(
                      built.tf,
                      x,
                      built.harness.noise(1, "noise"),
                      DRAWS,
                      built.labels(CLASSES, 0, 1, 2)));
      float[] weights = built.parameters.values("decoder.loc.weights"); // [1 + classes, 2]
      float[] bias = built.parameters.values("decoder.loc.bias");
      for (int y = 0; y < CLASSES; y++) {
        double[] w = new double[DRAWS];
        for (int k = 0; k < DRAWS; k++) {
          w[k] = Math.exp(log[k * CLASSES + y]);
        }
        double a = values[0] - bias[0] - weights[2 + 2 * y];
        double b = values[1] - bias[1] - weights[3 + 2 * y];
        MonteCarlo.of(w)
            .assertExpectation(normal(a, b, weights[0], weights[1], 0.25), "density of class " + y);
      }
    }
  }

  /** N((a, b); 0, u uᵀ + s I) with u = (c, d). */
  private static double normal(double a, double b, double c, double d, double s) {
    double determinant = (c * c + s) * (d * d + s) - c * d * c * d;
    double square = ((d * d + s) * a * a - 2 * c * d * a * b + (c * c + s) * b * b) / determinant;
    return Math.exp(-square / 2) / (2 * Math.PI * Math.sqrt(determinant));
  }

  static Stream<Vae> ofParts() {
    Condition quadrant = new Condition.Quadrants(ImmutableList.of(Quadrant.LOWER_LEFT));
    Condition half = new Condition.FirstRows(0.5);
    return Stream.of(
        vae(quadrant, LEARNED, mlp(4), mlp(4)),
        vae(half, new StandardNormalPrior(), mlp(4), mlp(4)),
        vae(half, LEARNED, mlp(4), new MaskedMlp(ImmutableList.of(8), Activation.TANH, GLOROT)));
  }

  @ParameterizedTest
  @MethodSource("ofParts")
  void whatIsLeftHasMassOneForEveryPart(Vae vae) {
    try (Built built = new Built(vae, bits(IMAGE))) {
      int[] given = ((CompletingPart) built.model).part().given().toArray();
      float[] logWeights = built.logWeights(Pass.evaluation());
      for (int part = 0; part < 1 << given.length; part++) {
        int fixed = part;
        sum(
                logWeights,
                images()
                    .filter(
                        image ->
                            IntStream.range(0, given.length)
                                .allMatch(i -> bit(image, given[i]) == ((fixed >> i) & 1))))
            .assertExpectation(1, "sum over what is left of part " + fixed);
      }
      assertEquals(PIXELS - given.length, vae.likelihoodDimension(bits(IMAGE)));
    }
  }

  @ParameterizedTest
  @MethodSource("ofParts")
  void completionsKeepThePartAndDrawTheRest(Vae vae) {
    try (Built built = new Built(vae, bits(IMAGE))) {
      CompletingPart model = (CompletingPart) built.model;
      float[] drawn =
          built.harness.run(
              model.complete(
                  built.tf,
                  built.harness.input(Shape.of(IMAGES, PIXELS), BIT_STRINGS),
                  built.harness.noise(1, "complete"),
                  DRAWS,
                  Pass.evaluation()));
      assertEquals(DRAWS * IMAGES * PIXELS, drawn.length);
      for (int i = 0; i < drawn.length; i++) {
        if (model.part().given().contains(i % PIXELS)) {
          assertEquals(BIT_STRINGS[i % BIT_STRINGS.length], drawn[i]);
        }
      }
      float[] logWeights = built.logWeights(Pass.evaluation());
      int left = model.part().left().get(0);
      // Two images, whose parts are all 0 and all 1: how often the first value that is left is 1.
      for (int image : new int[] {0, IMAGES - 1}) {
        double[] first = new double[DRAWS];
        for (int k = 0; k < DRAWS; k++) {
          first[k] = drawn[(k * IMAGES + image) * PIXELS + left];
        }
        assertSame(
            sum(
                logWeights,
                images()
                    .filter(
                        other ->
                            bit(other, left) == 1
                                && model.part().given().stream()
                                    .allMatch(i -> bit(other, i) == bit(image, i)))),
            MonteCarlo.of(first),
            "image " + image);
      }
    }
  }

  @Test
  void partsOfImagesAreTheirQuadrantsAndRows() {
    Shape image = Shape.of(4, 4, 2);
    PartOfValues lowerLeft =
        new Condition.Quadrants(ImmutableList.of(Quadrant.LOWER_LEFT)).of(image);
    assertArrayEquals(new int[] {16, 17, 18, 19, 24, 25, 26, 27}, lowerLeft.given().toArray());
    assertEquals(Shape.of(24), lowerLeft.shape());
    PartOfValues leftHalf =
        new Condition.Quadrants(ImmutableList.of(Quadrant.LOWER_LEFT, Quadrant.UPPER_LEFT))
            .of(image);
    assertEquals(Shape.of(4, 2, 2), leftHalf.shape());
    PartOfValues upperRight =
        new Condition.Quadrants(
                ImmutableList.of(Quadrant.LOWER_LEFT, Quadrant.UPPER_LEFT, Quadrant.LOWER_RIGHT))
            .of(image);
    assertEquals(Shape.of(2, 2, 2), upperRight.shape());
    assertArrayEquals(new int[] {4, 5, 6, 7, 12, 13, 14, 15}, upperRight.left().toArray());
    assertEquals(Shape.of(3, 4, 2), new Condition.FirstRows(0.25).of(image).shape());
    assertEquals(Shape.of(3), new Condition.FirstRows(0.4).of(Shape.of(5)).shape());
  }

  @Test
  void whatCannotBeIsRefused() {
    assertRefused(
        "the condition first-rows gives 0 of the 4 values of an observation; it must give one at"
            + " least, and leave one",
        () -> new Condition.FirstRows(0.1).of(IMAGE));
    assertRefused(
        "given must be one to three different quadrants but is [LOWER_LEFT, LOWER_LEFT]",
        () -> new Condition.Quadrants(ImmutableList.of(Quadrant.LOWER_LEFT, Quadrant.LOWER_LEFT)));
    Condition label = new Condition.Label();
    ObservedData without = new ObservedData(IMAGE, ValueKind.BINARY, bits(IMAGE).mean());
    assertRefused(
        "a vae with \"condition\": \"label\" needs labels, but the data set gives none; \"labels\":"
            + " true gives them with mnist, fashion-mnist and sprites",
        () -> vae(label, LEARNED, mlp(4), mlp(4)).checkFits(without));
    try (Built built = new Built(vae(label, new VampPrior(2), mlp(4), mlp(4)), bits(IMAGE))) {
      Pass pass = built.labels(IMAGES, 0);
      assertRefused(
          "the prior vamp-prior is made of the encoder, which is given labels that the prior has"
              + " none of; standard-normal and conditional work",
          () -> built.logWeights(pass));
    }
  }

  private static void assertRefused(String message, Runnable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }
}
