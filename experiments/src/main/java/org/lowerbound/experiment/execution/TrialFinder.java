package org.lowerbound.experiment.execution;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.sweep.ResolvedTrial;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.experiment.sweep.SweepFile;

/** Finds the one trial that a path and a selector mean. */
public final class TrialFinder {
  private static final int MOST_LISTED = 20;

  private TrialFinder() {}

  /**
   * Returns the folder of a trial.
   *
   * @param path that folder, or a sweep's
   * @param selector which trial of a sweep
   * @param option what gives a selector, for messages
   * @param types the names of the sweep's config
   * @param source where data sets are
   * @throws ResultException if the path is neither, or if it is not one trial that is chosen; the
   *     message lists them
   * @throws ConfigException if the selector names what no axis sets
   */
  public static Path find(
      Path path, Optional<Selector> selector, String option, SpecTypes types, DataSource source) {
    Path folder =
        Files.isRegularFile(path)
            ? Optional.ofNullable(path.getParent()).orElse(Path.of(""))
            : path;
    if (!Files.isDirectory(folder)) {
      throw new ResultException("there is no folder " + folder);
    }
    if (Files.isRegularFile(folder.resolve("config.json"))) {
      if (selector.isPresent()) {
        throw new ResultException(
            "%s chooses a trial of a sweep, but %s is a trial".formatted(option, folder));
      }
      return folder;
    }
    Path file = folder.resolve("sweep.json");
    if (!Files.isRegularFile(file)) {
      throw new ResultException(
          "%s is neither a trial's folder, which has a config.json, nor a sweep's, which has a"
                  .formatted(folder)
              + " sweep.json");
    }
    ImmutableList<ResolvedTrial> trials = trials(file, types, source);
    ImmutableList<ResolvedTrial> chosen =
        selector.map(selects -> selects.select(trials)).orElse(trials);
    return TrialFiles.folder(folder, one(chosen, selector, file + " has", option).id());
  }

  private static ImmutableList<ResolvedTrial> trials(
      Path file, SpecTypes types, DataSource source) {
    try {
      return SweepPlan.of(SweepFile.read(file), types, source).trials().stream()
          .map(PlannedTrial::resolved)
          .collect(toImmutableList());
    } catch (ConfigException e) {
      throw e.within(file.toString());
    }
  }

  /**
   * Returns the one trial that was chosen.
   *
   * @param all says what has these trials if there is no selector
   * @throws ResultException if there are several; the message lists them
   */
  static ResolvedTrial one(
      List<ResolvedTrial> chosen, Optional<Selector> selector, String all, String option) {
    if (chosen.size() != 1) {
      throw new ResultException(
          "%s %d trials, but one is needed; %s chooses by path=value, #index or id: %s"
              .formatted(
                  selector.map(selects -> selects.where() + " matches").orElse(all),
                  chosen.size(),
                  option,
                  list(chosen)));
    }
    return chosen.get(0);
  }

  private static String list(List<ResolvedTrial> trials) {
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
