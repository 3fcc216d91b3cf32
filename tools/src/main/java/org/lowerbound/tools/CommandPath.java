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
    Path path = Path.of(one(name, "a table.json or the folder that holds it", command, paths));
    return Files.isDirectory(path) ? path.resolve("table.json") : path;
  }

  /**
   * Returns the one path that was given.
   *
   * @param name the command, for messages
   * @param what the path is of
   * @param command the command, for the options that it has
   * @param paths what was given
   * @throws ParameterException if that is not one path
   */
  static String one(String name, String what, Command command, List<String> paths) {
    refuseOptions(command, paths);
    if (paths.size() != 1) {
      throw new ParameterException(
          "%s needs one PATH, %s, but was given %s"
              .formatted(name, what, paths.isEmpty() ? "none" : String.join(" ", paths)));
    }
    return paths.get(0);
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

  /**
   * Refuses unknown options.
   *
   * @param command the command, for the options that it has
   * @param words what was given besides known ones
   * @throws ParameterException if one of them is meant for an option
   */
  static void noOptions(Command command, List<String> words) {
    refuseOptions(command, words);
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
