package org.lowerbound.experiment;

import com.google.common.collect.ImmutableList;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Says where a sweep's table is, and what can be typed next. */
final class NextSteps {
  private final Path folder;
  private final ImmutableList<String> figures;
  private final PrintStream err;

  /**
   * Prepares to say it.
   *
   * @param folder the sweep's folder
   * @param figures the names of its trials' figures
   * @param err where to
   */
  NextSteps(Path folder, ImmutableList<String> figures, PrintStream err) {
    this.folder = folder;
    this.figures = figures;
    this.err = err;
  }

  void print() {
    String tools = "  java -jar " + quoted(tools()) + " ";
    err.println("table: " + folder.resolve("table.json") + "; for a paper:");
    err.println(tools + "table " + quoted(folder) + " --format latex");
    if (!figures.isEmpty()) {
      String choice = figures.size() == 1 ? "" : " --name " + figures.get(0);
      err.println(tools + "figure " + quoted(folder) + choice + " --out figure.png");
    }
  }

  /** Returns {@code tools.jar} as it is reached from here, if it is beside this program's jar. */
  private static Path tools() {
    Path name = Path.of("tools.jar");
    return jar()
        .map(jar -> jar.resolveSibling(name))
        .filter(Files::isRegularFile)
        .map(NextSteps::fromHere)
        .orElse(name);
  }

  private static Optional<Path> jar() {
    CodeSource source = NextSteps.class.getProtectionDomain().getCodeSource();
    try {
      return source == null
          ? Optional.empty()
          : Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isRegularFile);
    } catch (URISyntaxException | RuntimeException e) {
      return Optional.empty(); // Started in some way of its own: the name alone must do.
    }
  }

  private static Path fromHere(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file) : file;
  }

  /** Returns a path as a shell takes it for one word. */
  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\p{L}\\p{N}/._:\\\\~+=@%-]+")
        ? text
        : "'" + text.replace("'", "'\\''") + "'";
  }
}
