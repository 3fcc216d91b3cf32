package org.lowerbound.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.experiment.result.ResultTable;

/**
 * What there is to tell of a sweep.
 *
 * @param folder its folder
 * @param table its table; without numbers if no trial has ended yet
 * @param provenance where its numbers come from, as it stands in the table's file
 * @param sweep the sweep as it was run, if its file is there
 * @param trials all its trials, row by row
 * @param sheets pictures that are beside the table
 */
record SweepReport(
    Path folder,
    ResultTable table,
    Optional<JsonNode> provenance,
    Optional<JsonNode> sweep,
    ImmutableList<ReportTrial> trials,
    ImmutableList<Path> sheets) {
  /** Returns whether some process runs one of the trials. */
  boolean running() {
    return trials.stream().anyMatch(ReportTrial::running);
  }

  /** Returns how many trials have ended, in whatever way, and are not run again now. */
  int ended() {
    return (int)
        trials.stream().filter(trial -> trial.status().isPresent() && !trial.running()).count();
  }

  /** Returns whether nothing is left to be run. */
  boolean over() {
    return ended() == trials.size();
  }

  /** Returns whether the folder of any trial is there. */
  boolean hasFiles() {
    return trials.stream().anyMatch(ReportTrial::files);
  }
}
