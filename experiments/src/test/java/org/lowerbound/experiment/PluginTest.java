package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;

/** The objective of one's own that ARCHITECTURE.md shows: compiled from there, named and swept. */
final class PluginTest {
  private static final String SWEEP =
      """
      {
        "name": "mine",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 100, "validation": 20, "test": 20},
          "model": {"type": "vae", "latents": 2, "likelihood": "normal"},
          "objective": {"type": "halfway"},
          "training": {"batchSize": 20, "epochs": 1},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"grid": {"objective.draws": [1, 8]}}]
      }
      """;

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private static String example() throws IOException {
    String text = Files.readString(Path.of("..", "ARCHITECTURE.md"));
    Matcher block =
        Pattern.compile("```java\\n(package example;.*?)```", Pattern.DOTALL).matcher(text);
    assertTrue(block.find(), "no example in ARCHITECTURE.md");
    return block.group(1);
  }

  private Path compile(String source) throws IOException {
    Path file = Files.writeString(folder.resolve("Halfway.java"), source);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                file.toString());
    assertEquals(0, status, "the example does not compile");
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.lowerbound.experiment.config.SpecProvider"),
        "example.Halfway$Provider\n");
    return classes;
  }

  @Test
  void theExampleIsShortCompilesAndIsSwept() throws IOException {
    String source = example();
    assertTrue(source.lines().count() < 40);
    Path classes = compile(source);
    assertEquals(Runner.OK, sweepWith(classes), console.err());
    assertEquals(2, Json.read(folder.resolve("out/mine/table.json")).get("rows").size());
  }

  @Test
  void aChangedPluginIsRunAgain() throws IOException {
    Path classes = compile(example());
    assertEquals(Runner.OK, sweepWith(classes), console.err());
    assertTrue(console.err().contains("2 of 2 trials to run"), console.err());
    assertEquals(Runner.OK, sweepWith(classes), console.err());
    assertTrue(console.err().contains("0 of 2 trials to run"), console.err());

    compile(example().replace("0.5f", "0.25f"));
    assertEquals(Runner.OK, sweepWith(classes), console.err());
    assertTrue(console.err().contains("2 of 2 trials to run"), console.err());
    assertTrue(
        console.err().contains("2 of them ran with another version of their plug-ins"),
        console.err());
  }

  private int sweepWith(Path classes) throws IOException {
    Path sweep = Files.writeString(folder.resolve("mine.json"), SWEEP);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader plugin = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(plugin);
      return console.run("--sweep", sweep.toString(), "--out", folder.resolve("out").toString());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
