package org.lowerbound.experiment;

import com.beust.jcommander.JCommander;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Descriptions;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.TypeList;
import org.lowerbound.experiment.console.Completion;
import org.lowerbound.experiment.console.Shell;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.progress.ProgressMode;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.experiment.sweep.SweepSchema;
import org.lowerbound.training.TrialSpec;

/** What the program tells about what may be written and typed; nothing is run. */
final class Reference {
  private static final String TYPES = "types";
  private static final String SWEEPS = "sweeps";
  private static final Path HERE = Path.of("");

  private final RunnerArguments parsed;
  private final JCommander commander;

  Reference(RunnerArguments parsed, JCommander commander) {
    this.parsed = parsed;
    this.commander = commander;
  }

  /**
   * Returns what was asked for.
   *
   * @throws ConfigException if there is nothing of that name
   */
  Optional<String> text() {
    if (parsed.schema) {
      return Optional.of(
          Json.print(
              new SweepSchema(
                      StandardTypes.withPlugins(), TrialSpec.class, Descriptions.ofProgram())
                  .toJson()));
    } else if (parsed.list != null) {
      return Optional.of(list());
    }
    return Optional.ofNullable(parsed.completion).map(this::completion);
  }

  private String list() {
    if (parsed.list.equals(TYPES)) {
      TypeList types =
          new TypeList(StandardTypes.withPlugins(), TrialSpec.class, Descriptions.ofProgram());
      return parsed.rest.isEmpty()
          ? types.overview()
          : parsed.rest.stream().map(types::about).collect(Collectors.joining("\n"));
    } else if (parsed.list.equals(SWEEPS) && parsed.rest.isEmpty()) {
      return sweeps();
    }
    throw new ConfigException(
        "--list must be types, types WORD or sweeps but is '%s'"
            .formatted(
                String.join(
                    " ", Stream.concat(Stream.of(parsed.list), parsed.rest.stream()).toList())));
  }

  private static String sweeps() {
    ImmutableSortedSet<String> names = SweepFile.known(HERE);
    int width = names.stream().mapToInt(String::length).max().orElse(0) + 2;
    return names.stream()
        .map(name -> Strings.padEnd(name, width, ' ') + description(name))
        .map(line -> line.strip() + "\n")
        .collect(Collectors.joining());
  }

  private static String description(String name) {
    try {
      return SweepFile.read(SweepFile.find(name, HERE)).description().orElse("");
    } catch (ConfigException e) {
      return "(cannot be read: --sweep says why)";
    }
  }

  private String completion(String name) {
    ImmutableMap<String, ImmutableList<String>> values =
        ImmutableMap.<String, ImmutableList<String>>builder()
            .put(
                "--sweep",
                ImmutableList.<String>builder()
                    .addAll(SweepFile.known(HERE))
                    .add(Completion.FILE)
                    .build())
            .put("--executor", ExecutorChoice.labels())
            .put("--set", ImmutableList.of())
            .put("--only", ImmutableList.of())
            .put("--shard", ImmutableList.of())
            .put("--progress", ProgressMode.labels())
            .put("--list", ImmutableList.of(TYPES, SWEEPS))
            .put("--completion", Shell.labels())
            .buildOrThrow();
    return Shell.of(name)
        .map(new Completion("runner", commander, values)::script)
        .orElseThrow(
            () ->
                new ConfigException(
                    "--completion must be %s but is '%s'"
                        .formatted(String.join(" or ", Shell.labels()), name)));
  }
}
