package org.lowerbound.experiment.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which Lowerbound this is.
 *
 * @param version the version of the build, or {@code unknown}
 * @param commit the git commit it was built from, with {@code -dirty} if files had been changed
 *     since, or {@code unknown}
 */
public record BuildInfo(String version, String commit) {
  private static final String RESOURCE = "/org/lowerbound/experiment/build.properties";

  /** What is written for something that cannot be found out. */
  static final String UNKNOWN = "unknown";

  /** Returns what the build left on the class path. */
  public static BuildInfo current() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + " on the class path", e);
    }
    return of(properties);
  }

  /** Returns what the build's properties say; a missing or empty one is {@code unknown}. */
  static BuildInfo of(Properties properties) {
    String commit = get(properties, "git.commit.id.full");
    boolean dirty = Boolean.parseBoolean(get(properties, "git.dirty"));
    return new BuildInfo(
        get(properties, "git.build.version"),
        dirty && !commit.equals(UNKNOWN) ? commit + "-dirty" : commit);
  }

  private static String get(Properties properties, String key) {
    String value = properties.getProperty(key, "").strip();
    return value.isEmpty() ? UNKNOWN : value;
  }

  /** Returns the commit in as many digits as people use. */
  public String shortCommit() {
    return commit.replaceFirst("^([0-9a-f]{10})[0-9a-f]{30}", "$1");
  }
}
