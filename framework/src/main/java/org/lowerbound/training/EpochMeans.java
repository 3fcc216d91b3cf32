package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;

/** The means, over the steps of an epoch, of what each step reports. */
final class EpochMeans {
  private final ImmutableSet<String> names;
  private double[] sums;
  private int steps;

  EpochMeans(ImmutableSet<String> names) {
    this.names = names;
    this.sums = new double[names.size()];
  }

  /** Adds the values of one step, in the order of the names. */
  void add(double[] values) {
    steps++;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  /** Returns the means and starts again; NaN if no step was added. */
  ImmutableMap<String, Double> take() {
    ImmutableMap.Builder<String, Double> means = ImmutableMap.builder();
    int i = 0;
    for (String name : names) {
      means.put(name, sums[i++] / steps);
    }
    sums = new double[sums.length];
    steps = 0;
    return means.buildOrThrow();
  }
}
