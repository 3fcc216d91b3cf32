package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plug-in that goes wrong is named by its type and its class, in one line. */
final class BrokenPluginTest {
  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // What it does in build(), if anything; the message.
        "if (draws > 1) throw new IllegalStateException(`boom`); | the plug-in type 'halfway'"
            + " (example.Halfway) failed at Halfway.java:21: IllegalStateException: boom (in trial"
            + " #1: objective.draws=8)",
        "if (draws > 0) throw new AssertionError(); | the plug-in type 'halfway' (example.Halfway)"
            + " failed at Halfway.java:21: AssertionError",
        "if (draws > 0) return null; | the plug-in type 'halfway' (example.Halfway) gave nothing"
            + " (null)",
      })
  void whatItThrowsOrDoesNotGiveIsSaid(String code, String message) throws IOException {
    refuses(
        message,
        ExamplePlugin.compile(
            folder,
            source ->
                source.replace(
                    "    var logWeights", code.replace('`', '"') + "\n    var logWeights")));
  }

  @Test
  void soIsWhatItsConstructorThrows() throws IOException {
    refuses(
        "trial.objective: the plug-in type 'halfway' (example.Halfway) failed:"
            + " ArithmeticException: odd",
        ExamplePlugin.compile(
            folder,
            source ->
                source.replace(
                    "int draws) implements BoundObjective {",
                    "int draws) implements BoundObjective {\n  public Halfway { if (draws > 0)"
                        + " throw new ArithmeticException(\"odd\"); }")));
  }

  @Test
  void soIsWhatItsProviderThrows() throws IOException {
    refuses(
        "the plug-in example.ExampleTypes cannot add its types: ArithmeticException: odd",
        ExamplePlugin.compile(
            folder,
            source ->
                source.replace(
                    "types.add(Objective",
                    "if (true) throw new ArithmeticException(\"odd\"); types.add(Objective")));
  }

  @Test
  void aClassThatIsCutShortIsSaid() throws IOException {
    Path classes = ExamplePlugin.compile(folder);
    truncate(classes.resolve("example/ExampleTypes.class"));
    refuses("a plug-in cannot be loaded: ", classes);
  }

  @Test
  void soIsAJar() throws IOException {
    Path jar = Files.write(folder.resolve("halfway.jar"), new byte[] {'P', 'K', 3, 4, 0, 0});
    refuses("halfway.jar is no whole jar: it is truncated or damaged", jar);
  }

  private static void truncate(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }

  private void refuses(String message, Path classes) throws IOException {
    assertEquals(Runner.USAGE, ExamplePlugin.sweep(console, folder, classes), console.err());
    assertEquals(1, console.err().lines().count(), console.err());
    assertTrue(console.err().contains(message), console.err());
    assertFalse(Files.exists(folder.resolve("out")), "nothing may be written");
  }
}
