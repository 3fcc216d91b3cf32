package org.lowerbound.experiment.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.sweep.SweepFile;

class SweepRunTest {
  private static final String SWEEP =
      """
      {
        "name": "stopped",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 200, "test": 30},
          "model": {"type": "vae", "latents": 2, "likelihood": "normal"},
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": 3},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"grid": {"seed": [1, 2, 3]}}]
      }
      """;

  @TempDir Path folder;

  private SweepPlan plan() throws IOException {
    Path file = Files.writeString(folder.resolve("sweep.json"), SWEEP);
    SweepPlan plan =
        SweepPlan.of(
            SweepFile.read(file),
            StandardTypes.withPlugins(),
            new DataSource(Optional.empty(), folder));
    plan.check();
    return plan;
  }

  @Test
  void aStoppedSweepKeepsWhatIsDoneAndGoesOn() throws IOException {
    SweepRun run = new SweepRun(plan(), folder.resolve("out"));
    run.open();
    AtomicInteger steps = new AtomicInteger();
    run.run(plan().trials(), 1, stopAfter(run, steps, 45)); // In the second trial of 30 steps.

    assertTrue(run.cancelled());
    assertEquals(45, steps.get());
    SweepPlan again = plan();
    SweepRun second = new SweepRun(again, folder.resolve("out"));
    assertEquals(2, second.unfinished(again.trials()).size());
    assertFalse(second.table().rows().isEmpty());

    second.run(second.unfinished(again.trials()), 1, stopAfter(second, steps, Integer.MAX_VALUE));
    assertEquals(0, second.unfinished(again.trials()).size());
    assertEquals(90, steps.get(), "no step was made twice");

    // The same numbers as of a sweep that nobody stopped.
    SweepPlan whole = plan();
    SweepRun third = new SweepRun(whole, folder.resolve("whole"));
    third.open();
    third.run(whole.trials(), 1, stopAfter(third, steps, Integer.MAX_VALUE));
    assertEquals(third.table().rows(), second.table().rows());
  }

  @Test
  void twoRunsShareASweepAndBothHaveTheWholeTable() throws Exception {
    SweepPlan plan = plan();
    SweepRun one = new SweepRun(plan, folder.resolve("out"));
    SweepRun two = new SweepRun(plan(), folder.resolve("out"));
    one.open();
    two.open();
    AtomicInteger steps = new AtomicInteger();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> other =
          thread.submit(() -> two.run(plan.trials(), 1, stopAfter(two, steps, Integer.MAX_VALUE)));
      one.run(plan.trials(), 1, stopAfter(one, steps, Integer.MAX_VALUE));
      other.get();
    } finally {
      thread.shutdownNow();
    }
    assertEquals(90, steps.get(), "no trial ran twice");
    assertEquals(3, one.table().rows().get(0).metrics().get("elbo").values().size());
    assertEquals(one.table().rows(), two.table().rows());
    assertTrue(one.unfinished(plan.trials()).isEmpty());
    assertTrue(two.unfinished(plan.trials()).isEmpty());
  }

  private static Progress stopAfter(SweepRun run, AtomicInteger steps, int limit) {
    return new Progress() {
      @Override
      public TrialProgress start(String label) {
        return new TrialProgress() {
          @Override
          public void update(String phase, long done, long total) {
            if (phase.equals("training") && steps.incrementAndGet() == limit) {
              run.cancel();
            }
          }

          @Override
          public void note(String text) {}

          @Override
          public void finish(String outcome) {}

          @Override
          public void stop() {}
        };
      }

      @Override
      public void message(String line) {}

      @Override
      public void close() {}
    };
  }
}
