package org.lowerbound.experiment.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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

  /** The first trial starts from the second, and the third from nothing. */
  private SweepPlan chained() throws IOException {
    String cases =
        "{\"cases\": {\"b\": {\"init\": {\"case\": \"a\"}}, \"a\": {},"
            + " \"c\": {\"objective\": \"iwae\"}}}";
    SweepPlan plan = plan(SWEEP.replace("{\"grid\": {\"seed\": [1, 2, 3]}}", cases));
    plan.check();
    return plan;
  }

  private SweepPlan plan() throws IOException {
    return plan(SWEEP);
  }

  private SweepPlan plan(String sweep) throws IOException {
    Path file = Files.writeString(folder.resolve("sweep.json"), sweep);
    return SweepPlan.of(
        SweepFile.read(file),
        StandardTypes.withPlugins(),
        new DataSource(Optional.empty(), folder));
  }

  private TrialQueue queue(SweepPlan plan) {
    return new TrialQueue(
        plan.trials(), results(plan), true, () -> false, () -> waits.incrementAndGet());
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
  void aTrialWaitsForTheOneItStartsFrom() throws Exception {
    TrialQueue queue = queue(chained());
    Optional<TrialQueue.Claim> origin = queue.next();
    Optional<TrialQueue.Claim> other = queue.next();
    assertEquals(List.of(1, 2), List.of(index(origin), index(other)));
    end(queue, other);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Optional<TrialQueue.Claim>> last = thread.submit(queue::next);
      TimeUnit.MILLISECONDS.sleep(700); // Two looks of the queue.
      assertFalse(last.isDone(), "its origin still runs");
      end(queue, origin);
      assertEquals(0, index(last.get(20, TimeUnit.SECONDS)));
      end(queue, last.get());
      assertTrue(queue.next().isEmpty());
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aTrialWaitsForAnOriginThatRunsLastOrInAnotherProcess() throws Exception {
    SweepPlan plan = chained();
    Path marker = results(plan).folderOf(plan.trials().get(1)).path().resolve("running.json");
    Files.createDirectories(marker.getParent());
    Files.writeString(marker, "{\"running\": true}");
    TrialQueue queue = queue(plan);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Optional<TrialQueue.Claim> claim = queue.next();
      order.add(index(claim));
      end(queue, claim);
    }
    assertEquals(List.of(2, 1, 0), order);
    assertTrue(queue.next().isEmpty());

    // Of a runner that has the origin not among its trials, but sees that it runs.
    TrialQueue alone =
        new TrialQueue(
            plan.trials().subList(0, 1), results(plan), true, () -> false, waits::incrementAndGet);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Optional<TrialQueue.Claim>> waiting;
      try (TrialLock lock = results(plan).folderOf(plan.trials().get(1)).lock().orElseThrow()) {
        waiting = thread.submit(alone::next);
        TimeUnit.MILLISECONDS.sleep(700);
        assertNotNull(lock);
        assertFalse(waiting.isDone());
      }
      end(alone, waiting.get(20, TimeUnit.SECONDS));
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
