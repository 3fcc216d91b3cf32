package org.lowerbound.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.PixelWeights;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.likelihood.WeightedLikelihood;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.PointPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The terms of a bound on standardised values are those of the raw ones. */
final class StandardizedVaeTest {
  private static final int D = 3;
  private static final int LATENTS = 2;
  private static final int BATCH = 4;
  private static final int DRAWS = 2;
  private static final double SIGMA = 0.6;
  private static final double[] MEAN = {1000, -3, 0};
  private static final double[] SCALE = {50, 0.02, 1};
  private static final Standardization STANDARDIZATION =
      new Standardization(ImmutableDoubleArray.copyOf(MEAN), ImmutableDoubleArray.copyOf(SCALE));
  private static final GraphHarness HARNESS = new GraphHarness();
  private static final Operand<TFloat32> SEEN =
      HARNESS.input(Shape.of(BATCH, D), Draws.normal("y", BATCH * D, 0, 1));

  @AfterAll
  static void close() {
    HARNESS.close();
  }

  /** A VAE whose decoder is linear. */
  private static final class Built {
    final InputParameters parameters = new InputParameters(HARNESS, 5);
    final Model model;

    Built(CodeFamily posterior, LikelihoodFamily likelihood, Optional<Standardization> given) {
      Mlp none = new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());
      model =
          new Vae(
                  LATENTS,
                  none,
                  posterior,
                  new StandardNormalPrior(),
                  none,
                  likelihood,
                  new Corruption.None())
              .build(
                  parameters.scope(
                      new ObservedData(
                          Shape.of(D),
                          ValueKind.REAL,
                          ImmutableDoubleArray.of(0.1, -0.2, 0.3),
                          0,
                          given)));
    }

    BoundTerms terms() {
      return ((LatentVariables) model)
          .terms(HARNESS.tf(), SEEN, HARNESS.noise(1, "z"), DRAWS, Pass.evaluation());
    }
  }

  private static NormalLikelihood normal() {
    return new NormalLikelihood(new Scale.Fixed(SIGMA), OutputBias.DATA_MEAN);
  }

  private static Built vae(Optional<Standardization> given) {
    return new Built(new DiagonalNormalPosterior(ScaleLink.EXP), normal(), given);
  }

  /** log N(x; m + s μ(z), (s σ)²), by the raw values alone. */
  private static double hostLogLikelihood(
      InputParameters parameters, float[] y, int b, float[] z, int draw, double... weights) {
    float[] kernel = null;
    float[] bias = null;
    for (String name : parameters.byName().keySet()) {
      if (name.startsWith("decoder")) {
        float[] values = parameters.values(name);
        if (values.length == D) {
          bias = values;
        } else {
          kernel = values;
        }
      }
    }
    double sum = 0;
    for (int i = 0; i < D; i++) {
      double location = bias[i];
      for (int j = 0; j < LATENTS; j++) {
        location += z[(draw * BATCH + b) * LATENTS + j] * kernel[j * D + i];
      }
      double x = MEAN[i] + SCALE[i] * y[b * D + i];
      double sigma = SCALE[i] * SIGMA;
      double deviation = (x - MEAN[i] - SCALE[i] * location) / sigma;
      sum +=
          weights[i]
              * (-0.5 * deviation * deviation - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI));
    }
    return sum;
  }

  private static void assertLikelihoods(Built built, double... weights) {
    BoundTerms terms = built.terms();
    ImmutableList<float[]> values =
        HARNESS.run(ImmutableList.of(terms.latents(), terms.logLikelihood()));
    for (int k = 0; k < DRAWS; k++) {
      for (int b = 0; b < BATCH; b++) {
        double expected =
            hostLogLikelihood(built.parameters, HARNESS.get(SEEN), b, values.get(0), k, weights);
        // A few sums in 32 bits.
        assertEquals(expected, values.get(1)[k * BATCH + b], 1e-6 * (10 + Math.abs(expected)));
      }
    }
  }

  @Test
  void theLikelihoodIsThatOfTheRawValues() {
    assertLikelihoods(vae(Optional.of(STANDARDIZATION)), 1, 1, 1);
  }

  @Test
  void weightsAreOfTheDensitiesOfTheRawValues() {
    // Normalised to a mean of 1.
    assertLikelihoods(
        new Built(
            new DiagonalNormalPosterior(ScaleLink.EXP),
            new WeightedLikelihood(
                normal(), new PixelWeights.Listed(ImmutableList.of(1.0, 4.0, 1.0))),
            Optional.of(STANDARDIZATION)),
        0.5,
        2,
        0.5);
  }

  @Test
  void onlyTheLikelihoodMovesAndNoGradientDoes() {
    Built raw = vae(Optional.of(STANDARDIZATION));
    Built seen = vae(Optional.empty());
    Ops tf = HARNESS.tf();
    BoundTerms ofRaw = raw.terms();
    BoundTerms ofSeen = seen.terms();
    assertArrayEquals(HARNESS.run(ofSeen.latents()), HARNESS.run(ofRaw.latents()));
    assertArrayEquals(HARNESS.run(ofSeen.logRatio(tf)), HARNESS.run(ofRaw.logRatio(tf)));
    float[] differences = HARNESS.run(tf.math.sub(ofSeen.logLikelihood(), ofRaw.logLikelihood()));
    for (float difference : differences) {
      assertEquals(STANDARDIZATION.logVolume(), difference, 1e-5); // Rounding of values about 10.
    }
    Operand<TFloat32> bound = ofRaw.logWeight(tf);
    Operand<TFloat32> other = ofSeen.logWeight(tf);
    raw.parameters
        .byName()
        .forEach(
            (name, parameter) ->
                assertArrayEquals(
                    HARNESS.run(HARNESS.gradient(other, seen.parameters.byName().get(name))),
                    HARNESS.run(HARNESS.gradient(bound, parameter)),
                    name));
  }

  @Test
  void anAutoencoderReportsTheRawValuesToo() {
    Built built = new Built(new PointPosterior(), normal(), Optional.of(STANDARDIZATION));
    Autoencoding model = (Autoencoding) built.model;
    Operand<TFloat32> z =
        HARNESS.input(Shape.of(1, BATCH, LATENTS), Draws.normal("z", BATCH * LATENTS, 0, 1));
    float[] actual = HARNESS.run(model.logLikelihood(HARNESS.tf(), SEEN, z, Pass.evaluation()));
    for (int b = 0; b < BATCH; b++) {
      assertEquals(
          hostLogLikelihood(built.parameters, HARNESS.get(SEEN), b, HARNESS.get(z), 0, 1, 1, 1),
          actual[b],
          2e-5);
    }
  }
}
