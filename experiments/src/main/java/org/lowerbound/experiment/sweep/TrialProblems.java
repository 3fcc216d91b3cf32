package org.lowerbound.experiment.sweep;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import java.util.List;
import java.util.Set;

/**
 * What is wrong with the trials of a sweep: each problem once, with the first trial that has it and
 * how many more there are. Not safe for use by several threads.
 */
public final class TrialProblems {
  private final SetMultimap<String, Integer> troubled = LinkedHashMultimap.create();
  private final List<Trial> trials;

  /** Makes an empty list of problems of some trials, which are in order of their indices. */
  public TrialProblems(List<Trial> trials) {
    this.trials = ImmutableList.copyOf(trials);
  }

  /** Adds a problem of a trial. */
  public void add(String problem, Trial trial) {
    troubled.put(problem, trial.index());
  }

  /** Returns the problems, one sentence each; a problem of every trial names none. */
  public ImmutableList<String> sentences() {
    return troubled.keySet().stream()
        .map(problem -> problem + place(troubled.get(problem)))
        .collect(ImmutableList.toImmutableList());
  }

  /** A problem of every trial is the base trial's; any other is told with the first it is in. */
  private String place(Set<Integer> indices) {
    if (indices.size() == trials.size()) {
      return "";
    }
    Trial first = trials.get(indices.iterator().next());
    String others = indices.size() == 1 ? "" : " and %d more".formatted(indices.size() - 1);
    return " (in trial #%d: %s%s)".formatted(first.index(), first.label(), others);
  }
}
