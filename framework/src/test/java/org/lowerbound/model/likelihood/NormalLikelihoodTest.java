package org.lowerbound.model.likelihood;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class NormalLikelihoodTest {
  private static final int LATENTS = 2;
  private static final int DIMENSION = 3;
  private static final double[] MEAN = {-1, 0.5, 4};
  private static final Mlp LINEAR =
      new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());

  private final float[] z = Draws.normal("z", 2 * LATENTS, 0, 1);
  private final float[] x = Draws.normal("x", 2 * DIMENSION, 1, 2);

  private static ObservedData observed() {
    return new ObservedData(Shape.of(DIMENSION), ValueKind.REAL, ImmutableDoubleArray.copyOf(MEAN));
  }

  /** Returns log N(x; μ(z), σ²) with one σ for each of the two observations and three values. */
  private double[] expected(InputParameters parameters, double[][] sigma) {
    float[] w = parameters.values("decoder.loc.weights");
    float[] b = parameters.values("decoder.loc.bias");
    double[] logProb = new double[2];
    for (int row = 0; row < 2; row++) {
      for (int d = 0; d < DIMENSION; d++) {
        double mu = b[d];
        for (int l = 0; l < LATENTS; l++) {
          mu += (double) z[row * LATENTS + l] * w[l * DIMENSION + d];
        }
        double standardised = (x[row * DIMENSION + d] - mu) / sigma[row][d];
        logProb[row] -=
            0.5 * standardised * standardised
                + Math.log(sigma[row][d])
                + 0.5 * Math.log(2 * Math.PI);
      }
    }
    return logProb;
  }

  private void check(
      GraphHarness harness, Conditional<Distribution> likelihood, double[] expected) {
    Distribution p =
        likelihood.given(
            harness.tf(), harness.input(Shape.of(2, 1, LATENTS), z), Pass.evaluation());
    Operand<TFloat32> logProb =
        p.logProb(harness.tf(), harness.input(Shape.of(2, 1, DIMENSION), x));
    assertEquals(Shape.of(2, 1), harness.shape(logProb));
    float[] actual = harness.run(logProb);
    for (int row = 0; row < 2; row++) {
      // Some ten operations of 32-bit floats on each of three terms.
      assertEquals(expected[row], actual[row], 2e-6 * (DIMENSION + Math.abs(expected[row])));
    }
  }

  private static Conditional<Distribution> build(InputParameters parameters, Scale scale) {
    return build(parameters, new NormalLikelihood(scale, OutputBias.DATA_MEAN));
  }

  private static Conditional<Distribution> build(
      InputParameters parameters, NormalLikelihood likelihood) {
    Parameterization<Distribution> family = likelihood.build(parameters.scope(observed()));
    return Conditional.of(
        LINEAR.build(parameters, "decoder", Shape.of(LATENTS), family.heads()), family);
  }

  @Test
  void aFixedScaleHasNoParameter() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      Conditional<Distribution> likelihood = build(parameters, new Scale.Fixed(0.7));
      assertEquals(2, parameters.byName().size());
      check(harness, likelihood, expected(parameters, new double[][] {{.7, .7, .7}, {.7, .7, .7}}));
    }
  }

  @Test
  void aLearnedScaleIsOneNumber() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      Conditional<Distribution> likelihood = build(parameters, new Scale.Learned(2));
      assertArrayEquals(
          new float[] {(float) Math.log(2)}, parameters.values("likelihood.logScale"), 1e-7f);
      check(harness, likelihood, expected(parameters, new double[][] {{2, 2, 2}, {2, 2, 2}}));
    }
  }

  @Test
  void aScaleForEachPixelIsAVector() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      Conditional<Distribution> likelihood = build(parameters, new Scale.PerPixel(0.5));
      float first = (float) Math.log(0.5);
      assertArrayEquals(
          new float[] {first, first, first}, parameters.values("likelihood.logScale"), 1e-7f);
      harness.set(
          parameters.byName().get("likelihood.logScale"),
          (float) Math.log(0.5),
          0,
          (float) Math.log(3));
      check(harness, likelihood, expected(parameters, new double[][] {{.5, 1, 3}, {.5, 1, 3}}));
    }
  }

  @Test
  void aScaleForEachObservationIsAFunctionOfTheLatents() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      Conditional<Distribution> likelihood = build(parameters, new Scale.PerObservation(1.5));
      assertFalse(parameters.byName().containsKey("likelihood.logScale"));
      float[] w = parameters.values("decoder.logScale.weights");
      float[] b = parameters.values("decoder.logScale.bias");
      assertArrayEquals(new float[] {(float) Math.log(1.5)}, b, 1e-7f);
      double[][] sigma = new double[2][DIMENSION];
      for (int row = 0; row < 2; row++) {
        double s = Math.exp(b[0] + z[row * 2] * w[0] + z[row * 2 + 1] * w[1]);
        sigma[row] = new double[] {s, s, s};
      }
      check(harness, likelihood, expected(parameters, sigma));
    }
  }

  @Test
  void theMeanStartsAtTheTrainingMeanOrAtZero() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      build(parameters, new Scale.Fixed(1));
      assertArrayEquals(new float[] {-1, 0.5f, 4}, parameters.values("decoder.loc.bias"));
    }
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      build(parameters, new NormalLikelihood(new Scale.Fixed(1), OutputBias.ZEROS));
      assertArrayEquals(new float[3], parameters.values("decoder.loc.bias"));
    }
  }

  @Test
  void fitsAllKindsOfValues() {
    NormalLikelihood likelihood = new NormalLikelihood(new Scale.Fixed(1), OutputBias.ZEROS);
    for (ValueKind kind : ValueKind.values()) {
      assertDoesNotThrow(() -> likelihood.checkFits(kind));
    }
  }

  @Test
  void aScaleIsPositiveAndFinite() {
    assertEquals(
        "value must be positive and finite but is 0.0",
        assertThrows(IllegalArgumentException.class, () -> new Scale.Fixed(0)).getMessage());
    assertEquals(
        "initial must be positive and finite but is Infinity",
        assertThrows(
                IllegalArgumentException.class, () -> new Scale.Learned(Double.POSITIVE_INFINITY))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Scale.PerPixel(-1));
    assertThrows(IllegalArgumentException.class, () -> new Scale.PerObservation(Double.NaN));
  }

  @Test
  void aFirstScaleThatTheBoundWouldChangeIsRefused() {
    // Outside e^±10 the model would silently start elsewhere, and never get a gradient.
    for (double initial : new double[] {Math.exp(10.5), Math.exp(-10.5)}) {
      assertThrows(IllegalArgumentException.class, () -> new Scale.Learned(initial));
      assertThrows(IllegalArgumentException.class, () -> new Scale.PerPixel(initial));
      assertThrows(IllegalArgumentException.class, () -> new Scale.PerObservation(initial));
    }
    assertDoesNotThrow(() -> new Scale.Fixed(Math.exp(10.5)));
    assertDoesNotThrow(() -> new Scale.Learned(Math.exp(9.9)));
  }
}
