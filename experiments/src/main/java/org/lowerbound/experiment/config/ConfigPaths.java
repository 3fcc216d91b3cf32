package org.lowerbound.experiment.config;

import java.util.regex.Pattern;

/**
 * How the place of a node in a configuration is written: {@code
 * trial.evaluation.metrics[1].samples}.
 *
 * <p>A key that is not a plain word is quoted, so that {@code cases["IWAE k=5"]} cannot be misread.
 */
public final class ConfigPaths {
  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]+");

  private static final int LONGEST_KEY = 100;

  private ConfigPaths() {}

  /** Returns the path of a key of the object at {@code parent}; the root's path is empty. */
  public static String key(String parent, String key) {
    if (key.length() > LONGEST_KEY || !PLAIN_KEY.matcher(key).matches()) {
      return parent + "[\"" + Shown.text(key) + "\"]";
    }
    return parent.isEmpty() ? key : parent + "." + key;
  }

  /** Returns the path of an element, counted from 0, of the list at {@code parent}. */
  public static String element(String parent, int index) {
    return parent + "[" + index + "]";
  }

  /** Returns {@code path: text}, or the text alone at the root. */
  public static String prefix(String path, String text) {
    return path.isEmpty() ? text : path + ": " + text;
  }
}
