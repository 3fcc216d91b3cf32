package org.lowerbound.model.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.numeric.Cholesky;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** The updates of Bayesian PCA, against the bound that is summed up on the host from its terms. */
final class VariationalPcaTest {
  private static final int N = 200;
  private static final int D = 6;
  private static final int K = 3;
  private static final double SHAPE = 1e-3;
  private static final double RATE = 2e-3;
  private static final double BETA = 1e-3;
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private static final double[] X = waves();
  private static final PriorsOfPca PRIORS =
      new PriorsOfPca(mean(), K, new GammaPrior(SHAPE, RATE), BETA);

  private static double[] waves() {
    double[] values = new double[N * D];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < D; j++) {
        values[i * D + j] =
            3
                + Math.sin(0.1 * (i + 1) * (j + 1))
                + 0.5 * Math.cos(0.37 * (i + 1)) * (j - 2)
                + 0.3 * Math.sin(1.7 * (i + 1) + 2.3 * j * j);
      }
    }
    return values;
  }

  private static ImmutableDoubleArray mean() {
    double[] mean = new double[D];
    for (int i = 0; i < N * D; i++) {
      mean[i % D] += X[i] / N;
    }
    return ImmutableDoubleArray.copyOf(mean);
  }

  /** All factors with the q(z) that was last made, as numbers. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody writes to them.
  private record Numbers(
      double[] w,
      double[] covariance,
      double[] shift,
      double meanVariance,
      double[] precisions,
      double noise,
      double[] codes,
      double[] codeCovariance) {}

  /** Returns the bound on log p(X), term by term. */
  private static double bound(Numbers q) {
    double[] gram = new double[K * K]; // E WᵀW
    double[] second = new double[K * K]; // Σ E zzᵀ
    for (int a = 0; a < K; a++) {
      for (int b = 0; b < K; b++) {
        gram[a * K + b] = D * q.covariance[a * K + b];
        for (int i = 0; i < D; i++) {
          gram[a * K + b] += q.w[i * K + a] * q.w[i * K + b];
        }
        second[a * K + b] = N * q.codeCovariance[a * K + b];
        for (int n = 0; n < N; n++) {
          second[a * K + b] += q.codes[n * K + a] * q.codes[n * K + b];
        }
      }
    }
    double error = N * D * q.meanVariance;
    for (int n = 0; n < N; n++) {
      for (int i = 0; i < D; i++) {
        double r = X[n * D + i] - PRIORS.data().get(i) - q.shift[i];
        error += r * r;
        for (int a = 0; a < K; a++) {
          error -= 2 * r * q.w[i * K + a] * q.codes[n * K + a];
        }
      }
    }
    for (int a = 0; a < K * K; a++) {
      error += gram[a] * second[a];
    }
    double noiseShape = SHAPE + N * D / 2.0;
    double loadingsShape = SHAPE + D / 2.0;
    double logNoise = digamma(noiseShape) - Math.log(noiseShape / q.noise);
    double sum = N * D / 2.0 * (logNoise - LOG_TWO_PI) - q.noise / 2 * error;
    for (int a = 0; a < K; a++) {
      sum -= N * LOG_TWO_PI / 2 + second[a * (K + 1)] / 2; // E log p(z)
      double logPrecision = digamma(loadingsShape) - Math.log(loadingsShape / q.precisions[a]);
      sum += D / 2.0 * (logPrecision - LOG_TWO_PI) - q.precisions[a] * gram[a * (K + 1)] / 2;
      sum += ofGamma(loadingsShape, q.precisions[a]);
    }
    sum += N * entropy(q.codeCovariance) + D * entropy(q.covariance);
    sum += ofGamma(noiseShape, q.noise);
    for (int i = 0; i < D; i++) {
      double m = PRIORS.data().get(i) + q.shift[i];
      sum += (Math.log(BETA) - LOG_TWO_PI - BETA * (m * m + q.meanVariance)) / 2;
      sum += (1 + LOG_TWO_PI + Math.log(q.meanVariance)) / 2;
    }
    return sum;
  }

  /** Returns the entropy of N(·, C). */
  private static double entropy(double... c) {
    double[][] rows = new double[K][K];
    for (int i = 0; i < K * K; i++) {
      rows[i / K][i % K] = c[i];
    }
    return (K * (1 + LOG_TWO_PI) + new Cholesky(rows).logDeterminant()) / 2;
  }

  /** Returns E log p + H of a gamma distribution of a shape and a mean. */
  private static double ofGamma(double a, double mean) {
    double b = a / mean;
    double expectedLog = digamma(a) - Math.log(b);
    return (SHAPE - 1) * expectedLog
        - RATE * mean
        + SHAPE * Math.log(RATE)
        - logGamma(SHAPE)
        + a
        - Math.log(b)
        + logGamma(a)
        + (1 - a) * digamma(a);
  }

  private static double digamma(double x) {
    double below = 0;
    double y = x;
    for (; y < 20; y++) {
      below -= 1 / y;
    }
    double f = 1 / (y * y); // The asymptotic series; the next term is below 1e-16.
    return below
        + Math.log(y)
        - 0.5 / y
        - f * (1 / 12.0 - f * (1 / 120.0 - f * (1 / 252.0 - f * (1 / 240.0 - f / 132))));
  }

  private static double logGamma(double x) {
    double below = 0;
    double y = x;
    for (; y < 20; y++) {
      below -= Math.log(y);
    }
    double f = 1 / (y * y);
    return below
        + (y - 0.5) * Math.log(y)
        - y
        + LOG_TWO_PI / 2
        + (1 / 12.0 - f * (1 / 360.0 - f * (1 / 1260.0 - f / 1680))) / y;
  }

  /** The nodes of a state. */
  private record Nodes(
      VariationalPca factors, Operand<TFloat64> codes, Operand<TFloat64> codeCovariance) {
    List<Operand<TFloat64>> all() {
      return ImmutableList.of(
          factors.loadings(),
          factors.covariance().matrix(),
          factors.shift(),
          factors.meanVariance(),
          factors.precisions(),
          factors.noisePrecision(),
          codes,
          codeCovariance);
    }
  }

  /** Runs nodes in double precision, each as the sum of two 32-bit floats. */
  private static List<double[]> run(GraphHarness harness, List<Operand<TFloat64>> nodes) {
    Ops tf = harness.tf();
    List<Operand<TFloat32>> parts = new ArrayList<>();
    for (Operand<TFloat64> node : nodes) {
      Operand<TFloat32> high = tf.dtypes.cast(node, TFloat32.class);
      parts.add(high);
      parts.add(
          tf.dtypes.cast(tf.math.sub(node, tf.dtypes.cast(high, TFloat64.class)), TFloat32.class));
    }
    ImmutableList<float[]> values = harness.run(parts);
    List<double[]> results = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      double[] sum = new double[values.get(2 * i).length];
      for (int j = 0; j < sum.length; j++) {
        sum[j] = (double) values.get(2 * i)[j] + values.get(2 * i + 1)[j];
      }
      results.add(sum);
    }
    return results;
  }

  @Test
  void noUpdateOfAFactorLowersTheBound() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      double[] w = new double[D * K];
      double[] deviations = new double[N * D];
      for (int i = 0; i < w.length; i++) {
        w[i] = Math.sin(1 + 3.3 * i);
      }
      for (int i = 0; i < deviations.length; i++) {
        deviations[i] = X[i] - PRIORS.data().get(i % D);
      }
      Operand<TFloat64> x = tf.reshape(tf.constant(deviations), tf.array(N, D));
      VariationalPca q =
          new VariationalPca(
              tf.reshape(tf.constant(w), tf.array(D, K)),
              SpdInverse.of(tf, tf.math.mul(tf.constant(7.0), PosteriorFactor.identity(tf, K)), K),
              tf.constant(new double[] {0.2, -0.1, 0.3, 0, 0.1, -0.2}),
              tf.constant(0.5),
              tf.constant(new double[] {2, 0.3, 1}),
              tf.constant(0.8));
      List<Nodes> states = new ArrayList<>();
      List<Operand<TFloat64>> ofGraph = new ArrayList<>(); // The bound after each q(z).
      for (int sweep = 0; sweep < 4; sweep++) {
        Operand<TFloat64> codes = q.codes(tf, x, PRIORS);
        Operand<TFloat64> covariance = q.codeCovariance(tf, PRIORS).matrix();
        Operand<TFloat64> n = tf.constant((double) N);
        ofGraph.add(
            tf.math.add(
                tf.reduceSum(q.ofExamples(tf, x, n, PRIORS), tf.constant(0)),
                q.negativeKl(tf, n, PRIORS)));
        states.add(new Nodes(q, codes, covariance));
        VariationalPca.Sums sums = q.sums(tf, q.statistics(tf, x, PRIORS), N, PRIORS);
        q = q.withLoadings(tf, sums, PRIORS);
        states.add(new Nodes(q, codes, covariance));
        q = q.withMean(tf, sums, PRIORS);
        states.add(new Nodes(q, codes, covariance));
        q = q.withPrecisions(tf, PRIORS);
        states.add(new Nodes(q, codes, covariance));
        q = q.withNoise(tf, sums, PRIORS);
        states.add(new Nodes(q, codes, covariance));
      }
      List<Operand<TFloat64>> nodes = new ArrayList<>(ofGraph);
      states.forEach(state -> nodes.addAll(state.all()));
      List<double[]> values = run(harness, nodes);
      double last = Double.NEGATIVE_INFINITY;
      for (int s = 0; s < states.size(); s++) {
        List<double[]> v = values.subList(ofGraph.size() + 8 * s, ofGraph.size() + 8 * (s + 1));
        double bound =
            bound(
                new Numbers(
                    v.get(0),
                    v.get(1),
                    v.get(2),
                    v.get(3)[0],
                    v.get(4),
                    v.get(5)[0],
                    v.get(6),
                    v.get(7)));
        // Sums of some thousands of terms that were fetched with 48 bits.
        assertTrue(bound > last - 1e-7, "update %s: %s after %s".formatted(s, bound, last));
        if (s % 5 == 0) { // A new q(z): the best, so that the graph's short form holds.
          assertEquals(bound, values.get(s / 5)[0], 1e-7);
        } else if (s < 5) { // The first sweep is far from the end.
          assertTrue(bound > last + 1e-3, "update %s: %s after %s".formatted(s, bound, last));
        }
        last = bound;
      }
    }
  }

  @Test
  void aModelOfNoLatentsInUseIsANormal() {
    // With W = 0 and nothing uncertain, the part of an example is log N(x; μ, I / τ).
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      double noise = 0.4;
      VariationalPca q =
          new VariationalPca(
              tf.constant(Shape.of(D, K), DataBuffers.of(new double[D * K])),
              SpdInverse.of(tf, tf.math.mul(tf.constant(1e12), PosteriorFactor.identity(tf, K)), K),
              tf.constant(new double[D]),
              tf.constant(1e-12),
              tf.constant(new double[] {1, 1, 1}),
              tf.constant(noise));
      double[] row = {1, -2, 0.5, 0, 3, -1};
      double many = 1e12; // Examples, so that E log τ = log E τ.
      double actual =
          run(
                  harness,
                  ImmutableList.of(
                      q.ofExamples(
                          tf,
                          tf.reshape(tf.constant(row), tf.array(1, D)),
                          tf.constant(many),
                          PRIORS)))
              .get(0)[0];
      double expected = 0;
      for (double value : row) {
        expected += 0.5 * (Math.log(noise) - LOG_TWO_PI - noise * value * value);
      }
      assertEquals(expected, actual, 1e-9);
    }
  }
}
