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
    Path figures = figures(trialFolder);
    if (!Files.isDirectory(figures)) {
      return ImmutableList.of();
    }
    try (Stream<Path> files = Files.list(figures)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(PNG))
          .map(name -> name.substring(0, name.length() - PNG.length()))
          .sorted()
          .collect(toImmutableList());
    } catch (IOException e) {
      throw new ResultException("cannot read " + figures + ": " + e.getMessage(), e);
    }
  }

  private static Path figures(Path trialFolder) {
    return trialFolder.resolve("figures");
  }
}
