package org.lowerbound.tools.reproduce;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.RunCommand;
import org.lowerbound.experiment.sweep.Overrides;
import org.lowerbound.experiment.sweep.Sweep;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.file.WholeFiles;

/**
 * Which file is run to make a table again.
 *
 * @param arguments the runner's arguments that say so: {@code --sweep}, {@code --set}
 * @param name the sweep's name, that of its folder
 * @param plugins the plug-ins that it needs
 * @param why which file it is and why, for people
 * @param only the choice of trials that the table's own command made, if it has not all of them
 */
record SweepChoice(
    ImmutableList<String> arguments,
    String name,
    ImmutableList<String> plugins,
    String why,
    Optional<String> only) {
  private static final String SWEEP = "--sweep";
  private static final String SET = "--set";
  private static final String ONLY = "--only";

  /**
   * Returns what makes a table again: the sweep that its command names, if it is there as it was,
   * or else the one that stands beside the table, with everything merged in.
   *
   * @param beside the {@code sweep.json} beside the table
   * @param workingDirectory where names are looked for
   * @throws ResultException if there is neither
   */
  static SweepChoice of(Optional<RunCommand> command, Path beside, Path workingDirectory) {
    if (command.isEmpty()) {
      return beside(
          beside, Optional.empty(), "the table names no command (it is of an older version)");
    }
    RunCommand made = command.get();
    Optional<Path> named = find(made.sweep(), workingDirectory);
    if (named.isEmpty()) {
      return beside(beside, command, "%s is not there".formatted(made.sweep()));
    }
    if (!sha256(named.get()).equals(made.sweepSha256())) {
      return beside(beside, command, "%s has changed since".formatted(made.sweep()));
    }
    List<String> sets = values(made, SET);
    Sweep sweep = SweepFile.read(named.get()).with(Overrides.parse(sets));
    if (Files.isRegularFile(beside)
        && !canonical(SweepFile.read(beside)).equals(canonical(sweep))) {
      return beside(beside, command, "what %s includes has changed since".formatted(made.sweep()));
    }
    ImmutableList.Builder<String> arguments = ImmutableList.builder();
    boolean onDisk = named.get().getFileSystem().equals(FileSystems.getDefault());
    arguments.add(SWEEP, onDisk ? named.get().toString() : made.sweep());
    sets.forEach(set -> arguments.add(SET, set));
    return new SweepChoice(
        arguments.build(),
        sweep.name(),
        made.plugins(),
        "%s, which is as it was".formatted(made.sweep()),
        values(made, ONLY).stream().findFirst());
  }

  private static SweepChoice beside(Path beside, Optional<RunCommand> command, String reason) {
    if (!Files.isRegularFile(beside)) {
      throw new ResultException(
          "cannot be run again: %s, and there is no %s, the sweep as it was run"
              .formatted(reason, beside));
    }
    return new SweepChoice(
        ImmutableList.of(SWEEP, beside.toString()),
        SweepFile.read(beside).name(),
        command.map(RunCommand::plugins).orElse(ImmutableList.of()),
        "%s, the sweep as it was run: %s".formatted(beside, reason),
        command.flatMap(made -> values(made, ONLY).stream().findFirst()));
  }

  private static String canonical(Sweep sweep) {
    return Json.canonical(sweep.toJson());
  }

  private static Optional<Path> find(String sweep, Path workingDirectory) {
    try {
      return Optional.of(SweepFile.find(sweep, workingDirectory));
    } catch (ConfigException e) {
      return Optional.empty(); // What it says is of misspelled names.
    }
  }

  private static String sha256(Path file) {
    try {
      return Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString();
    } catch (IOException e) {
      throw new ResultException("cannot read " + file + ": " + WholeFiles.reason(e), e);
    }
  }

  private static List<String> values(RunCommand command, String option) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i + 1 < command.arguments().size(); i += 2) {
      if (command.arguments().get(i).equals(option)) {
        values.add(command.arguments().get(i + 1));
      }
    }
    return values;
  }
}
