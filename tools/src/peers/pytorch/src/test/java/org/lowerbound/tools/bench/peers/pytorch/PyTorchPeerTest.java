package org.lowerbound.tools.bench.peers.pytorch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowerbound.tools.bench.Peer;
import org.lowerbound.tools.bench.Workload;

final class PyTorchPeerTest {
  /** With all parameters 0, every pixel has probability 1/2 and q is the prior: all is known. */
  private static final double LOG_LIKELIHOOD_OF_ZEROS = -Workload.PIXELS * Math.log(2);

  /** A sum of 784 floats of 0.69, then of the same again: a few units in the last place of 543. */
  private static final double ROUNDING = 1e-3;

  private Engine engine;

  @BeforeEach
  void seed() {
    engine = PyTorchPeer.engine();
    engine.setRandomSeed(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"W1", "W2"})
  void boundOfZeroParametersIsKnown(Workload workload) {
    try (NDManager manager = engine.newBaseManager()) {
      Training training = new Training(manager, workload, Linear::zeros);
      assertEquals(LOG_LIKELIHOOD_OF_ZEROS, training.bound(), ROUNDING);
    }
  }

  @Test
  void likelihoodOfZeroParametersIsKnown() {
    try (NDManager manager = engine.newBaseManager()) {
      Likelihood likelihood = new Likelihood(manager, Workload.W3, 1000, Linear::zeros);
      likelihood.run();
      assertEquals(LOG_LIKELIHOOD_OF_ZEROS, likelihood.logLikelihood(), ROUNDING);
    }
  }

  /**
   * Steps learn, at the least, how dark the images are. A pixel is 1 with probability 0.1, and a
   * model that knows just that has 784 · 0.325 = 255 nats: from over 500 to below 300 in 60 steps.
   */
  @ParameterizedTest
  @EnumSource(names = {"W1", "W2"})
  void boundRisesWithTraining(Workload workload) {
    try (NDManager manager = engine.newBaseManager()) {
      Training training = new Training(manager, workload, Linear::glorot);
      double before = training.bound();
      for (int step = 0; step < 60; step++) {
        training.run();
      }
      assertTrue(before < -500, "before: " + before);
      assertTrue(training.bound() > -300, "after: " + training.bound());
    }
  }

  /** The surrogate's gradient is that of the bound: the normalised weights, here in double. */
  @Test
  void surrogateHasTheBoundsGradient() {
    float[] logWeights = {-3, -1, -2, -200, 5, 5, 4.5f, 0};
    try (NDManager manager = engine.newBaseManager()) {
      float[] bound = gradient(manager, logWeights, true);
      float[] surrogate = gradient(manager, logWeights, false);
      for (int row = 0; row < 2; row++) {
        double sum = 0;
        for (int k = 0; k < 4; k++) {
          sum += Math.exp(logWeights[4 * row + k]);
        }
        for (int k = 0; k < 4; k++) {
          int i = 4 * row + k;
          double expected = Math.exp(logWeights[i]) / sum;
          assertEquals(expected, bound[i], 1e-6);
          assertEquals(expected, surrogate[i], 1e-6);
        }
      }
      assertEquals(0, surrogate[3], "a negligible weight is 0, not a denormal number");
    }
  }

  @Test
  void isFoundAndHasAllWorkloads() {
    Peer peer = ServiceLoader.load(Peer.class).findFirst().orElseThrow();
    assertTrue(peer.version().matches("2\\.\\d+\\.\\d+ \\(DJL 0\\.\\d+\\.\\d+\\)"), peer.version());
    for (Workload workload : Workload.values()) {
      assertTrue(peer.examplesPerSecond(workload, Duration.ofMillis(10)).orElseThrow() > 0);
    }
  }

  private float[] gradient(NDManager manager, float[] values, boolean exact) {
    NDArray logWeights = manager.create(values, new Shape(2, 4));
    logWeights.setRequiresGradient(true);
    try (GradientCollector collector = engine.newGradientCollector()) {
      NDArray bound =
          exact
              ? Bounds.importanceWeighted(logWeights)
              : Bounds.importanceWeightedSurrogate(logWeights);
      collector.backward(bound.sum());
    }
    return logWeights.getGradient().toFloatArray();
  }
}
