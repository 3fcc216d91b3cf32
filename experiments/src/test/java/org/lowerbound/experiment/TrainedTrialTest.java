package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Split;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialResultJson;
import org.lowerbound.training.Examples;
import org.lowerbound.training.Matrix;

/** The trial of one small sweep, opened from what its folder holds. */
class TrainedTrialTest {
  private static final String SWEEP =
      """
      {
        "name": "one",
        "trial": {
          "dataset": {"type": "sprites", "scales": 2, "orientations": 2, "positions": 5},
          "model": {
            "type": "vae", "latents": 2,
            "encoder": {"type": "mlp", "hidden": [8]}, "decoder": {"type": "mlp", "hidden": [8]}
          },
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": 2},
          "evaluation": {"metrics": [{"type": "nll", "samples": 40}, "reconstruction-error"]}
        }
      }
      """;

  @TempDir static Path folder;
  private static Path trained;

  @BeforeAll
  static void train() throws IOException {
    Path file = Files.writeString(folder.resolve("one.json"), SWEEP);
    Console console = new Console(Map.of());
    String out = folder.resolve("out").toString();
    assertEquals(Runner.OK, console.run("--sweep", file.toString(), "--out", out), console.err());
    try (Stream<Path> trials = Files.list(folder.resolve("out/one/trials"))) {
      trained = trials.findFirst().orElseThrow();
    }
  }

  /** Returns a copy of the trial's folder, for a test to change. */
  private static Path copy() throws IOException {
    Path target = Files.createTempDirectory(folder, "copy");
    try (Stream<Path> files = Files.list(trained)) {
      for (Path file : ImmutableList.copyOf(files.iterator())) {
        if (Files.isRegularFile(file)) {
          Files.copy(file, target.resolve(file.getFileName().toString()));
        }
      }
    }
    return target;
  }

  private static void assertRefused(String words, Path trial) {
    RuntimeException e =
        assertThrows(RuntimeException.class, () -> TrainedTrial.open(trial).close());
    assertTrue(e.getMessage().contains(words), e.toString());
  }

  @Test
  void itsNumbersAreThoseOfTheResult() {
    TrialResult result = TrialResultJson.read(trained.resolve("result.json"));
    try (TrainedTrial trial = TrainedTrial.open(trained)) {
      assertEquals(result.id(), trial.id());
      assertEquals(ImmutableList.of(), trial.remarks());
      Examples test = trial.examples(Split.TEST);
      double nll = -trial.model().logProb(test, 40).nats().stream().average().orElseThrow();
      // The same draws in another graph, whose sums in 32 bits may round in another order.
      assertEquals(result.metrics().get("nll").value(), nll, 1e-4);
      Matrix means = trial.model().reconstruct(test);
      double squares = 0;
      for (int i = 0; i < means.values().length; i++) {
        squares += Math.pow(means.values()[i] - test.observations().values()[i], 2);
      }
      assertEquals(
          result.metrics().get("reconstruction-error").value(),
          squares / means.values().length,
          1e-6);
    }
  }

  @Test
  void withoutWhatWasKnownOfTheDataTheDataTellIt() throws IOException {
    Path missing = copy();
    Files.delete(missing.resolve("observed.json"));
    Path damaged = copy();
    Files.writeString(
        damaged.resolve("observed.json"),
        Files.readString(damaged.resolve("observed.json")).replace("grey", "real"));
    try (TrainedTrial trial = TrainedTrial.open(trained)) {
      float[] samples = trial.model().sample(3).values();
      for (Path other : new Path[] {missing, damaged}) {
        try (TrainedTrial same = TrainedTrial.open(other)) {
          assertArrayEquals(samples, same.model().sample(3).values());
        }
      }
    }
  }

  @Test
  void whatIsNotATrainedTrialIsNamed() throws IOException {
    assertRefused("is no trial's folder: there is no config.json in it", folder);
    Path unfinished = copy();
    Files.delete(unfinished.resolve("result.json"));
    assertRefused("the training has not come to its end", unfinished);
    Path gone = copy();
    Files.delete(gone.resolve("checkpoint.bin"));
    assertRefused("there is no checkpoint " + gone, gone);
    Path damaged = copy();
    byte[] bytes = Files.readAllBytes(damaged.resolve("checkpoint.bin"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged.resolve("checkpoint.bin"), bytes);
    assertRefused("checkpoint.bin is damaged; the runner makes it again with --fresh", damaged);
    Path cut = copy();
    Files.write(cut.resolve("checkpoint.bin"), Arrays.copyOf(bytes, 50));
    assertRefused("checkpoint.bin is damaged", cut);
    assertRefused("is of another training", changed("\"latents\": 2", "\"latents\": 3"));
    assertRefused("unknown type", changed("\"type\": \"vae\"", "\"type\": \"of-a-plug-in\""));
  }

  private static Path changed(String before, String after) throws IOException {
    Path changed = copy();
    Path config = changed.resolve("config.json");
    String text = Files.readString(config);
    String other = text.replace(before, after);
    assertTrue(!other.equals(text), text);
    Files.writeString(config, other);
    return changed;
  }

  @Test
  void aFailedTrialSaysWhy() throws IOException {
    Path failed = copy();
    var result = (ObjectNode) Json.read(failed.resolve("result.json"));
    result.put("status", "diverged").put("message", "at step 7").remove("checksum");
    Files.writeString(failed.resolve("result.json"), Json.print(result));
    assertRefused("the trial diverged: at step 7", failed);
  }
}
