package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where a sweep's folder has the files of its trials that others than the runner read. */
public final class TrialFiles {
  private static final String PNG = ".png";
  private static final String NPZ = ".npz";

  private TrialFiles() {}

  /** Returns the folder of a trial. */
  public static Path folder(Path sweepFolder, String id) {
    return sweepFolder.resolve("trials").resolve(id);
  }

  /** Returns the place of a trial's figure. */
  public static Path figure(Path trialFolder, String name) {
    return figures(trialFolder).resolve(name + PNG);
  }

  /**
   * Returns the names of the figures that a trial has, sorted.
   *
   * @throws ResultException if its folder cannot be read
   */
  public static ImmutableList<String> figureNames(Path trialFolder) {
    return names(figures(trialFolder), PNG);
  }

  /** Returns the place of a trial's result. */
  public static Path result(Path trialFolder) {
    return trialFolder.resolve("result.json");
  }

  /** Returns the place of a trial's config with all defaults. */
  public static Path config(Path trialFolder) {
    return trialFolder.resolve("config.json");
  }

  /** Returns the place of a trial's curve, a line of JSON for each epoch. */
  public static Path curve(Path trialFolder) {
    return trialFolder.resolve("metrics.jsonl");
  }

  /** Returns the place of what the training knew of its data. */
  public static Path observed(Path trialFolder) {
    return trialFolder.resolve("observed.json");
  }

  /** Returns the place of what a metric keeps of each example. */
  public static Path examples(Path trialFolder, String metric) {
    return examples(trialFolder).resolve(metric + NPZ);
  }

  /**
   * Returns the names of the metrics that keep something of each example, sorted.
   *
   * @throws ResultException if the trial's folder cannot be read
   */
  public static ImmutableList<String> exampleNames(Path trialFolder) {
    return names(examples(trialFolder), NPZ);
  }

  private static ImmutableList<String> names(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return ImmutableList.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .sorted()
          .collect(toImmutableList());
    } catch (IOException e) {
      throw new ResultException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  private static Path figures(Path trialFolder) {
    return trialFolder.resolve("figures");
  }

  private static Path examples(Path trialFolder) {
    return trialFolder.resolve("examples");
  }
}
