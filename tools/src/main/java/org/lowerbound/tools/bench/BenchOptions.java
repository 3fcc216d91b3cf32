package org.lowerbound.tools.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of a benchmark is asked for.
 *
 * @param parts the names of what is measured
 * @param workloads of which workloads, where a part has several; empty for all
 * @param data where data sets are, as {@code --data} says
 * @param python the Python with PyTorch to compare with
 * @param thorough whether to take the time for what only shows after very many steps
 */
public record BenchOptions(
    ImmutableList<String> parts,
    ImmutableSet<String> workloads,
    Optional<String> data,
    Optional<String> python,
    boolean thorough) {
  /** Returns the names of all workloads. */
  public static ImmutableList<String> allWorkloads() {
    return Stream.<Timed>concat(Stream.of(Workload.values()), Stream.of(ModelWorkload.values()))
        .map(Timed::label)
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns whether a workload is asked for. */
  boolean asksFor(String workload) {
    return workloads.isEmpty() || workloads.contains(workload);
  }
}
