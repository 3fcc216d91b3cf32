package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is said in one line, with status 2, before anything runs. */
class BrokenSweepsTest {
  private static final String GOOD =
      """
      {
        "name": "broken",
        "trial": {
          "dataset": {"type": "sprites", "scales": 1, "orientations": 2, "positions": 3},
          "model": {"type": "vae", "latents": 2},
          "objective": {"type": "elbo", "beta": 1.0},
          "optimizer": {"type": "adam", "learningRate": 0.001},
          "training": {"batchSize": 10, "epochs": 2},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"grid": {"seed": [1, 2]}}]
      }
      """;

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments("\"name\"", "\"name", "line 2"),
        arguments("\"latents\"", "\"latens\"", "did you mean 'latents'?"),
        arguments("\"type\": \"vae\"", "\"type\": \"vea\"", "unknown type"),
        arguments("\"latents\": 2", "\"latents\": \"two\"", "expected a whole number"),
        arguments("\"latents\": 2", "\"latents\": 2.5", "expected a whole number"),
        arguments("\"latents\": 2", "\"latents\": -2", "must be positive but is -2"),
        arguments("\"epochs\": 2", "\"epochs\": 2, \"steps\": 9", "either in \"epochs\" or"),
        arguments("\"batchSize\": 10", "\"batchSize\": 10, \"batchSize\": 20", "batchSize"),
        arguments("\"batchSize\": 10", "\"batchSize\": 1000", "larger than the training split"),
        arguments(
            "\"beta\": 1.0",
            "\"beta\": {\"type\": \"linear\", \"from\": 0, \"to\": 1, \"over\": {\"epochs\": 5}}",
            "schedule of beta goes on for"),
        arguments("[\"elbo\"]", "[\"exact-nll\"]", "true density of sprites is not known"),
        arguments("[\"elbo\"]", "[\"elbo\", \"elbo\"]", "two metrics fill the column elbo"),
        arguments("[\"elbo\"]", "[\"elbow\"]", "did you mean 'elbo'?"),
        arguments(
            "{\"type\": \"sprites\", \"scales\": 1, \"orientations\": 2, \"positions\": 3}",
            "\"linear-gaussian\"",
            "bernoulli likelihood is a mass on binary values"),
        arguments("[1, 2]", "[1, 1]", "the same trial"),
        arguments("[1, 2]", "[]", "seed"),
        arguments("{\"grid\": {\"seed\"", "{\"zip\": {\"training.epochs\": [1], \"seed\"", "zip"),
        arguments("\"seed\": [1, 2]", "\"objective.betta\": [1, 2]", "did you mean 'beta'?"),
        arguments(
            "\"axes\"", "\"table\": {\"columns\": [\"nnl\"]}, \"axes\"", "unknown metric 'nnl'"),
        arguments(
            "\"axes\"",
            "\"table\": {\"sort\": \"validation.elbo\"}, \"axes\"",
            "table.sort: unknown metric 'validation.elbo'"),
        arguments("\"axes\"", "\"table\": {\"sort\": \"rate\"}, \"axes\"", "table.sort: no value"),
        arguments("\"axes\"", "\"table\": {\"rows\": [\"sead\"]}, \"axes\"", "table.rows"),
        arguments(
            "\"axes\"",
            "\"published\": {\"source\": \"s\", \"metric\": \"elbo\", \"values\": {\"x\": 1}},"
                + " \"axes\"",
            "published.values"),
        arguments("\"axes\"", "\"include\": \"nowhere.json\", \"axes\"", "nowhere.json"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void oneClearLineAndStatusTwo(String from, String to, String expected) throws IOException {
    assertTrue(GOOD.contains(from), from);
    Path sweep = Files.writeString(folder.resolve("sweep.json"), GOOD.replace(from, to));

    int status = console.run("--sweep", sweep.toString(), "--out", folder.resolve("r").toString());

    assertEquals(Runner.USAGE, status, console.err());
    assertEquals(1, console.err().lines().count(), console.err());
    assertTrue(console.err().contains(expected), console.err());
    assertFalse(Files.exists(folder.resolve("r")), "nothing may be written");
  }

  static Stream<Arguments> badArguments() {
    return Stream.of(
        arguments("--swep x.json", "did you mean '--sweep'?"),
        arguments("", "--sweep FILE is missing"),
        arguments("--sweep nowhere.json", "nowhere.json"),
        arguments("--sweep GOOD --jobs 0", "--jobs must be at least 1"),
        arguments("--sweep GOOD --jobs two", "--jobs"),
        arguments("--sweep GOOD --trace-step 0", "--trace-step must be at least 1 but is 0"),
        arguments("--sweep GOOD --trace-step ten", "--trace-step"),
        arguments("--sweep GOOD --progress loud", "auto, bar, plain or none"),
        arguments("--sweep GOOD --shard 3/2", "--shard 3/2"),
        arguments("--sweep GOOD --only seed=7", "seed"),
        arguments("--sweep GOOD --set training.epoch=3", "did you mean 'epochs'"),
        arguments("--sweep GOOD --set seed=3", "axes"),
        arguments("--sweep GOOD --set training", "expected path=value"));
  }

  @ParameterizedTest
  @MethodSource("badArguments")
  void badArgumentsToo(String arguments, String expected) throws IOException {
    Path good = Files.writeString(folder.resolve("good.json"), GOOD);
    String[] words =
        arguments.isEmpty()
            ? new String[0]
            : arguments.replace("GOOD", good.toString()).split(" ", -1);

    assertEquals(Runner.USAGE, console.run(words), console.err());
    assertEquals(1, console.err().lines().count(), console.err());
    assertTrue(console.err().contains(expected), console.err());
  }

  @Test
  void dataThatIsNotThereIsOneMessage() throws IOException {
    String text =
        GOOD.replace(
            "{\"type\": \"sprites\", \"scales\": 1, \"orientations\": 2, \"positions\": 3}",
            "\"mnist\"");
    Path sweep = Files.writeString(folder.resolve("sweep.json"), text);
    String data = folder.resolve("no-such-data").toString();

    assertEquals(Runner.USAGE, console.run("--sweep", sweep.toString(), "--data", data));
    assertTrue(console.err().contains(data), console.err());
    assertFalse(console.err().contains("Exception"), console.err());
  }
}
