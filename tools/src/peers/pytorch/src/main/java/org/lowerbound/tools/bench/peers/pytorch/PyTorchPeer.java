package org.lowerbound.tools.bench.peers.pytorch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.time.Duration;
import java.util.Optional;
import org.lowerbound.tools.bench.Peer;
import org.lowerbound.tools.bench.Workload;
import org.lowerbound.tools.bench.peers.StepClock;

public final class PyTorchPeer implements Peer {
  private static final int CHUNK = Integer.getInteger("chunk", 1000);

  /** Makes the peer. Nothing is loaded until it is asked. */
  public PyTorchPeer() {}

  @Override
  public String name() {
    return "PyTorch";
  }

  @Override
  public String version() {
    return engine().getVersion() + " (DJL " + Engine.getDjlVersion() + ")";
  }

  @Override
  public Optional<Double> examplesPerSecond(Workload workload, Duration duration) {
    try (NDManager manager = engine().newBaseManager()) {
      return Optional.of(
          workload.training()
              ? training(manager, workload, duration)
              : likelihood(manager, workload, duration));
    }
  }

  private static double training(NDManager manager, Workload workload, Duration duration) {
    Training training = new Training(manager, workload, Linear::glorot);
    double rate = StepClock.examplesPerSecond(workload, duration, training);
    checkFinite(workload, training.bound());
    return rate;
  }

  private static double likelihood(NDManager manager, Workload workload, Duration duration) {
    Likelihood likelihood = new Likelihood(manager, workload, CHUNK, Linear::glorot);
    double rate = StepClock.examplesPerSecond(workload, duration, likelihood);
    checkFinite(workload, likelihood.logLikelihood());
    return rate;
  }

  /** A step that computes with NaN or infinity is no measurement. */
  private static void checkFinite(Workload workload, double nats) {
    if (!Double.isFinite(nats)) {
      throw new IllegalStateException(workload + " ended with a bound of " + nats + " nats");
    }
  }

  /** Returns the engine, on one thread. Its settings are read once, when it is loaded. */
  static Engine engine() {
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("ai.djl.offline", "true");
    return Engine.getEngine("PyTorch");
  }
}
