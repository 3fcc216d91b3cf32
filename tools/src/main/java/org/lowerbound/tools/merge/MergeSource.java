package org.lowerbound.tools.merge;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.sweep.Sweep;

/**
 * One of the results that are merged.
 *
 * @param name the path, as it was given
 * @param table its table
 * @param sweep the sweep, if its file is there
 * @param trials its trials, in the order of the sweep, or else of the table
 */
record MergeSource(
    String name, ResultTable table, Optional<Sweep> sweep, ImmutableList<SourceTrial> trials) {

  /** Returns whether each trial that has run has its folder. */
  boolean hasFolders() {
    return trials.stream()
        .allMatch(trial -> trial.numbers().isEmpty() || trial.result().isPresent());
  }
}
