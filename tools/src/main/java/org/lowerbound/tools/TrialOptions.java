package org.lowerbound.tools;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.DataPlaces;
import org.lowerbound.experiment.DownloadProgress;
import org.lowerbound.experiment.TrainedTrial;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.TrialFinder;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.tools.bench.Installation;

/** What all commands that use a trained model are told: which trial, where its data are. */
final class TrialOptions {
  @Parameter(description = "PATH: a trial's folder, or a sweep's with --only")
  private List<String> paths = new ArrayList<>();

  @Parameter(
      names = "--only",
      description =
          "Which trial of a sweep: path=value,path=value, #index, or the beginning of a trial's id")
  private String only;

  @Parameter(
      names = "--data",
      description = "Where data sets are, a folder each; else $LOWERBOUND_DATA")
  private String data;

  @Parameter(names = "--seed", description = "The seed of all draws; by default the trial's")
  private Long seed;

  @Parameter(
      names = {"--help", "-h"},
      help = true,
      description = "Show this help")
  private boolean help;

  boolean help() {
    return help;
  }

  /**
   * Opens the trial and does something with it.
   *
   * @param name the command, for messages
   * @param command the command, for the options that it has
   * @param err hears what takes long
   * @param use what is done
   */
  Answer with(String name, Command command, PrintStream err, Function<TrainedTrial, String> use) {
    String given = CommandPath.one(name, "a trial's folder or a sweep's", command, paths);
    DataSource source =
        DataPlaces.source(
            Optional.ofNullable(data),
            ImmutableMap.copyOf(System.getenv()),
            new DownloadProgress(err));
    Path folder =
        TrialFinder.find(
            Path.of(given),
            Optional.ofNullable(only).map(Selector::parse),
            "--only",
            StandardTypes.withPlugins(),
            source);
    Installation.current(name).startTensorFlow();
    try (TrainedTrial trial =
        TrainedTrial.open(
            folder,
            source,
            seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
            new RowProgress(name, err))) {
      return new Answer(use.apply(trial), ImmutableList.of(), trial.remarks());
    } catch (ResultException | ParameterException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      // What the model cannot do, or not with what it was given.
      throw new ResultException(e.getMessage(), e);
    }
  }

  /** Checks a number of the command line. */
  static int atLeast(String option, int least, int value) {
    if (value < least) {
      throw new ParameterException(
          "%s must be at least %d but is %d".formatted(option, least, value));
    }
    return value;
  }
}
