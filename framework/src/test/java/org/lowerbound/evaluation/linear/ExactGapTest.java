package org.lowerbound.evaluation.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.Model;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.linear.FactorAnalysis;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.LaplacePosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Normal;
import org.lowerbound.numeric.SymmetricEigen;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.ndarray.Shape;

/** A linear VAE at the optimum of PPCA, turned, with the best diagonal posterior there is. */
final class ExactGapTest {
  private static final int N = 200;
  private static final int D = 6;
  private static final int K = 2;

  private static float[] waves() {
    float[] values = new float[N * D];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < D; j++) {
        values[i * D + j] =
            (float)
                (Math.sin(0.1 * (i + 1) * (j + 1))
                    + 0.5 * Math.cos(0.37 * (i + 1)) * (j - 2)
                    + 0.3 * Math.sin(1.7 * (i + 1) + 2.3 * j * j));
      }
    }
    return values;
  }

  private static double[] mean(float... x) {
    double[] mean = new double[D];
    for (int i = 0; i < N * D; i++) {
      mean[i % D] += x[i] / (double) N;
    }
    return mean;
  }

  private static Vae vae(Mlp network) {
    return new Vae(
        K,
        new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform()),
        new DiagonalNormalPosterior(ScaleLink.EXP),
        new StandardNormalPrior(),
        network,
        new NormalLikelihood(new Scale.Learned(1), OutputBias.ZEROS),
        new Corruption.None());
  }

  private static Vae vae() {
    return vae(new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform()));
  }

  private static Dataset dataset(float... x) {
    return Dataset.of(
        "waves",
        Shape.of(D),
        ValueKind.REAL,
        FreshDraw.NOTHING,
        ImmutableMap.of(
            Split.TRAIN,
            new Observations.Floats(x, N, D),
            Split.TEST,
            new Observations.Floats(x, N, D)),
        Optional.empty(),
        Optional.empty());
  }

  private static ObservedData observed(float... x) {
    return new ObservedData(Shape.of(D), ValueKind.REAL, ImmutableDoubleArray.copyOf(mean(x)));
  }

  /** Sets encoder and decoder to the optimum of PPCA, with W turned by an angle. */
  private static void setToOptimum(GraphHarness harness, InputParameters parameters, double angle) {
    float[] x = waves();
    double[] mean = mean(x);
    double[][] covariance = new double[D][D];
    for (int n = 0; n < N; n++) {
      for (int i = 0; i < D; i++) {
        for (int j = 0; j < D; j++) {
          covariance[i][j] += (x[n * D + i] - mean[i]) * (x[n * D + j] - mean[j]) / N;
        }
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    int[] order = eigen.descending();
    double variance = 0;
    for (int u = K; u < D; u++) {
      variance += eigen.values()[order[u]] / (D - K);
    }
    double[][] w = new double[D][K];
    for (int i = 0; i < D; i++) {
      double a = eigen.vector(order[0])[i] * Math.sqrt(eigen.values()[order[0]] - variance);
      double b = eigen.vector(order[1])[i] * Math.sqrt(eigen.values()[order[1]] - variance);
      w[i][0] = a * Math.cos(angle) + b * Math.sin(angle);
      w[i][1] = -a * Math.sin(angle) + b * Math.cos(angle);
    }
    double[][] m = {{variance, 0}, {0, variance}}; // WᵀW + σ² I
    for (double[] row : w) {
      for (int u = 0; u < K; u++) {
        for (int v = 0; v < K; v++) {
          m[u][v] += row[u] * row[v];
        }
      }
    }
    double determinant = m[0][0] * m[1][1] - m[0][1] * m[1][0];
    double[][] inverse = {
      {m[1][1] / determinant, -m[0][1] / determinant},
      {-m[1][0] / determinant, m[0][0] / determinant}
    };
    float[] toCodes = new float[D * K]; // [D, K]: W M⁻¹
    float[] toValues = new float[K * D]; // [K, D]: Wᵀ
    double[] bias = new double[K];
    for (int i = 0; i < D; i++) {
      for (int u = 0; u < K; u++) {
        double element = w[i][0] * inverse[0][u] + w[i][1] * inverse[1][u];
        toCodes[i * K + u] = (float) element;
        toValues[u * D + i] = (float) w[i][u];
        bias[u] -= element * mean[i];
      }
    }
    harness.set(parameters.byName().get("encoder.loc.weights"), toCodes);
    harness.set(parameters.byName().get("encoder.loc.bias"), (float) bias[0], (float) bias[1]);
    harness.set(parameters.byName().get("encoder.logScale.weights"), new float[D * K]);
    harness.set(
        parameters.byName().get("encoder.logScale.bias"),
        (float) (0.5 * Math.log(variance / m[0][0])),
        (float) (0.5 * Math.log(variance / m[1][1])));
    harness.set(parameters.byName().get("decoder.loc.weights"), toValues);
    float[] offset = new float[D];
    for (int i = 0; i < D; i++) {
      offset[i] = (float) mean[i];
    }
    harness.set(parameters.byName().get("decoder.loc.bias"), offset);
    String scale =
        parameters.byName().keySet().stream()
            .filter(name -> name.startsWith("likelihood."))
            .findFirst()
            .orElseThrow();
    harness.set(parameters.byName().get(scale), (float) (0.5 * Math.log(variance)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.3, 0.098708252008",
    "0.7853981633974483, 0.260751413293",
  })
  void theGapIsThatOfTheTurn(double angle, double expected) {
    try (GraphHarness harness = new GraphHarness()) {
      float[] x = waves();
      InputParameters parameters = new InputParameters(harness, 1);
      Model model = vae().build(parameters.scope(observed(x)));
      setToOptimum(harness, parameters, angle);
      Evaluated evaluated =
          new Evaluated(harness, model, harness.input(Shape.of(N, D), x), N, dataset(x));
      ImmutableMap<String, Estimate> exact = evaluated.measure(new ExactGap());
      // Golden numbers of tools/golden/linear.py. Parameters are 32-bit floats.
      assertEquals(expected, exact.get("exact-gap").value(), 1e-6);
      assertEquals(7.532344632943, exact.get("model-nll").value(), 1e-6);
      assertEquals(
          -exact.get("model-nll").value() - expected, exact.get("exact-elbo").value(), 1e-6);
      assertEquals(N, evaluated.kept().get("model-nll").length);
      // By draws it is the same.
      Estimate drawn = evaluated.measure(new ElboMetric(400, KlEstimator.CLOSED_FORM)).get("elbo");
      // An ELBO of 400 draws of each of 200 examples: its error is below 0.01.
      assertEquals(exact.get("exact-elbo").value(), drawn.value(), 0.03);
    }
  }

  @Test
  void anExactPosteriorHasNoGap() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] x = waves();
      InputParameters parameters = new InputParameters(harness, 1);
      Model model = new FactorAnalysis(3, new Normal(1), 0.7).build(parameters.scope(observed(x)));
      harness.set(parameters.byName().get("decoder.logScale"), 0.1f, -0.4f, 0.3f, -0.2f, 0, -0.6f);
      ImmutableMap<String, Estimate> exact =
          new Evaluated(harness, model, harness.input(Shape.of(N, D), x), N, dataset(x))
              .measure(new ExactGap());
      assertEquals(0, exact.get("exact-gap").value());
    }
  }

  @Test
  void whatIsNotLinearIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] x = waves();
      Model deep =
          vae(new Mlp(ImmutableList.of(3), Activation.TANH, new GlorotUniform()))
              .build(new InputParameters(harness, 1).scope(observed(x)));
      Evaluated evaluated =
          new Evaluated(harness, deep, harness.input(Shape.of(N, D), x), N, dataset(x));
      String message =
          assertThrows(IllegalArgumentException.class, () -> evaluated.measure(new ExactGap()))
              .getMessage();
      assertTrue(message.contains("needs a model with a linear decoder"), message);
      assertTrue(message.contains("a decoder without hidden layers"), message);
      Vae laplace =
          new Vae(
              K,
              new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform()),
              new LaplacePosterior(ScaleLink.EXP),
              new StandardNormalPrior(),
              new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform()),
              new NormalLikelihood(new Scale.Learned(1), OutputBias.ZEROS),
              new Corruption.None());
      Model other = laplace.build(new InputParameters(harness, 2).scope(observed(x)));
      Evaluated ofOther =
          new Evaluated(harness, other, harness.input(Shape.of(N, D), x), N, dataset(x));
      String posterior =
          assertThrows(IllegalArgumentException.class, () -> ofOther.measure(new ExactGap()))
              .getMessage();
      assertTrue(posterior.contains("needs a normal posterior"), posterior);
    }
  }
}
