package org.lowerbound.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.Host;
import org.lowerbound.experiment.result.Provenance;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.Timing;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;

class BenchPiecesTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration LATE = Duration.ofSeconds(60);

  private static TrialResult result(Timing timing) {
    return new TrialResult(
        "ab12",
        TrialStatus.COMPLETED,
        Optional.empty(),
        ImmutableMap.of("validation.nll", Estimate.exact(90, 300)),
        Optional.empty(),
        ImmutableList.of(),
        new Provenance(
            new BuildInfo("1", "c"),
            "2",
            new Host("17", "Linux", "cpu"),
            new Provenance.DatasetId("mnist", "f"),
            Optional.empty(),
            ImmutableMap.of(),
            "h",
            Instant.EPOCH),
        timing);
  }

  @Test
  void theRateOfATrainingLeavesOutTheFirstStep() {
    TrialResult result = result(new Timing(9, 4.5, 1001, 4, 0.5, 2));
    assertEquals(100 * 1000 / 4.0, Rates.examplesPerSecond(Workload.W1, result));
    assertEquals(20 * 1000 / 4.0, Rates.examplesPerSecond(Workload.W2, result));
    assertThrows(
        ResultException.class, () -> Rates.trained(20, result(new Timing(1, 1, 1, 1, 1, 0))));
  }

  @Test
  void theRateOfAnEvaluationIsOfItsExamples() {
    assertEquals(
        150, Rates.examplesPerSecond(Workload.W3, result(new Timing(9, 4.5, 1, 4, 0.5, 2))));
  }

  @Test
  void theRateOfAFigureIsOfTheImagesThatItDraws() {
    assertEquals(
        50,
        Rates.examplesPerSecond(ModelWorkload.W12_DDIM, result(new Timing(9, 4.5, 1, 4, 0.5, 2))));
  }

  @Test
  void theBoundOfTheMemoryIsCountedByHand() {
    // A row of the encoder has 784 + 200 + 200 + 100 values, one of the decoder 50 + 400 + 784.
    MemoryBound bound = MemoryBound.of(Workload.W2, 10, 1000);
    assertEquals(10 * 784, bound.dataBytes());
    assertEquals(4 * 4 * 1000, bound.parameterBytes());
    assertEquals(2 * 4 * 20 * (1284 + 50 * 1234), bound.activationBytes());
    assertEquals(
        bound.dataBytes() + bound.parameterBytes() + bound.activationBytes(), bound.bytes());
  }

  @Test
  void growthIsTheWorstStep() {
    assertEquals(1.5, GrowthPart.worst(4, 2, 3, 1));
    assertEquals(0.5, GrowthPart.worst(4, 2, 1));
  }

  @Test
  void theLimitBetweenTwoMomentsIsTheBestLibrarysMean() {
    assertEquals(
        15,
        GemmLimit.between(
            ImmutableMap.of("a", 10.0, "b", 18.0), ImmutableMap.of("a", 20.0, "b", 8.0)));
  }

  @Test
  void aWorkspaceLeavesNothing() throws IOException {
    Path file;
    try (Workspace workspace = new Workspace()) {
      file = workspace.path("a.txt");
      assertFalse(file.equals(workspace.path("a.txt")));
      Files.writeString(file, "x");
    }
    assertFalse(Files.exists(file.getParent()));
  }

  @Test
  void aChildGivesItsOutputOrItsLastWords() {
    try (Workspace workspace = new Workspace()) {
      try (ChildProcess child =
          new ChildProcess(workspace, ImmutableList.of(JAVA, "--version"), ImmutableMap.of())) {
        child.watch(SOON, LATE, () -> false);
        assertFalse(child.output().isBlank());
      }
      try (ChildProcess child =
          new ChildProcess(workspace, ImmutableList.of(JAVA, "NoSuchClass"), ImmutableMap.of())) {
        child.watch(SOON, LATE, () -> false);
        var e = assertThrows(ResultException.class, child::output);
        assertTrue(e.getMessage().contains("NoSuchClass ended with 1: "), e.getMessage());
      }
      var missing =
          assertThrows(
              ResultException.class,
              () ->
                  new ChildProcess(
                      workspace, ImmutableList.of("no-such-program"), ImmutableMap.of()));
      assertTrue(missing.getMessage().startsWith("cannot start no-such-program: "));
    }
  }

  @Test
  void whatARunnerWroteIsFound(@TempDir Path folder) throws IOException {
    TrialOutput output = new TrialOutput(folder.resolve("out"));
    assertEquals(Optional.empty(), output.firstStep());
    assertEquals(0, output.epochs());
    Path trial = Files.createDirectories(folder.resolve("out/bench/trials/ab12"));
    Files.writeString(
        trial.resolve("log.txt"),
        """
        2026-01-31T12:00:00.250Z started: W1
        2026-01-31T12:00:01.500Z first step after 1.250 s
        """);
    Files.writeString(trial.resolve("metrics.jsonl"), "{}\n{}\n");
    assertEquals(Optional.of(Instant.parse("2026-01-31T12:00:01.500Z")), output.firstStep());
    assertEquals(2, output.epochs());
    assertEquals(ImmutableList.of(trial.resolve("log.txt")), output.files("log.txt"));
  }
}
