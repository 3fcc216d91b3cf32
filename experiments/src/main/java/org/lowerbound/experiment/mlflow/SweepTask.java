package org.lowerbound.experiment.mlflow;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The sweep as a run of its own, whose files are the table and the sweep: its trials' parent. */
final class SweepTask implements Task {
  private static final String KIND = "lowerbound.kind";
  private static final String SWEEP = "sweep";
  private static final ImmutableList<String> FILES = ImmutableList.of("table.json", "sweep.json");

  private final String name;
  private final Tracking tracking;
  private final Instant started = Instant.now();
  private volatile Optional<Path> folder = Optional.empty();
  private Optional<MlflowRun> run = Optional.empty();

  SweepTask(String name, Tracking tracking) {
    this.name = name;
    this.tracking = tracking;
  }

  void tabled(Path sweepFolder) {
    folder = Optional.of(sweepFolder);
  }

  /** Returns the run, which it makes if need be. */
  MlflowRun run() {
    if (run.isEmpty()) {
      run = Optional.of(tracking.find(KIND, SWEEP).orElseGet(this::create));
    }
    return run.get();
  }

  private MlflowRun create() {
    return tracking.create(
        MlflowText.name(name),
        ImmutableMap.of(
            KIND,
            SWEEP,
            "mlflow.runName",
            MlflowText.name(name),
            "mlflow.source.name",
            "lowerbound"),
        started);
  }

  @Override
  public void send() throws IOException {
    Optional<Path> written = folder;
    MlflowRun to = run();
    if (written.isPresent()) {
      for (String file : FILES) {
        TrialTask.sendFile(to, file, written.get().resolve(file));
      }
      to.update(RunStatus.FINISHED, Optional.of(Instant.now()));
    }
  }
}
