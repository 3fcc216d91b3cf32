package org.lowerbound.experiment.config;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * What is wrong with a configuration, in words for whoever wrote it.
 *
 * <p>Every problem reads {@code path.to.key: what is wrong, and what would work}. The message is
 * the problem itself, or a numbered heading and one line for each when there are several.
 */
public final class ConfigException extends RuntimeException {
  private final ImmutableList<String> problems;

  /** Makes an exception for one problem. */
  public ConfigException(String problem) {
    this(ImmutableList.of(problem));
  }

  /**
   * Makes an exception for one or more problems, in the order in which they are to be read.
   *
   * @throws IllegalArgumentException if there is no problem
   */
  public ConfigException(List<String> problems) {
    super(message(shown(problems)));
    this.problems = shown(problems);
  }

  /**
   * Makes an exception for a problem at a path; at the root, whose path is empty, none is shown.
   */
  public static ConfigException at(String path, String problem) {
    return new ConfigException(ConfigPaths.prefix(path, problem));
  }

  /** Returns the problems, one sentence each, at least one. */
  public ImmutableList<String> problems() {
    return problems;
  }

  /** Returns the same problems, each with the place, such as a file's name, put before it. */
  public ConfigException within(String place) {
    ConfigException placed =
        new ConfigException(
            problems.stream()
                .map(problem -> ConfigPaths.prefix(place, problem))
                .collect(ImmutableList.toImmutableList()));
    placed.initCause(this);
    return placed;
  }

  private static ImmutableList<String> shown(List<String> problems) {
    return problems.stream().map(Shown::line).collect(ImmutableList.toImmutableList());
  }

  private static String message(List<String> problems) {
    checkArgument(!problems.isEmpty(), "an exception needs at least one problem");
    if (problems.size() == 1) {
      return problems.get(0);
    }
    return problems.size() + " problems:\n  " + String.join("\n  ", problems);
  }
}
