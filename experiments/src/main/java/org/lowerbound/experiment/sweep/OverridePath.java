package org.lowerbound.experiment.sweep;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Shown;

/**
 * Where in a trial a value is set: keys joined by dots, list elements as {@code [0]} or {@code .0}.
 *
 * @param text as the user wrote it
 * @param steps the keys from the trial downwards; an element of a list is its number
 */
record OverridePath(String text, ImmutableList<String> steps) {
  private static final Pattern SEGMENT = Pattern.compile("([^.\\[\\]]+)((?:\\[\\d+])*)");
  private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");

  private static final int MOST_STEPS = 50;

  /**
   * Returns the path that a text spells.
   *
   * @throws ConfigException if the text is no path
   */
  static OverridePath parse(String text) {
    if (CharMatcher.anyOf(".[").countIn(text) >= MOST_STEPS) {
      throw new ConfigException(
          "'%s' is not a path; it has more than %d keys".formatted(Shown.text(text), MOST_STEPS));
    }
    ImmutableList.Builder<String> steps = ImmutableList.builder();
    for (String segment : text.split("\\.", -1)) {
      Matcher matcher = SEGMENT.matcher(segment);
      if (!matcher.matches()) {
        throw new ConfigException(
            "'%s' is not a path; write keys with dots between and list elements as [0], such as"
                    .formatted(Shown.text(text))
                + " model.encoder.hidden[0]");
      }
      steps.add(matcher.group(1));
      INDEX.matcher(matcher.group(2)).results().forEach(index -> steps.add(index.group(1)));
    }
    return new OverridePath(text, steps.build());
  }

  /** Whether a text spells a path. */
  static boolean isSpelling(String text) {
    return Stream.of(text.split("\\.", -1)).allMatch(part -> SEGMENT.matcher(part).matches());
  }

  /** Whether a key is more than one step, so that it reaches deeper than its own object. */
  static boolean isPath(String key) {
    return key.indexOf('.') >= 0 || key.indexOf('[') >= 0;
  }

  static boolean isIndex(String step) {
    return NUMBER.matcher(step).matches();
  }

  /** Returns the one spelling that all ways to write this path share. */
  String normalized() {
    return String.join(".", steps);
  }
}
