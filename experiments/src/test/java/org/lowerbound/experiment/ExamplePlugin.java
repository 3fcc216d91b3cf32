package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The plug-in of {@code experiments/examples}, also as it might be with a fault in it. */
final class ExamplePlugin {
  /** Its project. */
  static final Path PROJECT = Path.of("examples");

  private static final String SERVICE =
      "META-INF/services/org.lowerbound.experiment.config.SpecProvider";

  private ExamplePlugin() {}

  /** Compiles it and returns the folder of its classes. */
  static Path compile(Path folder) throws IOException {
    return compile(folder, UnaryOperator.identity());
  }

  /** Compiles it with its sources changed, and returns the folder of its classes. */
  static Path compile(Path folder, UnaryOperator<String> change) throws IOException {
    Path main = PROJECT.resolve("src/main");
    List<Path> sources;
    try (Stream<Path> files = Files.list(main.resolve("java/example"))) {
      sources = files.toList();
    }
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Files.createDirectories(folder.resolve("example"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-parameters",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
    for (Path source : sources) {
      Path copy = folder.resolve("example").resolve(source.getFileName());
      Files.writeString(copy, change.apply(Files.readString(source)));
      arguments.add(copy.toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, status, "the example does not compile");
    Path service = classes.resolve(SERVICE);
    Files.createDirectories(service.getParent());
    Files.copy(
        main.resolve("resources").resolve(SERVICE), service, StandardCopyOption.REPLACE_EXISTING);
    return classes;
  }

  /** Runs its sweep, with a folder or a jar of its classes. */
  static int sweep(Console console, Path folder, Path classes) throws IOException {
    String sweep = PROJECT.resolve("halfway.json").toString();
    return run(console, classes, "--sweep", sweep, "--out", folder.resolve("out").toString());
  }

  /** Runs a command line with a folder or a jar of its classes. */
  static int run(Console console, Path classes, String... arguments) throws IOException {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader plugin = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(plugin);
      return console.run(arguments);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
