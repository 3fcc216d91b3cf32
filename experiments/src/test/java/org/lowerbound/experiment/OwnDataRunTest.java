package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep on a user's own file. */
class OwnDataRunTest {
  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private void table(double first) throws IOException {
    Files.writeString(
        folder.resolve("table.csv"),
        IntStream.range(0, 40)
            .mapToObj(i -> (i == 0 ? first : i % 7) + "," + i)
            .collect(Collectors.joining("\n", "a,b\n", "\n")));
  }

  private int run(String... more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("own.json"),
            """
            {"name": "own", "trial": {
              "dataset": {"type": "csv", "path": "table.csv", "standardize": true},
              "model": {"type": "vae", "latents": 1, "likelihood": "normal"}, "objective": "elbo",
              "training": {"batchSize": 10, "steps": 2},
              "evaluation": {"metrics": ["elbo"]}}}
            """);
    String[] arguments = {
      "--sweep",
      file.toString(),
      "--out",
      folder.resolve("out").toString(),
      "--data",
      folder.toString()
    };
    return console.run(
        Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new));
  }

  @Test
  void runsAgainWhenTheFileHasChanged() throws IOException {
    table(3);
    assertEquals(0, run());
    assertEquals(0, run());
    assertTrue(console.err().contains("0 of 1 trials to run"), console.err());
    table(4);
    assertEquals(0, run());
    assertTrue(console.err().contains("1 of 1 trials to run"), console.err());
  }

  @Test
  void showsTheDataWithoutARun() throws IOException {
    table(3);
    assertEquals(0, run("--dry-run"));
    assertTrue(console.out().contains("data csv: [2] of real, standardised"), console.out());
    assertTrue(console.out().contains("train 32, validation 4, test 4"), console.out());
  }
}
