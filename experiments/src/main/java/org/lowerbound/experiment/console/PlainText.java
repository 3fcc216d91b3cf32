package org.lowerbound.experiment.console;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;

/** Text as a terminal shows it: what is safe to send, and how many of its cells it takes. */
public final class PlainText {
  /**
   * What moves a cursor, breaks a line or turns the direction of the text that follows: a name from
   * a file must do none of it.
   */
  private static final CharMatcher CONTROL =
      CharMatcher.javaIsoControl()
          .or(CharMatcher.anyOf("\u2028\u2029\u061c"))
          .or(CharMatcher.inRange('\u200e', '\u200f'))
          .or(CharMatcher.inRange('\u202a', '\u202e'))
          .or(CharMatcher.inRange('\u2066', '\u2069'));

  private static final CharMatcher CONTROL_BUT_LINE_ENDS =
      CONTROL.and(CharMatcher.isNot('\n')).and(CharMatcher.isNot('\r')).precomputed();

  private PlainText() {}

  /** Returns a text on one line, without control characters. */
  public static String oneLine(String text) {
    return CONTROL.replaceFrom(text, ' ');
  }

  /** Returns a text without control characters, its lines as they are. */
  public static String lines(String text) {
    return CONTROL_BUT_LINE_ENDS.replaceFrom(text, ' ');
  }

  /** Returns how many cells of a terminal a text takes. */
  public static int width(String text) {
    return text.codePoints().map(PlainText::width).sum();
  }

  /**
   * Returns the beginning of a text that fits into so many cells, with {@code end} in place of what
   * is cut; the text itself if it fits.
   */
  public static String cut(String text, int cells, String end) {
    if (width(text) <= cells) {
      return text;
    }
    int room = cells - width(end);
    int at = 0;
    int used = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      used += width(codePoint);
      if (used > room) {
        break;
      }
      at += Character.charCount(codePoint);
    }
    return text.substring(0, at) + end;
  }

  /**
   * Returns a text in lines of at most so many cells, broken between words; a longer word stays.
   */
  public static ImmutableList<String> wrap(String text, int cells) {
    if (width(text) <= cells) {
      return ImmutableList.of(text);
    }
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : Splitter.on(' ').split(text)) {
      if (used > 0 && used + 1 + width(word) > cells) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      if (used > 0) {
        line.append(' ');
        used++;
      }
      line.append(word);
      used += width(word);
    }
    return lines.add(line.toString()).build();
  }

  /** Marks take no cell of their own, East Asian characters and pictures take two. */
  private static int width(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  /** The blocks that Unicode's East Asian Width (UAX #11) calls wide or fullwidth. */
  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115f) // Hangul initials
        || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f) // CJK, kana, Yi
        || (c >= 0xa960 && c <= 0xa97f)
        || (c >= 0xac00 && c <= 0xd7a3) // Hangul
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff01 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x1f300 && c <= 0x1f64f) // pictures
        || (c >= 0x1f680 && c <= 0x1f6ff)
        || (c >= 0x1f900 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
  }
}
