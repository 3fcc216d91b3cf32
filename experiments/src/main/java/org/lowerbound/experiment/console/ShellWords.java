package org.lowerbound.experiment.console;

import java.util.regex.Pattern;

/** Words as a POSIX shell has to be given them. */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWords() {}

  /** Returns what the shell takes for a word, quoted if it must be. */
  public static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
