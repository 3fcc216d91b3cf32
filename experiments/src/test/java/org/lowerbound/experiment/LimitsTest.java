package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is far too large, too deep or no text is told in one line, and nothing is made of it. */
class LimitsTest {
  private static final String TRIAL =
      """
      {
        "dataset": {"type": "sprites", "scales": 1, "orientations": 2, "positions": 3},
        "model": {"type": "vae", "latents": 2},
        "objective": "elbo",
        "training": {"batchSize": 10, "epochs": 2},
        "evaluation": {"metrics": ["elbo"]}
      }
      """;

  private static final String SWEEP = "{\"name\": \"limits\", \"trial\": " + TRIAL + "%s}";

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private static String axis(int length, String... paths) {
    String values =
        IntStream.range(0, length).mapToObj(String::valueOf).collect(Collectors.joining(","));
    return Stream.of(paths)
        .map(path -> "\"%s\": [%s]".formatted(path, values))
        .collect(Collectors.joining(", ", "{\"grid\": {", "}}"));
  }

  static Stream<Arguments> files() {
    String grid = axis(1000, "a", "b", "c", "d");
    return Stream.of(
        arguments(
            SWEEP.formatted(", \"axes\": [" + grid + "]"),
            "axes[0].grid: 1000000000000 trials are too many; at most 100000"),
        arguments(
            SWEEP.formatted(", \"axes\": [%s, %s]".formatted(axis(1000, "a"), axis(1000, "seed"))),
            "axes: 1000000 trials are too many; at most 100000"),
        arguments(
            SWEEP.formatted(", \"x\": " + "{\"a\":".repeat(900) + "1" + "}".repeat(900)),
            "objects and lists are nested too deeply; at most 100 levels"),
        arguments(
            SWEEP.formatted(", \"x\": " + "[".repeat(100_000)),
            "objects and lists are nested too deeply; at most 100 levels"),
        arguments(
            SWEEP.formatted(
                ", \"axes\": [{\"cases\": {\"A\": {\"a.b\": "
                    + "{\"c.d.e.f\":".repeat(80)
                    + "1"
                    + "}".repeat(80)
                    + "}}}]"),
            "objects and lists are nested too deeply; at most 100 levels"),
        arguments(
            "{\"name\": \"p\", \"include\": \"a\\u0000b\"}", "include: 'a\\u0000b' is not a path"),
        arguments(
            SWEEP.replace("limits", "a\\u0000b").formatted(""),
            "name must be able to name a folder"),
        arguments(
            SWEEP.replace("\"elbo\",", "\"\\u001b[31mred\",").formatted(""), "\\u001b[31mred"),
        arguments(
            SWEEP.replace("\"elbo\",", "\"" + "x".repeat(1_000_000) + "\",").formatted(""),
            "unknown type 'xxx"),
        arguments(
            SWEEP.replace("\"latents\": 2", "\"latents\": 2147483647").formatted(""),
            "trial.model: latents must be at most"),
        arguments("", "is empty"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileIsRefusedInOneLine(String text, String expected) throws IOException {
    Path sweep = Files.writeString(folder.resolve("sweep.json"), text);
    refuses(expected, "--sweep", sweep.toString());
  }

  @ParameterizedTest
  @MethodSource("options")
  void anOptionIsRefusedInOneLine(String option, String value, String expected) throws IOException {
    Path sweep = Files.writeString(folder.resolve("sweep.json"), SWEEP.formatted(""));
    refuses(expected, "--sweep", sweep.toString(), option, value);
  }

  static Stream<Arguments> options() {
    return Stream.of(
        arguments("--data", "a\0b", "'a\\u0000b' is not a path"),
        arguments("--set", "a.".repeat(10_000) + "b=1", "it has more than 50 keys"),
        arguments("--set", "optimizer.learningRate=.001", "'.001' is not a number; write 0.001"),
        arguments("--set", "optimizer.learningRate=1,5", "'1,5' is not a number; write 1.5"),
        arguments("--set", "objective=\u001b[31m", "unknown type '\\u001b[31m'"));
  }

  @Test
  void noFolderIsNamedWithNul() throws IOException {
    Path sweep = Files.writeString(folder.resolve("sweep.json"), SWEEP.formatted(""));
    assertEquals(
        Runner.USAGE, console.run("--sweep", sweep.toString(), "--out", "a\0b"), console.err());
    assertTrue(console.err().contains("--out: 'a\\u0000b' is not a path"), console.err());
  }

  @Test
  void filesThatIncludeEachOtherWithoutEndAreRefused() throws IOException {
    for (int i = 0; i < 100; i++) {
      Files.writeString(
          folder.resolve(i + ".json"),
          "{\"name\": \"n\", \"include\": \"%d.json\"}".formatted(i + 1));
    }
    refuses("more than 50 files", "--sweep", folder.resolve("0.json").toString());
  }

  @Test
  void aProblemOfSomeTrialsNamesTheFirstAndCountsTheOthers() throws IOException {
    String late =
        SWEEP.replace(
            "\"objective\": \"elbo\"",
            "\"objective\": {\"type\": \"elbo\", \"beta\": {\"type\": \"linear\", \"from\": 0,"
                + " \"to\": 1, \"over\": {\"epochs\": 3}}}");
    Path sweep =
        Files.writeString(
            folder.resolve("sweep.json"),
            late.formatted(
                ", \"axes\": [{\"grid\": {\"training.epochs\": [4, 2, 5]}},"
                    + " {\"grid\": {\"seed\": [1, 2, 3]}}]"));
    refuses("(in trial #3: training.epochs=2, seed=1 and 2 more)", "--sweep", sweep.toString());
  }

  private void refuses(String expected, String... arguments) {
    String out = folder.resolve("r").toString();
    int status =
        console.run(
            Stream.concat(Stream.of(arguments), Stream.of("--out", out)).toArray(String[]::new));
    assertEquals(Runner.USAGE, status, console.err());
    assertEquals(1, console.err().lines().count(), console.err());
    assertTrue(console.err().contains(expected), console.err());
    assertTrue(console.err().length() < 3000, "a long message");
    assertTrue(
        console.err().strip().chars().noneMatch(Character::isISOControl), "control characters");
    assertFalse(Files.exists(folder.resolve("r")), "nothing may be written");
  }
}
