package org.lowerbound.objective.autoencoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.Autoencoding;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.CodeFamily;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.Codebook;
import org.lowerbound.model.posterior.PointPosterior;
import org.lowerbound.model.posterior.VectorQuantizedPosterior;
import org.lowerbound.model.prior.CodebookPrior;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Loss;
import org.lowerbound.testing.DirectionalDerivative;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The losses of codes without noise, against the formulas of their papers on the host. */
final class AutoencodingTest {
  private static final int BATCH = 5;
  private static final int X = 3;
  private static final int LATENTS = 4;
  private static final int CODES = 3;
  private static final int WIDTH = 2;
  private static final double NOISE = 0.7;

  /** Of sums of order 10 in 32-bit floats. */
  private static final double ROUNDING = 2e-5;

  private static final Mlp LINEAR =
      new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());

  private record Coded(Operand<TFloat32> code, Operand<TFloat32> logLikelihood) {}

  /** A linear autoencoder with its parameters on the host, too. */
  private static final class Model implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final InputParameters parameters = new InputParameters(harness, 3);
    final float[] observations = Draws.normal("x", BATCH * X, 0, 1);
    final org.lowerbound.model.Model built;
    final Operand<TFloat32> x;

    Model(CodeFamily posterior, PriorFamily prior, Corruption corruption) {
      this.built =
          new Vae(
                  LATENTS,
                  LINEAR,
                  posterior,
                  prior,
                  LINEAR,
                  new NormalLikelihood(new Scale.Fixed(NOISE), OutputBias.DATA_MEAN),
                  corruption)
              .build(
                  parameters.scope(
                      new ObservedData(
                          Shape.of(X), ValueKind.REAL, ImmutableDoubleArray.of(0.2, -0.4, 0.1))));
      this.x = harness.input(Shape.of(BATCH, X), observations);
    }

    BoundTerms terms(Pass pass) {
      return ((LatentVariables) built).terms(harness.tf(), x, harness.noise(1, "z"), 1, pass);
    }

    /** Returns the code of x and the log-likelihood of x at it, {@code [1, B]}. */
    Coded coded(Pass pass) {
      Autoencoding autoencoder = (Autoencoding) built;
      Operand<TFloat32> code = autoencoder.encode(harness.tf(), x, pass).value();
      Operand<TFloat32> draw = harness.tf().expandDims(code, harness.tf().constant(0));
      return new Coded(code, autoencoder.decode(harness.tf(), draw, pass).logProb(harness.tf(), x));
    }

    Loss vqVae(double commitment) {
      return new ObjectiveHarness(harness, built, x, 100)
          .loss(new VqVae(commitment), terms(Pass.evaluation()));
    }

    /** Returns f(x) of a linear network. */
    double[][] linear(String layer, int in, int out, double[][] inputs) {
      float[] weights = parameters.values(layer + ".weights");
      float[] bias = parameters.values(layer + ".bias");
      double[][] outputs = new double[inputs.length][out];
      for (int b = 0; b < inputs.length; b++) {
        for (int o = 0; o < out; o++) {
          outputs[b][o] = bias[o];
          for (int i = 0; i < in; i++) {
            outputs[b][o] += inputs[b][i] * weights[i * out + o];
          }
        }
      }
      return outputs;
    }

    double[][] codes() {
      double[][] rows = new double[BATCH][X];
      for (int i = 0; i < BATCH * X; i++) {
        rows[i / X][i % X] = observations[i];
      }
      return linear("encoder.code", X, LATENTS, rows);
    }

    /** Returns the mean of −log p(x | z). */
    double distortion(double[][] codes) {
      double[][] means = linear("decoder.loc", LATENTS, X, codes);
      double sum = 0;
      for (int b = 0; b < BATCH; b++) {
        for (int d = 0; d < X; d++) {
          double rest = (observations[b * X + d] - means[b][d]) / NOISE;
          sum += 0.5 * rest * rest + Math.log(NOISE) + 0.5 * Math.log(2 * Math.PI);
        }
      }
      return sum / BATCH;
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  private static Model autoencoder(Corruption corruption) {
    return new Model(new PointPosterior(), new StandardNormalPrior(), corruption);
  }

  private static Model quantized(Codebook codebook) {
    return new Model(
        new VectorQuantizedPosterior(CODES, WIDTH, codebook),
        new CodebookPrior(CODES, WIDTH),
        new Corruption.None());
  }

  @Test
  void theRegularizedAutoencodersLossIsItsFormula() {
    try (Model model = autoencoder(new Corruption.None())) {
      ObjectiveHarness objectives = new ObjectiveHarness(model.harness, model.built, model.x, 100);
      Loss loss = objectives.loss(new Autoencoder(0.3, 0));
      double squares = 0;
      for (double[] code : model.codes()) {
        squares += Arrays.stream(code).map(z -> z * z).sum();
      }
      double distortion = model.distortion(model.codes());
      assertEquals(ImmutableSet.of("distortion", "half-squared-code"), loss.reported().keySet());
      assertEquals(distortion, model.harness.scalar(loss.reported().get("distortion")), ROUNDING);
      assertEquals(
          0.5 * squares / BATCH,
          model.harness.scalar(loss.reported().get("half-squared-code")),
          ROUNDING);
      for (ParameterGroup group : List.of(ParameterGroup.ENCODER, ParameterGroup.DECODER)) {
        assertEquals(
            distortion + 0.3 * 0.5 * squares / BATCH,
            model.harness.scalar(ObjectiveHarness.surrogate(loss, group)),
            ROUNDING);
      }
      assertEquals(
          "this objective reports no bound, only [distortion, half-squared-code]",
          assertThrows(IllegalArgumentException.class, loss::bound).getMessage());
    }
  }

  @Test
  void theLossOfAVqVaeIsItsFormula() {
    for (Codebook codebook : List.of(new Codebook.ByGradient(), new Codebook.ByAverage(0.9))) {
      try (Model model = quantized(codebook)) {
        double beta = 0.4;
        Loss loss = model.vqVae(beta);
        double[][] encoded = model.codes();
        double[][] chosen = new double[BATCH][LATENTS];
        int[] counts = new int[CODES];
        double squares = quantize(model, encoded, chosen, counts);
        double distortion = model.distortion(chosen);
        double rate = LATENTS / WIDTH * Math.log(CODES);
        GraphHarness harness = model.harness;
        assertEquals(distortion, harness.scalar(loss.metrics().get("distortion")), ROUNDING);
        assertEquals(rate, harness.scalar(loss.metrics().get("rate")), 1e-6);
        assertEquals(-distortion - rate, harness.scalar(loss.bound()), ROUNDING);
        assertEquals(squares / BATCH, harness.scalar(loss.metrics().get("commitment")), ROUNDING);
        assertEquals(
            distortion + (1 + beta) * squares / BATCH,
            harness.scalar(ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER)),
            ROUNDING);
        double entropy = 0;
        for (int count : counts) {
          double p = count / (BATCH * (double) LATENTS / WIDTH);
          entropy -= count == 0 ? 0 : p * Math.log(p);
        }
        assertEquals(Math.exp(entropy), harness.scalar(loss.metrics().get("perplexity")), ROUNDING);
      }
    }
  }

  private static float[] codebook(Model model) {
    return model.parameters.byName().containsKey("encoder.codebook")
        ? model.parameters.values("encoder.codebook")
        // Sizes are 1 at the start: smoothing changes nothing.
        : model.harness.get(model.parameters.states().inputs().get("encoder.codebook.sums"));
  }

  /** Writes the nearest codes, and returns the squared distance to them. */
  private static double quantize(Model model, double[][] encoded, double[][] chosen, int[] counts) {
    float[] codebook = codebook(model);
    double sum = 0;
    for (int b = 0; b < BATCH; b++) {
      for (int g = 0; g < LATENTS; g += WIDTH) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int code = 0; code < CODES; code++) {
          double distance = 0;
          for (int c = 0; c < WIDTH; c++) {
            double rest = codebook[code * WIDTH + c] - encoded[b][g + c];
            distance += rest * rest;
          }
          if (distance < least) {
            least = distance;
            nearest = code;
          }
        }
        counts[nearest]++;
        sum += least;
        for (int c = 0; c < WIDTH; c++) {
          chosen[b][g + c] = codebook[nearest * WIDTH + c];
        }
      }
    }
    return sum;
  }

  @Test
  void theCodebookMovesTowardsWhatIsNearToItAndTheDecoderDownItsOwnSlope() {
    try (Model model = quantized(new Codebook.ByGradient())) {
      Loss loss = model.vqVae(0.4);
      GraphHarness harness = model.harness;
      Operand<TFloat32> surrogate = ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER);
      Operand<TFloat32> codebook = model.parameters.byName().get("encoder.codebook");
      float[] gradient = harness.run(harness.gradient(surrogate, codebook));
      // ∂‖z_e − e‖²/∂e alone: the distortion reaches z_e past the codes.
      double[][] encoded = model.codes();
      double[][] chosen = new double[BATCH][LATENTS];
      quantize(model, encoded, chosen, new int[CODES]);
      double[] expected = new double[CODES * WIDTH];
      float[] codes = codebook(model);
      for (int b = 0; b < BATCH; b++) {
        for (int i = 0; i < LATENTS; i++) {
          for (int code = 0; code < CODES; code++) {
            int g = i / WIDTH * WIDTH;
            if (chosen[b][g] == codes[code * WIDTH]
                && chosen[b][g + 1] == codes[code * WIDTH + 1]) {
              expected[code * WIDTH + i % WIDTH] += 2 * (chosen[b][i] - encoded[b][i]) / BATCH;
            }
          }
        }
      }
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], gradient[i], 1e-5, "code " + i);
      }
      for (String name : model.parameters.names(ParameterGroup.DECODER)) {
        Operand<TFloat32> input = model.parameters.byName().get(name);
        DirectionalDerivative.assertGradient(
            harness, surrogate, input, harness.run(harness.gradient(surrogate, input)), 1e-3, name);
      }
    }
  }

  @Test
  void onlyTheEncoderSeesCorruptedObservationsAndOnlyInTraining() {
    for (Corruption corruption :
        List.of(new Corruption.Gaussian(0.5), new Corruption.Masking(0.4))) {
      try (Model model = autoencoder(corruption)) {
        GraphHarness harness = model.harness;
        Coded training = model.coded(Pass.training(harness.noise(1, "network")));
        Coded evaluation = model.coded(Pass.evaluation());
        List<float[]> first =
            harness.run(List.of(training.code(), training.logLikelihood(), evaluation.code()));
        harness.setStep(1);
        List<float[]> second =
            harness.run(List.of(training.code(), training.logLikelihood(), evaluation.code()));
        assertFalse(Arrays.equals(first.get(0), second.get(0)), "fresh at each step");
        assertArrayEquals(first.get(2), second.get(2));
        double[][] clean = model.codes();
        double[][] codes = new double[BATCH][LATENTS];
        for (int i = 0; i < BATCH * LATENTS; i++) {
          assertEquals(clean[i / LATENTS][i % LATENTS], second.get(2)[i], 1e-5);
          codes[i / LATENTS][i % LATENTS] = second.get(0)[i];
        }
        // The likelihood is that of the clean observation at the corrupted one's code.
        double sum = 0;
        for (float log : second.get(1)) {
          sum -= log;
        }
        assertEquals(model.distortion(codes), sum / BATCH, ROUNDING);
      }
    }
  }
}
