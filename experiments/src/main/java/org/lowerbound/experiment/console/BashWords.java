package org.lowerbound.experiment.console;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterDescription;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of a program for bash: a line for the program, each command, and each option. */
final class BashWords {
  private final Completion completion;
  private final StringBuilder cases = new StringBuilder();

  BashWords(Completion completion) {
    this.completion = completion;
  }

  /** Returns the lines of a {@code case}. */
  String cases() {
    JCommander program = completion.commander();
    add("", program, program.getCommands().keySet().stream());
    program
        .getCommands()
        .forEach(
            (name, command) ->
                add(
                    name,
                    command,
                    Completion.takesPath(command) ? Stream.of(Completion.FILE) : Stream.of()));
    return cases.toString();
  }

  private void add(String command, JCommander of, Stream<String> words) {
    add(command, Stream.concat(words, Completion.options(of).stream().flatMap(Completion::names)));
    for (ParameterDescription option : Completion.options(of)) {
      if (Completion.takesValue(option)) {
        Completion.names(option)
            .forEach(
                name ->
                    add(
                        (command + " " + name).strip(),
                        completion.valuesOf(command, option).stream()));
      }
    }
  }

  /**
   * A blank is neither a word nor nothing: then what could stand without the option would be
   * offered.
   */
  private void add(String key, Stream<String> words) {
    cases.append(
        "    '%s') words=' %s' ;;\n".formatted(key, words.collect(Collectors.joining(" "))));
  }
}
