package org.lowerbound.experiment.execution;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Comparator;
import java.util.Optional;
import org.lowerbound.memory.ByteText;
import org.lowerbound.memory.MachineMemory;
import org.lowerbound.training.TrialMemory;

/**
 * What trials that run side by side take of a machine's memory.
 *
 * @param trials what each takes
 * @param machine what there is for all of them
 * @param besides how many bytes each takes besides its tensors
 */
public record MemoryShare(
    ImmutableMap<PlannedTrial, TrialMemory> trials, MachineMemory machine, long besides) {
  /** Makes the share of trials that are threads of this process. */
  public MemoryShare(ImmutableMap<PlannedTrial, TrialMemory> trials, MachineMemory machine) {
    this(trials, machine, 0);
  }

  /**
   * Returns the share of the same trials in processes of their own, of which each has a program and
   * the data in memory, as this one has.
   */
  public MemoryShare inProcesses() {
    Runtime java = Runtime.getRuntime();
    return new MemoryShare(
        trials,
        machine,
        machine.bytes() - machine.forTensors() + java.totalMemory() - java.freeMemory());
  }

  /**
   * Returns how many trials, up to a number, fit side by side, whichever they are; at least one.
   */
  public int fitting(int jobs) {
    int fitting = Math.max(1, jobs);
    while (fitting > 1 && likelyBytes(fitting) > machine.forTensors()) {
      fitting--;
    }
    return fitting;
  }

  /** Returns what to say of each trial that may need more than there is, though it is alone. */
  public ImmutableList<String> warnings() {
    return trials.entrySet().stream()
        .flatMap(
            trial ->
                trial.getValue().warning(machine).stream()
                    .map(
                        warning ->
                            "trial #%d (%s): %s"
                                .formatted(
                                    trial.getKey().resolved().trial().index(),
                                    trial.getKey().label(),
                                    warning)))
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns why so many trials may not fit side by side, if they may not. */
  public Optional<String> warning(int jobs) {
    return fitting(jobs) == jobs
        ? Optional.empty()
        : Optional.of(
            "%d trials at a time may need up to %s of memory; of this machine's %s tensors can have %s"
                .formatted(
                    jobs,
                    ByteText.of(likelyBytes(jobs)),
                    machine,
                    ByteText.of(machine.forTensors())));
  }

  /** Returns what the largest of the trials take together. */
  private long likelyBytes(int jobs) {
    return trials.values().stream()
        .map(TrialMemory::likelyBytes)
        .sorted(Comparator.reverseOrder())
        .limit(jobs)
        .mapToLong(bytes -> bytes + besides)
        .sum();
  }
}
