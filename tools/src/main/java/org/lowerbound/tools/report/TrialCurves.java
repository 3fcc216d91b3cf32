package org.lowerbound.tools.report;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The numbers that trials have watched from epoch to epoch. */
final class TrialCurves {
  static final String TRAINING = "training";
  static final String VALIDATION = "validation";

  private static final String BITS = "-bits-per-dim";

  private TrialCurves() {}

  /**
   * Returns the names of the numbers of one part of some trials' curves, in order: without those
   * that are others in bits.
   */
  static ImmutableSet<String> names(List<ReportTrial> trials, String part) {
    ImmutableSet<String> all =
        trials.stream()
            .flatMap(trial -> trial.lastEpoch().stream())
            .flatMap(epoch -> epoch.path(part).properties().stream())
            .map(Map.Entry::getKey)
            .collect(toImmutableSet());
    return all.stream()
        .filter(
            name ->
                !name.endsWith(BITS)
                    || !all.contains(name.substring(0, name.length() - BITS.length())))
        .collect(toImmutableSet());
  }

  /** Returns a number of a trial by epoch; a value that is not finite is not there. */
  static ImmutableSortedMap<Integer, Double> values(ReportTrial trial, String part, String name) {
    TreeMap<Integer, Double> values = new TreeMap<>();
    for (JsonNode epoch : trial.curve()) {
      JsonNode value = epoch.path(part).path(name);
      if (value.isNumber()) {
        values.put(epoch.path("epoch").asInt(), value.doubleValue());
      }
    }
    return ImmutableSortedMap.copyOfSorted(values);
  }

  /** Returns some of many points, evenly, the first and the last among them. */
  static <T> ImmutableList<T> thinned(List<T> points, int most) {
    int n = points.size();
    return n <= most
        ? ImmutableList.copyOf(points)
        : IntStream.range(0, most)
            .mapToObj(i -> points.get((int) Math.round(i * (n - 1.0) / (most - 1))))
            .collect(toImmutableList());
  }
}
