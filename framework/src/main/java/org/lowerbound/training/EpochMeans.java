package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;

/**
 * The means, over the steps of an epoch, of what each step reports. Where steps differ in their
 * turns, the share of each turn is among them.
 */
final class EpochMeans {
  private final ImmutableSet<String> names;
  private final ImmutableList<String> turns;
  private double[] sums;
  private int[] turnCounts;
  private int skipped;

  EpochMeans(ImmutableSet<String> names, ImmutableList<String> turns) {
    this.names = names;
    this.turns = turns;
    clear();
  }

  private void clear() {
    sums = new double[names.size()];
    turnCounts = new int[turns.size()];
    skipped = 0;
  }

  /** Adds the values of one step, in the order of the names. */
  void add(double[] values, int turn) {
    turnCounts[turn]++;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  /** Counts a step that was skipped. */
  void addSkipped() {
    skipped++;
  }

  /** Returns what has been added so far. */
  EpochSums sums() {
    return new EpochSums(
        ImmutableDoubleArray.copyOf(sums), ImmutableIntArray.copyOf(turnCounts), skipped);
  }

  /** Goes on from what was added before. */
  void restore(EpochSums epoch) {
    if (!epoch.isEmpty()) {
      sums = epoch.sums().toArray();
      turnCounts = epoch.turns().toArray();
      skipped = epoch.skipped();
    }
  }

  /** Returns the means and starts again; NaN if all steps were skipped. */
  ImmutableMap<String, Double> take() {
    double steps = Arrays.stream(turnCounts).sum();
    ImmutableMap.Builder<String, Double> means = ImmutableMap.builder();
    int i = 0;
    for (String name : names) {
      means.put(name, sums[i++] / steps);
    }
    if (turns.size() > 1) {
      for (int turn = 0; turn < turns.size(); turn++) {
        means.put("share-of-" + turns.get(turn), turnCounts[turn] / steps);
      }
    }
    clear();
    return means.buildOrThrow();
  }
}
