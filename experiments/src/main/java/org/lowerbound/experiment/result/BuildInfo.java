package org.lowerbound.experiment.result;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which Lowerbound this is.
 *
 * @param version the version of the build, or {@code unknown}
 * @param commit the git commit it was built from, with {@code -dirty} if sources had been changed
 *     since, or {@code unknown}; results and documents that are written into the tree are no
 *     sources
 */
public record BuildInfo(String version, String commit) {
  private static final String FOLDER = "/org/lowerbound/experiment/";

  /** What the build has found out about the commit, then what about sources and natives. */
  private static final ImmutableList<String> RESOURCES =
      ImmutableList.of(FOLDER + "build.properties", FOLDER + "sources.properties");

  /** What is written for something that cannot be found out. */
  static final String UNKNOWN = "unknown";

  /** Returns what the build left on the class path. */
  public static BuildInfo current() {
    return of(properties());
  }

  /** Returns the build of TensorFlow's native library that is on the class path. */
  static String natives() {
    return get(properties(), "tensorflow.natives");
  }

  private static Properties properties() {
    Properties properties = new Properties();
    for (String resource : RESOURCES) {
      try (InputStream in = BuildInfo.class.getResourceAsStream(resource)) {
        if (in != null) {
          properties.load(in);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + resource + " on the class path", e);
      }
    }
    return properties;
  }

  /** Returns what the build's properties say; a missing or empty one is {@code unknown}. */
  static BuildInfo of(Properties properties) {
    String commit = get(properties, "git.commit.id.full");
    // Without the git program, nobody has looked at the sources alone; any file then counts.
    String changed = get(properties, "sources.changed");
    boolean dirty =
        Boolean.parseBoolean(changed.equals(UNKNOWN) ? get(properties, "git.dirty") : changed);
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
