package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;

/** The objective of one's own that ARCHITECTURE.md shows: compiled from there, named and swept. */
final class PluginTest {
  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  @Test
  void theExampleIsShortCompilesAndIsSwept() throws IOException {
    String source = ExamplePlugin.source();
    assertTrue(source.lines().count() < 40);
    Path classes = ExamplePlugin.compile(folder, source);
    assertEquals(Runner.OK, ExamplePlugin.sweep(console, folder, classes), console.err());
    assertEquals(2, Json.read(folder.resolve("out/mine/table.json")).get("rows").size());
  }

  @Test
  void aChangedPluginIsRunAgain() throws IOException {
    Path classes = ExamplePlugin.compile(folder, ExamplePlugin.source());
    assertEquals(Runner.OK, ExamplePlugin.sweep(console, folder, classes), console.err());
    assertTrue(console.err().contains("2 of 2 trials to run"), console.err());
    assertEquals(Runner.OK, ExamplePlugin.sweep(console, folder, classes), console.err());
    assertTrue(console.err().contains("0 of 2 trials to run"), console.err());

    ExamplePlugin.compile(folder, ExamplePlugin.source().replace("0.5f", "0.25f"));
    assertEquals(Runner.OK, ExamplePlugin.sweep(console, folder, classes), console.err());
    assertTrue(console.err().contains("2 of 2 trials to run"), console.err());
    assertTrue(
        console
            .err()
            .contains("and 1 more: it ran with another version of its plug-ins; runs again"),
        console.err());
  }
}
