package org.lowerbound.experiment;

import com.google.common.collect.ImmutableList;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.experiment.execution.SweepRun;

/** Says where the traces of the trials that ran are, and which there are not. */
final class TraceReport {
  private static final int LISTED = 5;

  private final SweepRun run;
  private final PrintStream err;

  TraceReport(SweepRun run, PrintStream err) {
    this.run = run;
    this.err = err;
  }

  void print(List<PlannedTrial> trials) {
    ImmutableList<Path> traces =
        trials.stream()
            .map(run::trace)
            .flatMap(Optional::stream)
            .collect(ImmutableList.toImmutableList());
    if (!traces.isEmpty()) {
      err.printf(
          "%d traced, for ui.perfetto.dev or chrome://tracing; a table of each is in the log.txt"
              + " beside it:%n",
          traces.size());
      traces.stream().limit(LISTED).forEach(trace -> err.println("  " + trace));
      if (traces.size() > LISTED) {
        err.printf("  and %d more%n", traces.size() - LISTED);
      }
    }
    if (!run.cancelled()) {
      trials.stream()
          .filter(trial -> run.trace(trial).isEmpty())
          .forEach(trial -> err.printf("no trace of %s (see %s)%n", trial.label(), run.log(trial)));
    }
  }
}
