package org.lowerbound.experiment;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.google.common.collect.ImmutableList;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collector;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.experiment.execution.SweepRun;

/** Says what earlier runs of a sweep left, where it is not what a user would take for granted. */
final class EarlierRuns {
  private final SweepRun run;
  private final ImmutableList<PlannedTrial> chosen;
  private final ImmutableList<PlannedTrial> unfinished;
  private final PrintStream err;

  /**
   * Prepares to say it.
   *
   * @param chosen the trials that were asked for
   * @param unfinished those that are to run
   * @param err where to
   */
  EarlierRuns(
      SweepRun run,
      ImmutableList<PlannedTrial> chosen,
      ImmutableList<PlannedTrial> unfinished,
      PrintStream err) {
    this.run = run;
    this.chosen = chosen;
    this.unfinished = unfinished;
    this.err = err;
  }

  /**
   * Prints lines, or none.
   *
   * @param fresh whether finished trials run again
   * @param tracing whether a step of each trial is to be traced
   */
  void print(boolean fresh, boolean tracing) {
    Map<String, List<String>> byReason =
        run.objections(unfinished).entrySet().stream()
            .collect(groupingBy(Map.Entry::getValue, TreeMap::new, labels()));
    byReason.forEach(
        (reason, labels) ->
            err.printf(
                "%s%s: %s; runs again%n",
                labels.get(0),
                labels.size() > 1 ? " and %d more".formatted(labels.size() - 1) : "",
                reason));
    int suspicious = run.suspicious(unfinished);
    if (suspicious > 0) {
      err.printf(
          "%d of them ran when their process ended without a word (killed, or crashed): they run"
              + " last, one at a time%n",
          suspicious);
    }
    int finished = chosen.size() - unfinished.size();
    long older = fresh ? 0 : run.byAnotherBuild(chosen);
    if (older > 0) {
      err.printf(
          "%d of %d results are of another build of Lowerbound; --fresh makes them again%n",
          older, finished);
    }
    if (tracing && finished > 0) {
      err.printf(
          "no trace of %d trials that are finished; with --fresh they run again%n", finished);
    }
  }

  private static Collector<Map.Entry<String, String>, ?, List<String>> labels() {
    return mapping(Map.Entry::getKey, toList());
  }
}
