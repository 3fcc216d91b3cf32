package org.lowerbound.experiment.sweep;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;

/** Writes the sweep files of a test, in which single quotes stand for double ones. */
final class SweepFiles {
  private final Path folder;

  SweepFiles(Path folder) {
    this.folder = folder;
  }

  /** Returns a sweep named s whose file has these keys besides. */
  Sweep sweep(String keys) {
    return SweepFile.read(file("s.json", "{'name': 's', " + keys + "}"));
  }

  Path file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the message of what is wrong with a sweep with these keys, without its file's name. */
  String problem(String keys) {
    ConfigException e = assertThrows(ConfigException.class, () -> sweep(keys).trials());
    return e.getMessage().replace(folder.resolve("s.json") + ": ", "").replace('"', '\'');
  }

  /** Returns the trials with what a function makes of their configs. */
  static ImmutableList<ResolvedTrial> resolved(Sweep sweep, UnaryOperator<JsonNode> resolver) {
    return sweep.resolve(
        trial -> new ResolvedTrial(trial, resolver.apply(trial.config())), trial -> trial);
  }

  static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"'), "test");
  }

  static List<String> labels(Sweep sweep) {
    return sweep.trials().stream().map(Trial::label).toList();
  }

  static List<String> configs(Sweep sweep) {
    return sweep.trials().stream()
        .map(trial -> Json.printLine(trial.config()).replace('"', '\''))
        .toList();
  }
}
