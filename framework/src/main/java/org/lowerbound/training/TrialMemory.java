package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.memory.ByteText;
import org.lowerbound.memory.GraphNodes;
import org.lowerbound.memory.MachineMemory;
import org.lowerbound.memory.RunMemory;
import org.lowerbound.memory.TensorSize;

/**
 * What a trial takes in memory, found from the shapes of its graph.
 *
 * @param variableBytes what stays all the time: parameters, what the optimizer keeps, data
 * @param runs what the steps, metrics and figures take besides, by their names in messages
 */
public record TrialMemory(long variableBytes, ImmutableMap<String, RunMemory> runs) {
  private static final String STEP = "a step";

  /** Estimates a trial. */
  static TrialMemory of(TrialGraph graph, TrialSpec spec) {
    GraphNodes nodes = new GraphNodes(graph.graph());
    Map<String, RunMemory> runs = new LinkedHashMap<>();
    for (int turn = 0; turn < graph.training().updates.size(); turn++) {
      runs.put(
          graph.training().updates.size() == 1
              ? STEP
              : "%s (%s)".formatted(STEP, graph.training().loss.turns().get(turn).name()),
          RunMemory.of(
              nodes,
              ImmutableList.of(graph.training().updates.get(turn)),
              graph.training().reported.values().asList(),
              spec.training().batchSize()));
    }
    Evaluations evaluations = new Evaluations(graph, nodes, runs);
    for (Split split : spec.evaluation().splits()) {
      for (int i = 0; i < graph.evaluation().measurements.size(); i++) {
        evaluations.add(
            "the metric " + spec.evaluation().metrics().get(i).name(),
            split,
            graph.evaluation().measurements.get(i)::measure);
      }
      for (int i = 0; i < graph.evaluation().drawings.size(); i++) {
        String name = spec.evaluation().figures().get(i).name();
        evaluations.add("the figure " + name, split, graph.evaluation().drawings.get(i)::draw);
      }
    }
    graph
        .evaluation()
        .validation
        .ifPresent(
            looked ->
                evaluations.add("the validation", Split.VALIDATION, looked.measurement()::measure));
    return new TrialMemory(nodes.variableBytes(), ImmutableMap.copyOf(runs));
  }

  /** Adds the runs of metrics and figures. */
  private record Evaluations(TrialGraph graph, GraphNodes nodes, Map<String, RunMemory> runs) {
    void add(String name, Split split, Consumer<SplitRunner> measurement) {
      FirstRun.of(split, graph.evaluation().table::count, measurement)
          .map(run -> RunMemory.of(nodes, ImmutableList.of(), run.fetches(), run.rows()))
          .ifPresent(
              memory ->
                  runs.merge(name, memory, (a, b) -> a.likelyBytes() >= b.likelyBytes() ? a : b));
    }
  }

  /** Returns what the trial is to be expected to take of the process that runs it. */
  public long likelyBytes() {
    return variableBytes + runs.values().stream().mapToLong(RunMemory::likelyBytes).max().orElse(0);
  }

  /**
   * Checks that the machine has what the trial takes at the least.
   *
   * @throws IllegalArgumentException if it has not; the message names the largest tensors
   */
  public void checkFits(MachineMemory machine) {
    largest(RunMemory::leastBytes)
        .ifPresent(
            run -> {
              long needed = variableBytes + run.getValue().leastBytes();
              checkArgument(
                  needed <= machine.forTensors(),
                  "%s needs at least %s of memory%s",
                  run.getKey(),
                  ByteText.of(needed),
                  details(run, machine));
            });
  }

  /** Returns what to say of a trial that may need more than the machine has, if it may. */
  public Optional<String> warning(MachineMemory machine) {
    return likelyBytes() <= machine.forTensors()
        ? Optional.empty()
        : largest(RunMemory::likelyBytes)
            .map(
                run ->
                    "%s may need up to %s of memory%s"
                        .formatted(
                            run.getKey(), ByteText.of(likelyBytes()), details(run, machine)));
  }

  private Optional<Map.Entry<String, RunMemory>> largest(ToLongFunction<RunMemory> bytes) {
    return runs.entrySet().stream()
        .max(Comparator.comparingLong(run -> bytes.applyAsLong(run.getValue())));
  }

  /** Returns what there is, what takes the memory of a run, and what takes less. */
  private String details(Map.Entry<String, RunMemory> run, MachineMemory machine) {
    return "; of this machine's %s tensors can have %s; %s of it are for parameters and data; the largest tensors: %s; %s"
        .formatted(
            machine,
            ByteText.of(machine.forTensors()),
            ByteText.of(variableBytes),
            run.getValue().largest().stream()
                .map(TensorSize::toString)
                .collect(Collectors.joining(", ")),
            run.getKey().startsWith(STEP)
                ? "fewer samples, a smaller batchSize or narrower layers take less"
                : "fewer samples or a smaller chunk, if it has one, take less");
  }
}
