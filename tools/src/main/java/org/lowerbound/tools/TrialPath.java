package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.sweep.ResolvedTrial;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.experiment.sweep.Sweep;
import org.lowerbound.experiment.sweep.SweepFile;

/** Finds the one trial that a path and {@code --only} mean. */
final class TrialPath {
  private static final int MOST_LISTED = 20;

  private TrialPath() {}

  /**
   * Returns the folder of a trial.
   *
   * @param path that folder, or a sweep's
   * @param only which trial of a sweep
   * @throws ResultException if the path is neither
   * @throws ParameterException if it is not one trial that is chosen; the message lists them
   */
  static Path find(Path path, Optional<String> only, DataSource source) {
    Path folder =
        Files.isRegularFile(path)
            ? Optional.ofNullable(path.getParent()).orElse(Path.of(""))
            : path;
    if (!Files.isDirectory(folder)) {
      throw new ResultException("there is no folder " + folder);
    }
    if (Files.isRegularFile(folder.resolve("config.json"))) {
      only.ifPresent(
          selector -> {
            throw new ParameterException(
                "--only chooses a trial of a sweep, but %s is a trial".formatted(folder));
          });
      return folder;
    }
    Path file = folder.resolve("sweep.json");
    if (!Files.isRegularFile(file)) {
      throw new ResultException(
          "%s is neither a trial's folder, which has a config.json, nor a sweep's, which has a"
                  .formatted(folder)
              + " sweep.json");
    }
    return TrialFiles.folder(folder, choose(SweepFile.read(file), file, only, source).id());
  }

  private static ResolvedTrial choose(
      Sweep sweep, Path file, Optional<String> only, DataSource source) {
    ImmutableList<ResolvedTrial> trials;
    try {
      trials =
          SweepPlan.of(sweep, StandardTypes.withPlugins(), source).trials().stream()
              .map(PlannedTrial::resolved)
              .collect(toImmutableList());
    } catch (ConfigException e) {
      throw e.within(file.toString());
    }
    if (only.isPresent()) {
      trials = Selector.parse(only.get()).select(trials);
    }
    if (trials.size() != 1) {
      throw new ParameterException(
          "%s %d trials, but one is needed; --only chooses by path=value, #index or id: %s"
              .formatted(
                  only.map(text -> "--only %s matches".formatted(text)).orElse(file + " has"),
                  trials.size(),
                  list(trials)));
    }
    return trials.get(0);
  }

  private static String list(ImmutableList<ResolvedTrial> trials) {
    String list =
        trials.stream()
            .limit(MOST_LISTED)
            .map(
                trial ->
                    "#%d %s %s".formatted(trial.trial().index(), trial.id(), trial.trial().label()))
            .collect(Collectors.joining("; "));
    int more = trials.size() - MOST_LISTED;
    return more > 0 ? list + "; and %d more".formatted(more) : list;
  }
}
