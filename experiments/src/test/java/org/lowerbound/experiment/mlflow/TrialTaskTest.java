package org.lowerbound.experiment.mlflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.watch.WatchedTrial;

/** A trial's run, over several lives of a runner. */
class TrialTaskTest {
  @TempDir Path folder;
  private FakeMlflow server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeMlflow();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Returns what a new process knows of the trial. */
  private TrialTask task(boolean fresh) {
    ServerAddress address = ServerAddress.of(server.uri(), Map.of());
    Tracking tracking =
        new ServerTracking(new Server(address), "sweep", new ArtifactStores(message -> {}));
    WatchedTrial trial =
        new WatchedTrial(
            "0123456789ab",
            "model.flow[0].type=iaf",
            ImmutableMap.of(),
            Json.parse("{\"flow\": [{\"type\": \"iaf\", \"sizes\": [1, 2]}], \"s\": 1}", "config"),
            folder,
            Instant.now(),
            fresh);
    TrialTask task = new TrialTask(trial, tracking, Optional::empty);
    task.starts();
    return task;
  }

  private static String line(int epoch) {
    return "{\"step\":%d,\"training\":{\"bound\":%s}}\n"
        .formatted(10 * epoch, epoch == 2 ? "\"NaN\"" : -epoch);
  }

  private void curve(int epochs, String more) throws IOException {
    String lines =
        IntStream.rangeClosed(1, epochs)
            .mapToObj(TrialTaskTest::line)
            .collect(Collectors.joining());
    Files.writeString(folder.resolve("metrics.jsonl"), lines + more);
  }

  private void assertCurve(int run, double... bounds) {
    List<double[]> points = server.runs(true).get(run).metrics.get("training/bound");
    assertArrayEquals(bounds, points.stream().mapToDouble(point -> point[1]).toArray());
    assertArrayEquals(
        IntStream.rangeClosed(1, bounds.length).mapToDouble(i -> 10 * i).toArray(),
        points.stream().mapToDouble(point -> point[0]).toArray());
    assertEquals(List.of(), server.complaints());
  }

  @Test
  void aCurveArrivesAsItGrows() throws IOException {
    TrialTask task = task(false);
    task.send();
    curve(2, "{\"step\":30,\"trai");
    task.send();
    assertCurve(0, -1, Double.NaN);
    curve(4, "");
    task.send();
    assertCurve(0, -1, Double.NaN, -3, -4);
    assertEquals(
        Map.of("flow.0.type", "iaf", "flow.0.sizes", "[1,2]", "s", "1"),
        server.runs(true).get(0).params);
  }

  @Test
  void aKilledProcessLeavesARunThatTheNextPicksUp() throws IOException {
    curve(3, "");
    task(false).send(); // And no more is heard of it.
    assertEquals("RUNNING", server.runs(true).get(0).status);

    curve(2, ""); // Its last checkpoint was before the third epoch.
    TrialTask next = task(false);
    next.send();
    curve(3, "");
    next.send();
    curve(4, "");
    next.send();
    assertEquals(1, server.runs(true).size());
    assertCurve(0, -1, Double.NaN, -3, -4);
  }

  @Test
  void aStoppedTrialGoesOnInItsRunAndAFreshOneHasItsOwn() throws IOException {
    curve(1, "");
    TrialTask stopped = task(false);
    stopped.stopped();
    stopped.send();
    assertEquals("KILLED", server.runs(true).get(0).status);

    TrialTask next = task(false);
    next.send();
    assertEquals("RUNNING", server.runs(true).get(0).status);
    assertEquals(1, server.runs(true).size());

    TrialTask fresh = task(true);
    fresh.send();
    fresh.send();
    assertEquals(2, server.runs(true).size());
    assertCurve(1, -1);
  }

  @Test
  void manyEpochsAreSentInPieces() throws IOException {
    curve(8000, "");
    task(false).send();
    assertEquals(8000, server.runs(true).get(0).metrics.get("training/bound").size());
    assertEquals("80000", server.runs(true).get(0).tags.get("lowerbound.step"));
    assertEquals(List.of(), server.complaints());
  }
}
