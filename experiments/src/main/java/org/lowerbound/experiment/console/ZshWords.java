package org.lowerbound.experiment.console;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterDescription;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of a program for zsh, which shows what they are for. */
final class ZshWords {
  private final Completion completion;

  ZshWords(Completion completion) {
    this.completion = completion;
  }

  /** Returns the body of a function. */
  String body() {
    JCommander program = completion.commander();
    if (program.getCommands().isEmpty()) {
      return arguments("  ", "", program);
    }
    StringBuilder out = new StringBuilder("  local -a commands\n  commands=(\n");
    program
        .getCommands()
        .keySet()
        .forEach(
            name ->
                out.append("    ")
                    .append(
                        quoted(
                            name + ":" + program.getUsageFormatter().getCommandDescription(name)))
                    .append('\n'));
    out.append("  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n");
    out.append(arguments("    ", "", program));
    out.append("    return\n  fi\n  shift words\n  (( CURRENT-- ))\n  case $words[1] in\n");
    program
        .getCommands()
        .forEach(
            (name, command) ->
                out.append("    ")
                    .append(name)
                    .append(")\n")
                    .append(arguments("      ", name, command))
                    .append("      ;;\n"));
    return out.append("  esac\n").toString();
  }

  private String arguments(String indent, String command, JCommander of) {
    Stream<String> options =
        Completion.options(of).stream()
            .flatMap(option -> Completion.names(option).map(name -> option(command, option, name)));
    Stream<String> path = Completion.takesPath(of) ? Stream.of("*:path:_files") : Stream.of();
    return Stream.concat(options, path)
        .map(ZshWords::quoted)
        .collect(
            Collectors.joining(
                " \\\n" + indent + "  ", indent + "_arguments \\\n" + indent + "  ", "\n"));
  }

  private String option(String command, ParameterDescription option, String name) {
    String often = List.class.isAssignableFrom(option.getParameterized().getType()) ? "*" : "";
    String flag = often + name + "[" + escaped(option.getDescription()) + "]";
    return Completion.takesValue(option)
        ? flag + ":value:" + action(completion.valuesOf(command, option))
        : flag;
  }

  private static String action(ImmutableList<String> values) {
    String words =
        values.stream()
            .filter(value -> !value.equals(Completion.FILE))
            .collect(Collectors.joining(" "));
    if (!values.contains(Completion.FILE)) {
      return words.isEmpty() ? "" : "(" + words + ")";
    }
    return words.isEmpty()
        ? "_files"
        : "{_alternative \"words:word:(" + words + ")\" \"files:file:_files\"}";
  }

  private static String escaped(String description) {
    return description.replaceAll("([\\\\\\[\\]:])", "\\\\$1");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
