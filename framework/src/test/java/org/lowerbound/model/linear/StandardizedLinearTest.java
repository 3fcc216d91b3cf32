package org.lowerbound.model.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Normal;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What linear models report of standardised values is the density of the raw ones. */
final class StandardizedLinearTest {
  private static final int D = 4;
  private static final int K = 2;
  private static final int BATCH = 3;
  private static final double[] MEAN = {100, -2, 0.5, 0};
  private static final double[] SCALE = {20, 0.1, 3, 1};
  private static final Standardization STANDARDIZATION =
      new Standardization(ImmutableDoubleArray.copyOf(MEAN), ImmutableDoubleArray.copyOf(SCALE));
  private static final GraphHarness HARNESS = new GraphHarness();

  @AfterAll
  static void close() {
    HARNESS.close();
  }

  private static LinearNormal model(ModelSpec spec, InputParameters parameters, boolean raw) {
    return (LinearNormal)
        spec.build(
            parameters.scope(
                new ObservedData(
                    Shape.of(D),
                    ValueKind.REAL,
                    ImmutableDoubleArray.copyOf(new double[D]),
                    0,
                    raw ? Optional.of(STANDARDIZATION) : Optional.empty())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ppca", "factor-analysis"})
  void theLikelihoodIsTheNormalDensityOfTheRawValues(String type) {
    ModelSpec spec =
        type.equals("ppca")
            ? new ProbabilisticPca(K, new Normal(1), 0.7)
            : new FactorAnalysis(K, new Normal(1), 0.7);
    Ops tf = HARNESS.tf();
    InputParameters parameters = new InputParameters(HARNESS, 3);
    LinearNormal model = model(spec, parameters, true);
    InputParameters ofPlain = new InputParameters(HARNESS, 3);
    LinearNormal plain = model(spec, ofPlain, false);
    float[] y = Draws.normal("y", BATCH * D, 0, 1.5);
    Operand<TFloat32> seen = HARNESS.input(Shape.of(BATCH, D), y);
    Operand<TFloat32> logProb = model.logProb(tf, seen, Pass.evaluation());
    float[] actual = HARNESS.run(logProb);

    // x = m + s (Wz + σε) has the loadings sW and the noise sσ.
    float[] w = parameters.values(LinearNormal.LOADINGS);
    float[] logScale = parameters.values(LinearNormal.LOG_SCALE);
    double[][] rawLoadings = new double[D][K];
    double[] rawSigma = new double[D];
    for (int i = 0; i < D; i++) {
      for (int k = 0; k < K; k++) {
        rawLoadings[i][k] = SCALE[i] * w[i * K + k];
      }
      rawSigma[i] = SCALE[i] * Math.exp(logScale[i % logScale.length]);
    }
    HostNormal raw = new HostNormal(MEAN, HostNormal.covariance(rawLoadings, rawSigma));
    double[] expected = new double[BATCH];
    for (int b = 0; b < BATCH; b++) {
      double[] x = new double[D];
      for (int i = 0; i < D; i++) {
        x[i] = STANDARDIZATION.raw(i, y[b * D + i]);
      }
      expected[b] = raw.logProb(x);
      // Some tens of operations on 32-bit floats of the size of the result.
      assertEquals(expected[b], actual[b], 1e-5 * Math.abs(expected[b]));
    }
    // As importance weights, whatever the draw: a sum of terms that may be larger than it.
    float[] weights =
        HARNESS.run(
            model
                .terms(tf, seen, HARNESS.noise(1, type), 2, Pass.evaluation())
                .logWeight(tf)); // [2, B]
    for (int i = 0; i < weights.length; i++) {
      assertEquals(expected[i % BATCH], weights[i], 2e-5 * Math.abs(expected[i % BATCH]));
    }

    // A constant moves no gradient.
    Operand<TFloat32> plainLogProb = plain.logProb(tf, seen, Pass.evaluation());
    for (String name : ImmutableList.of(LinearNormal.LOADINGS, LinearNormal.LOG_SCALE)) {
      assertArrayEquals(
          HARNESS.run(HARNESS.gradient(plainLogProb, ofPlain.byName().get(name))),
          HARNESS.run(HARNESS.gradient(logProb, parameters.byName().get(name))));
    }
    float[] ofSeen = HARNESS.run(plainLogProb);
    for (int b = 0; b < BATCH; b++) {
      // log(20 · 0.1 · 3 · 1), up to the rounding of the sum.
      assertEquals(Math.log(6), ofSeen[b] - actual[b], 1e-6 * (1 + Math.abs(ofSeen[b])));
    }
  }
}
