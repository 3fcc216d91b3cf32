package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Multimaps;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.NearestNames;
import org.lowerbound.experiment.result.Publications;
import org.lowerbound.experiment.result.TableLayout;

/**
 * Finds and reads sweep files.
 *
 * <p>A file may include another, whose path is relative to its own, or one that comes with the
 * program. The including file's trial is merged into the included one; its axes, its table's rows
 * or columns, and its published numbers replace those included. Its name must be its own.
 */
public final class SweepFile {
  private static final int MOST_LISTED = 20;

  private SweepFile() {}

  /**
   * Returns the file that a name means: a path, from the working directory, or else a path under
   * its {@code configs/}, or else one of the sweeps that come with the program.
   *
   * @throws ConfigException if there is none, naming files that are near
   */
  public static Path find(String name, Path workingDirectory) {
    return find(name, workingDirectory, ShippedSweeps.ofProgram());
  }

  static Path find(String name, Path workingDirectory, ShippedSweeps shipped) {
    Path configs = configs(workingDirectory);
    try {
      for (Path candidate :
          ImmutableList.of(workingDirectory.resolve(name), configs.resolve(name))) {
        if (Files.isRegularFile(candidate)) {
          return candidate;
        }
        if (Files.isDirectory(candidate)) {
          throw ConfigException.at(name, "is a directory; --sweep needs a JSON file");
        }
      }
    } catch (InvalidPathException e) {
      throw ConfigException.at(name, "is not a path");
    }
    return shipped.find(name).orElseThrow(() -> missing(name, configs, shipped));
  }

  /** Returns the names by which sweeps are found under {@code configs/} and in the program. */
  public static ImmutableSortedSet<String> known(Path workingDirectory) {
    return known(configs(workingDirectory), ShippedSweeps.ofProgram());
  }

  private static Path configs(Path workingDirectory) {
    return workingDirectory.resolve(ShippedSweeps.FOLDER);
  }

  private static ImmutableSortedSet<String> known(Path configs, ShippedSweeps shipped) {
    return ImmutableSortedSet.<String>naturalOrder()
        .addAll(ShippedSweeps.namesIn(configs))
        .addAll(shipped.names())
        .build();
  }

  /**
   * Returns the sweep in a file.
   *
   * @throws ConfigException with what is wrong, naming the file
   */
  public static Sweep read(Path file) {
    IncludedParts merged = IncludedParts.read(file);
    String name =
        merged
            .part()
            .name()
            .orElseThrow(() -> ConfigException.at(file.toString(), "missing 'name'"));
    JsonNode trial =
        merged
            .part()
            .trial()
            .orElseThrow(() -> ConfigException.at(file.toString(), "missing 'trial'"));
    try {
      return new Sweep(
          name,
          merged.part().description(),
          trial,
          Overrides.none(),
          merged.axes(),
          merged.part().table().orElse(TableLayout.DEFAULT),
          merged.part().published().map(Publications::new).orElse(Publications.NONE));
    } catch (ConfigException e) {
      throw e.within(file.toString());
    } catch (IllegalArgumentException e) {
      throw ConfigException.at(file.toString(), "table: " + e.getMessage());
    }
  }

  private static ConfigException missing(String name, Path configs, ShippedSweeps shipped) {
    ImmutableSortedSet<String> names = known(configs, shipped);
    return ConfigException.at(
        name, "there is no such file here, in configs/" + shipped.describe() + nearby(name, names));
  }

  private static String nearby(String name, ImmutableSortedSet<String> paths) {
    ImmutableListMultimap<String, String> pathsByFileName =
        Multimaps.index(paths, path -> path.substring(path.lastIndexOf('/') + 1));
    Collection<String> sameName =
        NearestNames.near(name, pathsByFileName.keySet()).stream()
            .flatMap(fileName -> pathsByFileName.get(fileName).stream())
            .toList();
    String hint = NearestNames.didYouMean(name, paths);
    if (!hint.isEmpty()) {
      return hint;
    }
    Collection<String> listed = sameName.isEmpty() ? paths : sameName;
    return listed.isEmpty()
        ? ""
        : listed.stream().limit(MOST_LISTED).collect(Collectors.joining(", ", "; there are: ", ""))
            + (listed.size() > MOST_LISTED
                ? " and %d more, which --list sweeps names".formatted(listed.size() - MOST_LISTED)
                : "");
  }
}
