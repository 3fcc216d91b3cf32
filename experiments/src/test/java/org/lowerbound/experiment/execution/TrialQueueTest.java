package org.lowerbound.experiment.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.sweep.SweepFile;

class TrialQueueTest {
  private static final String SWEEP =
      """
      {
        "name": "queue",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 100, "test": 30},
          "model": {"type": "vae", "latents": 2, "likelihood": "normal"},
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": 1}
        },
        "axes": [{"grid": {"seed": [1, 2, 3]}}]
      }
      """;

  @TempDir Path folder;
  private final AtomicInteger waits = new AtomicInteger();

  private SweepPlan plan() throws IOException {
    Path file = Files.writeString(folder.resolve("sweep.json"), SWEEP);
    return SweepPlan.of(
        SweepFile.read(file),
        StandardTypes.withPlugins(),
        new DataSource(Optional.empty(), folder));
  }

  private TrialQueue queue(SweepPlan plan) {
    return new TrialQueue(plan.trials(), results(plan), () -> false, () -> waits.incrementAndGet());
  }

  private Results results(SweepPlan plan) {
    return new Results(folder.resolve("queue"), plan);
  }

  private static int index(Optional<TrialQueue.Claim> claim) {
    return claim.orElseThrow().trial().resolved().trial().index();
  }

  private static void end(TrialQueue queue, Optional<TrialQueue.Claim> claim) {
    queue.done(claim.orElseThrow());
  }

  @Test
  void whatAnotherProcessRunsIsLeftForLaterAndThenTaken() throws Exception {
    SweepPlan plan = plan();
    TrialQueue first = queue(plan);
    TrialQueue second = queue(plan);
    Optional<TrialQueue.Claim> running = first.next();
    assertEquals(0, index(running));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Optional<TrialQueue.Claim> claim = second.next();
      order.add(index(claim));
      end(second, claim);
    }
    assertEquals(List.of(1, 2), order);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Optional<TrialQueue.Claim>> last = thread.submit(second::next);
      while (waits.get() == 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertFalse(last.isDone());
      end(first, running);
      Optional<TrialQueue.Claim> taken = last.get(20, TimeUnit.SECONDS);
      assertEquals(0, index(taken));
      end(second, taken);
      assertTrue(second.next().isEmpty());
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aTrialThatTookAProcessDownRunsLastAndAlone() throws Exception {
    SweepPlan plan = plan();
    Path marker = results(plan).folderOf(plan.trials().get(0)).path().resolve("running.json");
    Files.createDirectories(marker.getParent());
    Files.writeString(marker, "{\"running\": true}");
    TrialQueue queue = queue(plan);
    Optional<TrialQueue.Claim> one = queue.next();
    Optional<TrialQueue.Claim> two = queue.next();
    assertEquals(List.of(1, 2), List.of(index(one), index(two)));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Optional<TrialQueue.Claim>> last = thread.submit(queue::next);
      end(queue, one);
      TimeUnit.MILLISECONDS.sleep(700); // Two looks of the queue.
      assertFalse(last.isDone(), "not beside another trial");
      end(queue, two);
      assertEquals(0, index(last.get(20, TimeUnit.SECONDS)));
      end(queue, last.get());
    } finally {
      thread.shutdownNow();
    }
  }
}
