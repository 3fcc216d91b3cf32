package org.lowerbound.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line by which the runner asks for a trial. What is needed of its JSON stands before anything
 * that is the user's, and is found without a reader of JSON.
 *
 * @param line the whole line
 * @param id the trial's
 * @param folder the folder of the sweep's results, where the runner is
 * @param reads the folders of other trials that the trial may read, seen from the folder of results
 */
record Task(String line, String id, String folder, List<String> reads) implements Serializable {
  private static final String STRING = "\"((?:[^\"\\\\]|\\\\.)*)\"";
  private static final Pattern ID = Pattern.compile("\"id\":" + STRING);
  private static final Pattern FOLDER = Pattern.compile("\"folder\":" + STRING);
  private static final Pattern READS = Pattern.compile("\"reads\":\\[((?:" + STRING + ",?)*)\\]");
  private static final Pattern NAME = Pattern.compile(STRING);

  static Task parse(String line) {
    List<String> reads = new ArrayList<>();
    Matcher names = NAME.matcher(first(READS, line));
    while (names.find()) {
      reads.add(names.group(1).translateEscapes());
    }
    return new Task(
        line, first(ID, line), first(FOLDER, line).translateEscapes(), List.copyOf(reads));
  }

  private static String first(Pattern pattern, String line) {
    Matcher found = pattern.matcher(line);
    if (!found.find()) {
      throw new IllegalArgumentException("no task of this version's runner: " + line);
    }
    return found.group(1);
  }

  /** Returns the folder of results, where the runner is. */
  Path out() {
    return Path.of(folder).getParent();
  }

  /** Returns the trial's own folder, seen from the folder of results. */
  String trial() {
    return Path.of(folder).getFileName() + "/trials/" + id;
  }
}
