package org.lowerbound.experiment.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Ascii;

/**
 * How what users wrote is shown in a message: on one line, cut when long, and without a character
 * that a terminal would obey.
 */
public final class Shown {
  private static final int LONGEST_VALUE = 60;
  private static final int LONGEST_TEXT = 100;
  private static final int LONGEST_LINE = 2_000;

  private Shown() {}

  /** Returns a value as JSON. */
  public static String value(JsonNode node) {
    return Ascii.truncate(Json.printLine(node), LONGEST_VALUE, "...");
  }

  /** Returns a name, a label or another word of the user's. */
  public static String text(String text) {
    return escape(Ascii.truncate(text, LONGEST_TEXT, "..."));
  }

  /** Returns a whole sentence. */
  public static String line(String sentence) {
    return escape(Ascii.truncate(sentence, LONGEST_LINE, "..."));
  }

  /** Returns a text with its control characters written out, as JSON writes them. */
  private static String escape(String text) {
    if (text.codePoints().noneMatch(Shown::isControl)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (!isControl(c)) {
                out.appendCodePoint(c);
              } else if (c == '\n') {
                out.append("\\n");
              } else if (c == '\t') {
                out.append("\\t");
              } else {
                out.append("\\u%04x".formatted(c));
              }
            });
    return out.toString();
  }

  /** Also the marks that turn the direction of what follows them, and halves of a character. */
  private static boolean isControl(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
