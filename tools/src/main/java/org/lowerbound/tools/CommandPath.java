package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lowerbound.experiment.result.Names;

/**
 * What stands besides options: one path, of a {@code table.json} or the folder that holds it, or
 * nothing.
 */
final class CommandPath {
  private CommandPath() {}

  /**
   * Returns the place of the table.
   *
   * @param name the command, for messages
   * @param command the command, for the options that it has
   * @param paths what was given
   * @throws ParameterException if that is not one path
   */
  static Path table(String name, Command command, List<String> paths) {
    refuseOptions(command, paths);
    if (paths.size() != 1) {
      throw new ParameterException(
          name
              + " needs one PATH, a table.json or the folder that holds it, but was given "
              + (paths.isEmpty() ? "none" : String.join(" ", paths)));
    }
    Path path = Path.of(paths.get(0));
    return Files.isDirectory(path) ? path.resolve("table.json") : path;
  }

  /**
   * Refuses everything.
   *
   * @param name the command, for messages
   * @param command the command, for the options that it has
   * @param rest what was given besides options
   * @throws ParameterException if that is not nothing
   */
  static void none(String name, Command command, List<String> rest) {
    refuseOptions(command, rest);
    if (!rest.isEmpty()) {
      throw new ParameterException(
          name + " takes options only, but was given " + String.join(" ", rest));
    }
  }

  /** JCommander takes an option that it does not know for a path. */
  private static void refuseOptions(Command command, List<String> paths) {
    for (String path : paths) {
      if (path.startsWith("-")) {
        throw new ParameterException(Names.unknown("option", path, options(command)));
      }
    }
  }

  private static ImmutableList<String> options(Command command) {
    return new JCommander(command)
        .getParameters().stream()
            .flatMap(parameter -> Stream.of(parameter.getParameter().names()))
            .sorted()
            .collect(toImmutableList());
  }
}
