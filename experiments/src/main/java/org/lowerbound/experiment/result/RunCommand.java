package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.experiment.console.ShellWords;

/**
 * The command line that made numbers, without what they do not depend on: where data were found,
 * how many trials ran side by side, what was shown meanwhile.
 *
 * @param arguments the runner's arguments, as they were typed
 * @param plugins the plug-in jars that trials are made of, as the class path had them
 * @param sweepSha256 the SHA-256 of the sweep file's bytes, in hexadecimal
 */
public record RunCommand(
    ImmutableList<String> arguments, ImmutableList<String> plugins, String sweepSha256) {
  private static final String JAR = "runner.jar";
  private static final String MAIN_CLASS = "org.lowerbound.experiment.Runner";
  private static final String SWEEP = "--sweep";

  /** The options that choose among the trials: a table that has all needs none. */
  private static final ImmutableSet<String> CHOOSING = ImmutableSet.of("--only", "--shard");

  /** Checks that there is a sweep. */
  public RunCommand {
    int sweep = arguments.indexOf(SWEEP);
    checkArgument(
        sweep >= 0 && sweep + 1 < arguments.size(),
        "a command needs --sweep FILE but is %s",
        arguments);
  }

  /** Returns the sweep as it was named. */
  public String sweep() {
    return arguments.get(arguments.indexOf(SWEEP) + 1);
  }

  /** Returns the command that runs all trials. */
  public RunCommand ofAllTrials() {
    return without(CHOOSING);
  }

  /** Returns the command that keeps results where they are kept by default. */
  public RunCommand inUsualPlace() {
    return without(ImmutableSet.of("--out"));
  }

  private RunCommand without(ImmutableSet<String> options) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      if (!options.contains(arguments.get(i))) {
        all.addAll(arguments.subList(i, Math.min(i + 2, arguments.size())));
      }
    }
    return new RunCommand(ImmutableList.copyOf(all), plugins, sweepSha256);
  }

  /** Returns the line to paste into a shell. */
  public String line() {
    ImmutableList.Builder<String> words = ImmutableList.<String>builder().add("java");
    if (plugins.isEmpty()) {
      words.add("-jar", JAR);
    } else {
      words.add("-cp", JAR + ":" + String.join(":", plugins), MAIN_CLASS);
    }
    return words.addAll(arguments).build().stream().map(ShellWords::quoted).collect(joining(" "));
  }
}
