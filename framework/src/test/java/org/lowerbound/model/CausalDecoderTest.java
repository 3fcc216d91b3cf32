package org.lowerbound.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.model.autoregressive.Autoregressive;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.CausalArchitecture;
import org.lowerbound.network.ContextPath;
import org.lowerbound.network.GatedPixelCnn;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Pass;
import org.lowerbound.network.PixelCnn;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** VAEs whose decoder is autoregressive, p(x | z) = Π p(xᵢ | x before i, z). */
final class CausalDecoderTest {
  private static final int LATENTS = 2;
  private static final Shape IMAGE = Shape.of(2, 2, 1);
  private static final int PIXELS = 4;
  private static final int BATCH = 16;

  private static final BernoulliLikelihood BITS =
      new BernoulliLikelihood(false, OutputBias.DATA_MEAN);

  static Stream<CausalArchitecture> decoders() {
    GlorotUniform glorot = new GlorotUniform();
    return Stream.of(
        new MaskedMlp(ImmutableList.of(8), Activation.TANH, glorot),
        new PixelCnn(3, 1, 3, 3, 3, Activation.TANH, 0, glorot, new ContextPath.PerChannel()),
        new GatedPixelCnn(
            3,
            2,
            3,
            3,
            3,
            Activation.TANH,
            0,
            glorot,
            new ContextPath.PerPixel(2, new Mlp(ImmutableList.of(), Activation.TANH, glorot))));
  }

  private static ObservedData observed() {
    return new ObservedData(
        IMAGE, ValueKind.BINARY, ImmutableDoubleArray.copyOf(Collections.nCopies(PIXELS, 0.4)));
  }

  private static float[] allImages() {
    float[] images = new float[BATCH * PIXELS];
    for (int i = 0; i < images.length; i++) {
      images[i] = ((i / PIXELS) >> (i % PIXELS)) & 1;
    }
    return images;
  }

  /** A VAE in a harness, its parameters moved. */
  private static final class Built implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final InputParameters parameters = new InputParameters(harness, 3);
    final LatentVariableModel model;
    final Operand<TFloat32> images = harness.input(Shape.of(BATCH, PIXELS), allImages());

    Built(CausalArchitecture decoder) {
      Vae vae =
          new Vae(
              LATENTS,
              new Mlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform()),
              new DiagonalNormalPosterior(ScaleLink.EXP),
              new StandardNormalPrior(),
              decoder,
              BITS,
              new Corruption.None());
      vae.checkFits(observed());
      this.model = (LatentVariableModel) vae.build(parameters.scope(observed()));
      parameters
          .byName()
          .forEach(
              (name, input) ->
                  harness.set(input, Draws.normal(name, harness.get(input).length, 0, 0.5)));
    }

    Operand<TFloat32> codes(long... leading) {
      Shape shape = Shape.of(leading).append(LATENTS);
      return harness.input(shape, Draws.normal("codes", (int) shape.size(), 0, 1));
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  @ParameterizedTest
  @MethodSource("decoders")
  void withTheCodeCutOffItIsTheModelAlone(CausalArchitecture decoder) {
    try (Built built = new Built(decoder);
        GraphHarness harness = new GraphHarness()) {
      InputParameters alone = new InputParameters(harness, 4);
      ExactEvidence model =
          (ExactEvidence) new Autoregressive(decoder, BITS, false).build(alone.scope(observed()));
      built
          .parameters
          .byName()
          .forEach(
              (name, parameter) -> {
                if (name.contains(".context")) {
                  built.harness.set(parameter, new float[built.harness.get(parameter).length]);
                }
              });
      // A masked perceptron with a context has units that see nothing else: without it, a bias.
      assertTrue(alone.byName().size() < built.parameters.byName().size());
      alone
          .byName()
          .forEach(
              (name, parameter) ->
                  harness.set(
                      parameter, built.parameters.values(name.replace("network.", "decoder."))));
      var tf = built.harness.tf();
      Distribution given = built.model.decode(tf, built.codes(3, BATCH), Pass.evaluation());
      float[] logProbs = built.harness.run(given.logProb(tf, built.images)); // [3, BATCH]
      if (decoder instanceof MaskedMlp) {
        // Whose degrees are others without a context; a distribution that ignores z all the same.
        for (int i = BATCH; i < logProbs.length; i++) {
          assertEquals(logProbs[i % BATCH], logProbs[i], 1e-6);
        }
        return;
      }
      float[] expected =
          harness.run(
              model.logProb(
                  harness.tf(),
                  harness.input(Shape.of(BATCH, PIXELS), allImages()),
                  Pass.evaluation()));
      for (int i = 0; i < logProbs.length; i++) {
        assertEquals(expected[i % BATCH], logProbs[i], 1e-6);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("decoders")
  void givenACodeTheProbabilitiesSumToOneAndDrawsHaveThem(CausalArchitecture decoder) {
    try (Built built = new Built(decoder)) {
      var tf = built.harness.tf();
      Decoded decoded = Decoded.of(tf, built.model, built.codes(3), Pass.evaluation());
      float[] logProbs =
          built.harness.run(
              decoded
                  .given()
                  .logProb(tf, tf.reshape(built.images, tf.array(BATCH, 1, PIXELS)))); // [16, 3]
      int draws = 1000;
      Operand<TFloat32> many =
          tf.reshape(
              tf.broadcastTo(
                  tf.expandDims(built.codes(3), tf.constant(0)), tf.array(draws, 3, LATENTS)),
              tf.array(-1, LATENTS));
      float[] drawn =
          built.harness.run(
              Decoded.of(tf, built.model, many, Pass.evaluation())
                  .draw(tf, built.harness.noise(1, "draw"))); // [1000 · 3, 4]
      for (int z = 0; z < 3; z++) {
        double sum = 0;
        double entropy = 0;
        for (int image = 0; image < BATCH; image++) {
          double logProb = logProbs[image * 3 + z];
          sum += Math.exp(logProb);
          entropy -= Math.exp(logProb) * logProb;
        }
        assertEquals(1, sum, 1e-5);
        double[] surprise = new double[draws];
        for (int k = 0; k < draws; k++) {
          int image = 0;
          for (int i = 0; i < PIXELS; i++) {
            image += (int) drawn[(k * 3 + z) * PIXELS + i] << i;
          }
          surprise[k] = -logProbs[image * 3 + z];
        }
        MonteCarlo.of(surprise).assertExpectation(entropy, "-log p of draws");
      }
      assertTrue(Math.abs(logProbs[0] - logProbs[1]) > 1e-3, "the code makes no difference");
    }
  }

  @Test
  void importanceWeightsOfAllImagesSumToOne() {
    try (Built built = new Built(decoders().skip(1).findFirst().orElseThrow())) {
      var tf = built.harness.tf();
      // log p(x) of all 16 images by many draws from the prior, on which importance weights agree.
      int many = 4000;
      float[] logWeights =
          built.harness.run(
              built.model.logWeight(
                  tf, built.images, built.harness.noise(1, "w"), many, Pass.evaluation()));
      double sum = 0;
      for (int image = 0; image < BATCH; image++) {
        double mean = 0;
        for (int k = 0; k < many; k++) {
          mean += Math.exp(logWeights[k * BATCH + image]) / many;
        }
        sum += mean;
      }
      // Of a few thousand weights whose spread is of order one.
      assertEquals(1, sum, 0.05);
      float[] samples =
          built.harness.run(
              built.model.sample(tf, built.harness.noise(1, "x"), 7, Pass.evaluation()));
      assertEquals(7 * PIXELS, samples.length);
    }
  }

  @Test
  void itHasNoMeanAndSaysSo() {
    try (Built built = new Built(decoders().findFirst().orElseThrow())) {
      var tf = built.harness.tf();
      Decoded decoded = Decoded.of(tf, built.model, built.codes(3), Pass.evaluation());
      assertEquals(
          "the likelihood autoregressive has no mean to take, as its values depend on each other;"
              + " where they are independent given z there is one",
          assertThrows(IllegalArgumentException.class, () -> decoded.mean(tf)).getMessage());
    }
  }
}
