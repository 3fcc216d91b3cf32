package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.evaluation.compression.BitsBack;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.mixture.BernoulliMixture;
import org.lowerbound.objective.closedform.ClosedFormEm;
import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/** EM of a mixture against a program in double precision, and the code that it gives. */
class MixtureTrialTest {
  private static final int N = 300;
  private static final int D = 9;
  private static final int K = 2;
  private static final double PRIOR = 1;

  @TempDir Path directory;

  private static final byte[] BITS = bits();

  private static byte[] bits() {
    RandomStream stream = new RandomStream(4, "bits");
    byte[] bits = new byte[N * D];
    for (int n = 0; n < N; n++) {
      double one = stream.nextDouble() < 0.4 ? 0.85 : 0.25;
      for (int i = 0; i < D; i++) {
        bits[n * D + i] = (byte) (stream.nextDouble() < (i == 0 ? 0.5 : one) ? 1 : 0);
      }
    }
    return bits;
  }

  private static final Dataset DATA =
      Trials.dataset(
          Shape.of(D),
          ValueKind.BINARY,
          FreshDraw.NOTHING,
          ImmutableMap.of(
              Split.TRAIN, new Observations.Bytes(BITS, N, D),
              Split.TEST, new Observations.Bytes(BITS, N, D)));

  /** The same in double precision: probabilities, weights, and log p(x). */
  private static final class Host {
    private final double[][] ones = new double[K][D];
    private final double[] weights = {0.5, 0.5};

    Host() {
      for (int k = 0; k < K; k++) {
        for (int i = 0; i < D; i++) {
          ones[k][i] = 1 / (1 + Math.exp(-first()[k * D + i]));
        }
      }
    }

    static float[] first() {
      float[] logits = new float[K * D];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) Math.sin(1.7 * i);
      }
      return logits;
    }

    double logProb(int n, double[] joint) {
      double all = 0;
      for (int k = 0; k < K; k++) {
        joint[k] = weights[k];
        for (int i = 0; i < D; i++) {
          joint[k] *= BITS[n * D + i] == 1 ? ones[k][i] : 1 - ones[k][i];
        }
        all += joint[k];
      }
      for (int k = 0; k < K; k++) {
        joint[k] /= all;
      }
      return Math.log(all);
    }

    double meanLogProb() {
      double sum = 0;
      for (int n = 0; n < N; n++) {
        sum += logProb(n, new double[K]) / N;
      }
      return sum;
    }

    void step() {
      double[][] counts = new double[K][D];
      double[] all = new double[K];
      double[] share = new double[K];
      for (int n = 0; n < N; n++) {
        logProb(n, share);
        for (int k = 0; k < K; k++) {
          all[k] += share[k];
          for (int i = 0; i < D; i++) {
            counts[k][i] += share[k] * BITS[n * D + i];
          }
        }
      }
      for (int k = 0; k < K; k++) {
        weights[k] = (all[k] + PRIOR) / (N + K * PRIOR);
        for (int i = 0; i < D; i++) {
          ones[k][i] = (counts[k][i] + PRIOR) / (all[k] + 2 * PRIOR);
        }
      }
    }
  }

  private TrialOutcome trained(int epochs) {
    TrialSpec spec =
        new TrialSpec(
            source -> DATA,
            new StartsAt(
                new BernoulliMixture(K, PRIOR, 0.5),
                ImmutableMap.of("decoder.logits", Host.first())),
            new ClosedFormEm(),
            Trials.adam(),
            new TrainingSpec(100, Optional.of(epochs), Optional.empty(), Optional.empty(), 10, 1),
            new EvaluationSpec(
                ImmutableList.of(
                    new Nll(1, 1), new ElboMetric(2, KlEstimator.CLOSED_FORM), new BitsBack(N, 10)),
                ImmutableList.of(Split.TEST),
                ImmutableList.of()),
            1);
    return Trials.run(spec, DATA, new Trials.Recorder(), directory.resolve("em-" + epochs));
  }

  @Test
  void emIsThatOfAnotherProgram() {
    Host host = new Host();
    host.step();
    assertEquals(-host.meanLogProb(), trained(1).metrics().get("nll").value(), 1e-5);
    for (int i = 1; i < 20; i++) {
      host.step();
    }
    TrialOutcome outcome = trained(20);
    double nll = outcome.metrics().get("nll").value();
    assertEquals(-host.meanLogProb(), nll, 1e-5);
    // The bound is the likelihood, but for two draws of z in its distortion; the rate is below the
    // one bit that z has.
    double error = outcome.metrics().get("elbo").standardError().orElseThrow();
    assertEquals(-nll, outcome.metrics().get("elbo").value(), 4 * error);
    assertTrue(outcome.metrics().get("rate").value() < Math.log(2));
    assertTrue(outcome.metrics().get("rate").value() > 0.2);
    // Bits back with the exact posterior: the code has the length of the likelihood, a code of
    // one bit for each image, and 300 values of 9 bits. A word at the end is not even half used.
    double bits = outcome.metrics().get("bits-back-rate").value() * N * D;
    assertEquals(nll / Math.log(2) * N, bits, 32);
  }
}
