package org.lowerbound.tools.bench.peers.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.lowerbound.tools.bench.Peer;
import org.lowerbound.tools.bench.Workload;

final class Dl4jPeerTest {
  /**
   * Steps learn, at the least, how dark the images are. A pixel is 1 with probability 0.1, and a
   * model that knows just that has 784 · 0.325 = 255 nats: from over 500 to below 300 in 60 steps.
   */
  @Test
  void elboRisesWithTraining() {
    Pretraining pretraining = new Pretraining(Workload.W1);
    pretraining.run();
    double before = pretraining.elbo();
    for (int step = 0; step < 60; step++) {
      pretraining.run();
    }
    assertTrue(before < -500, "before: " + before);
    assertTrue(pretraining.elbo() > -300, "after: " + pretraining.elbo());
  }

  @Test
  void isFoundAndHasTheFirstWorkloadOnly() {
    Peer peer = ServiceLoader.load(Peer.class).findFirst().orElseThrow();
    assertTrue(peer.version().startsWith("1.0.0-"), peer.version());
    Duration duration = Duration.ofMillis(10);
    assertTrue(peer.examplesPerSecond(Workload.W1, duration).orElseThrow() > 0);
    assertEquals(Optional.empty(), peer.examplesPerSecond(Workload.W2, duration));
    assertEquals(Optional.empty(), peer.examplesPerSecond(Workload.W3, duration));
  }
}
