package org.lowerbound.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerTest {
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String REFRESH = "http-equiv=\"refresh\"";

  @TempDir Path folder;

  private final CountDownLatch stop = new CountDownLatch(1);

  private Path out() {
    return folder.resolve("page.html");
  }

  private SampleFolder sweep() {
    return new SampleFolder(folder.resolve("sweep"));
  }

  private CompletableFuture<String> follow(Path sweep, Duration patience) {
    Follower follower =
        new Follower(
            new Report(ReportPageTest.reader(), sweep, out(), FigureLimit.USUAL),
            OFTEN,
            patience,
            stop);
    return CompletableFuture.supplyAsync(follower::follow);
  }

  private String await(String text) throws IOException, InterruptedException {
    for (int i = 0; i < 500; i++) {
      String page = Files.exists(out()) ? Files.readString(out()) : "";
      if (page.contains(text)) {
        return page;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the page does not come to say: " + text);
  }

  @Test
  void theLastPageComesWhenAllTrialsHaveEnded()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    SampleFolder sweep = sweep().row("a", "missing").write();
    CompletableFuture<String> followed = follow(sweep.path(), LONG);
    assertTrue(await("1 trial: 1 missing.").contains(REFRESH));

    // A trial that runs has its marker, and its lock is held.
    Path trial = sweep.trial("a", 1);
    Files.createDirectories(trial);
    Files.writeString(trial.resolve("running.json"), "{\"running\": true}");
    try (FileChannel channel =
            FileChannel.open(
                trial.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertTrue(lock.isValid());
      sweep.config("a", 1).curve("a", 1, 1);
      String running = await("25%");
      assertTrue(running.contains("1 trial: 1 running."));
      assertTrue(running.contains("1 of 4 epochs done"));
      Files.delete(trial.resolve("running.json"));
    }
    sweep.files("a", 1, "completed", "", 100);
    sweep().row("a", "completed").write();
    assertTrue(followed.get(20, TimeUnit.SECONDS).contains("a page of 1 trials"));
    String last = Files.readString(out());
    assertTrue(last.contains("1 trial: 1 completed."));
    assertFalse(last.contains(REFRESH), "it is not read again");
  }

  @Test
  void aSweepThatNobodyRunsIsLeft()
      throws InterruptedException, ExecutionException, TimeoutException, IOException {
    SampleFolder sweep = sweep().row("a", "missing").write();
    // The marker alone is that of a process that was killed.
    Files.createDirectories(sweep.trial("a", 1));
    Files.writeString(sweep.trial("a", 1).resolve("running.json"), "{\"running\": true}");
    Files.createFile(sweep.trial("a", 1).resolve(".lock"));
    String said = follow(sweep.path(), Duration.ofMillis(100)).get(20, TimeUnit.SECONDS);
    assertTrue(said.contains("no trial has run for 0 seconds"), said);
    assertFalse(Files.readString(out()).contains(REFRESH));
  }

  @Test
  void stopsWhenItIsTold() throws IOException, InterruptedException {
    SampleFolder sweep = sweep().row("a", "missing").write();
    CompletableFuture<String> followed = follow(sweep.path(), LONG);
    await(REFRESH);
    stop.countDown();
    ExecutionException end =
        assertThrows(ExecutionException.class, () -> followed.get(20, TimeUnit.SECONDS));
    assertEquals(CancellationException.class, end.getCause().getClass());
    assertFalse(Files.readString(out()).contains(REFRESH));
  }
}
