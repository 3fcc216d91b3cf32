package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.execution.SweepRun;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.progress.ProgressMode;
import org.lowerbound.experiment.result.Timing;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialResultJson;
import org.lowerbound.experiment.sweep.SweepFile;

/** A sweep of four trials that is said to have taken other times than it has. */
class ScheduleCommandTest {
  private static final String SWEEP =
      """
      {
        "name": "small",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 100, "validation": 0, "test": 30},
          "model": {
            "type": "vae", "latents": 2,
            "encoder": {"type": "mlp", "hidden": []}, "decoder": {"type": "mlp", "hidden": []},
            "likelihood": "normal"
          },
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": 1},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"grid": {"objective.beta": [1, 2], "seed": [1, 2]}}]
      }
      """;

  @TempDir static Path folder;
  private static SweepRun run;
  private static List<PlannedTrial> trials;

  @BeforeAll
  static void train() throws IOException {
    SweepPlan plan =
        SweepPlan.of(
            SweepFile.read(Files.writeString(folder.resolve("small.json"), SWEEP)),
            StandardTypes.withPlugins(),
            new DataSource(Optional.empty(), folder.resolve("cache")));
    plan.check();
    trials = plan.trials();
    run = new SweepRun(plan, folder.resolve("out"));
    run.open();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    try (Progress progress = ProgressMode.NONE.open(trials.size(), 1, nowhere)) {
      run.run(trials, 1, progress);
    }
    took(0, 3600, 5);
    took(1, 3600, 5);
    took(2, 3600, 5);
    took(3, 3 * 3600, 5);
  }

  /** Says of a trial how long it took, and of how many of its five steps. */
  private static void took(int trial, double seconds, long steps) {
    Path file = TrialFiles.result(TrialFiles.folder(run.folder(), trials.get(trial).id()));
    TrialResult result = TrialResultJson.read(file);
    TrialResultJson.write(
        file,
        new TrialResult(
            result.id(),
            result.status(),
            result.message(),
            result.metrics(),
            result.training(),
            result.measured(),
            result.provenance(),
            new Timing(seconds, seconds, steps, 0, 0, 0)));
  }

  private record Ran(int status, String out, String err) {}

  private static Ran tools(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Tools.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void saysWhenTheTrialsThatHaveRunWouldEnd() {
    Ran ran = tools("schedule", run.folder().toString(), "--slots", "1,2,8");
    assertEquals(0, ran.status(), ran.err());
    assertEquals("", ran.err());
    assertEquals(
        """
        4 trials that have run: 1:30:00 on average, 3:00:00 at most, 6:00:00 together

        slots  ends after  efficiency     tail
        --------------------------------------
            1     6:00:00     100.0 %  0:00:00
            2     4:00:00      75.0 %  2:00:00
            8     3:00:00      25.0 %  3:00:00

        efficiency: the share of the slots' time in which trials ran; tail: from the first slot without a trial to the end.
        """,
        ran.out());
  }

  @Test
  void drawsALargerPlan() {
    String table = run.folder().resolve("table.json").toString();
    Ran ran = tools("schedule", table, "--trials", "12600", "--slots", "1000", "--seed", "3");
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().startsWith("12600 trials, drawn from the times of 4: "), ran.out());
    assertEquals(
        ran, tools("schedule", table, "--trials", "12600", "--slots", "1000", "--seed", "3"));
    Ran other = tools("schedule", table, "--trials", "12600", "--slots", "1000", "--seed", "4");
    assertTrue(!ran.out().equals(other.out()));
  }

  @Test
  void leavesTrialsOutWhoseTimeIsAPart() {
    took(2, 60, 4);
    try {
      Ran ran = tools("schedule", run.folder().toString());
      assertTrue(ran.out().startsWith("3 trials that have run: 1:40:00 on average"), ran.out());
      assertTrue(ran.err().contains("1 trials are left out"), ran.err());
    } finally {
      took(2, 3600, 5);
    }
  }

  @Test
  void refusesWhatHasNoTimes() throws IOException {
    assertEquals(2, tools("schedule").status());
    assertTrue(
        tools("schedule", run.folder().toString(), "--slots", "0")
            .err()
            .contains("--slots must be positive"));
    assertTrue(
        tools("schedule", run.folder().toString(), "--trials", "0")
            .err()
            .contains("--trials must be positive but is 0"));
    Path alone = Files.copy(run.folder().resolve("table.json"), folder.resolve("table-alone.json"));
    Ran ran = tools("schedule", alone.toString());
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("no trial of it tells how long it took"), ran.err());
  }
}
