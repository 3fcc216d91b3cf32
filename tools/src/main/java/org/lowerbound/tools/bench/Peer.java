package org.lowerbound.tools.bench;

import java.time.Duration;
import java.util.Optional;

/**
 * Another program that can do the same work, timed next to the framework. A peer is found through
 * {@link java.util.ServiceLoader} in a process of its own, where it runs on one thread.
 */
public interface Peer {
  /** Returns the short name that tables show, e.g. {@code "PyTorch"}. */
  String name();

  /** Returns the versions of what is timed, e.g. {@code "2.7.1 (DJL 0.35.1)"}. */
  String version();

  /**
   * Returns the median rate in examples per second over steps that take about {@code duration} in
   * all, after a warm-up; empty if this program has no such workload.
   */
  Optional<Double> examplesPerSecond(Workload workload, Duration duration);
}
