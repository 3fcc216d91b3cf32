package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** The objective of one's own that ARCHITECTURE.md shows, as a plug-in. */
final class ExamplePlugin {
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

  private ExamplePlugin() {}

  static String source() throws IOException {
    String text = Files.readString(Path.of("..", "ARCHITECTURE.md"));
    Matcher block =
        Pattern.compile("```java\\n(package example;.*?)```", Pattern.DOTALL).matcher(text);
    assertTrue(block.find(), "no example in ARCHITECTURE.md");
    return block.group(1);
  }

  /** Returns the folder of the plug-in's classes. */
  static Path compile(Path folder, String source) throws IOException {
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

  /** Sweeps it over its draws, with a folder or a jar of its classes. */
  static int sweep(Console console, Path folder, Path classes) throws IOException {
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
