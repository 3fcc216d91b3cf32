package org.lowerbound.experiment.console;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterDescription;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import com.google.common.primitives.Primitives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a shell can be told of a program, so that it completes what is typed: its options, its
 * commands with theirs, and the values that are known of some; any other value may be a file. The
 * options are what JCommander knows, so that there is nothing to forget.
 *
 * @param program the name of the jar without its ending
 * @param commander knows the options
 * @param values what may follow an option, by its name, or by {@code command --option} if it is one
 *     of a command; {@link #FILE} is any file, and nothing is what cannot be guessed
 */
public record Completion(
    String program, JCommander commander, ImmutableMap<String, ImmutableList<String>> values) {
  /** Stands among words for any file. */
  public static final String FILE = "/";

  /** Returns the script that tells a shell, which reads it by {@code source}. */
  public String script(Shell shell) {
    String script =
        switch (shell) {
          case BASH ->
              resource("completion.bash").replace("    CASES\n", new BashWords(this).cases());
          case ZSH -> resource("completion.zsh").replace("  BODY\n", new ZshWords(this).body());
        };
    // Who makes a command of a jar calls it so.
    String alias = program.equals("runner") ? "lowerbound" : "lowerbound-" + program;
    return script.replace("PROGRAM", program).replace("ALIAS", alias);
  }

  private static String resource(String name) {
    try {
      return Resources.toString(Resources.getResource(Completion.class, name), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of the program cannot be read", e);
    }
  }

  /** Returns the options of the program or of a command, by name. */
  static ImmutableList<ParameterDescription> options(JCommander of) {
    return of.getParameters().stream()
        .sorted(Comparator.comparing(ParameterDescription::getLongestName))
        .collect(toImmutableList());
  }

  static Stream<String> names(ParameterDescription option) {
    return Stream.of(option.getParameter().names());
  }

  static boolean takesValue(ParameterDescription option) {
    return type(option) != Boolean.class;
  }

  private static Class<?> type(ParameterDescription option) {
    return Primitives.wrap(option.getParameterized().getType());
  }

  /** Returns whether something may stand beside the options; what may not has no description. */
  static boolean takesPath(JCommander of) {
    return of.getMainParameterValue() != null && !of.getMainParameterDescription().isEmpty();
  }

  /** Returns what may follow an option; nothing is known of a number. */
  ImmutableList<String> valuesOf(String command, ParameterDescription option) {
    return names(option)
        .map(name -> values.get((command + " " + name).strip()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(
            Number.class.isAssignableFrom(type(option))
                ? ImmutableList.of()
                : ImmutableList.of(FILE));
  }
}
