package org.lowerbound.tools.bench.peers.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.lowerbound.tools.bench.Peer;
import org.lowerbound.tools.bench.Workload;
import org.lowerbound.tools.bench.peers.StepClock;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's layer {@code VariationalAutoencoder}, pretrained in a network of its own.
 *
 * <p>It has W1 only. The layer has no importance weighted bound, so no W2; and no estimate of log
 * p(x), so no W3: its {@code reconstructionLogProbability} is the mean over draws of log p(x|z), as
 * its source says, with no weights and no prior.
 *
 * <p>What was tried, on one thread of a processor with AVX-512: natives for plain x86-64, for
 * AVX-512 (10% faster), and for both with oneDNN (no difference); the network's workspaces (20%
 * faster than none); without the garbage collection that ND4J asks for every few seconds (faster by
 * up to a half, with the same memory); arrays for the draws of pixels made once (no difference).
 * OpenBLAS does the products, as ND4J ships it.
 *
 * <p>What was checked: the score falls in training to that of images of independent pixels.
 */
public final class Dl4jPeer implements Peer {
  /** What the build of the layer's jar left in it. */
  private static final String PROPERTIES =
      "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

  /** Makes the peer. Nothing is loaded until it is asked. */
  public Dl4jPeer() {}

  @Override
  public String name() {
    return "DL4J";
  }

  @Override
  public String version() {
    Properties properties = new Properties();
    try (InputStream stream = Dl4jPeer.class.getResourceAsStream(PROPERTIES)) {
      if (stream == null) {
        throw new IllegalStateException("no " + PROPERTIES + " on the class path");
      }
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + PROPERTIES, e);
    }
    return properties.getProperty("version");
  }

  @Override
  public Optional<Double> examplesPerSecond(Workload workload, Duration duration) {
    if (workload != Workload.W1) {
      return Optional.empty();
    }
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    Pretraining pretraining = new Pretraining(workload);
    double rate = StepClock.examplesPerSecond(workload, duration, pretraining);
    if (!Double.isFinite(pretraining.elbo())) {
      throw new IllegalStateException("W1 ended with an ELBO of " + pretraining.elbo() + " nats");
    }
    return Optional.of(rate);
  }
}
