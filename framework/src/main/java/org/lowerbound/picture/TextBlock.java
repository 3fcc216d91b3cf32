package org.lowerbound.picture;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lowerbound.picture.Lettering.Letter;

/**
 * A text in lines.
 *
 * @param lines from the top; none if there is no text
 * @param size the size of its letters in pixels
 */
record TextBlock(ImmutableList<String> lines, double size) {
  /** Words that are too long are broken behind these. */
  private static final Splitter PARTS = Splitter.onPattern("(?<=[-/_=,;:)\\]])(?!$)");

  private static final int BLACK = 0x000000;

  /** The usual size of letters, in pixels. */
  static final double SIZE = 18;

  /** How lines lie between the left and the right. */
  enum Alignment {
    LEFT(0),
    CENTER(0.5),
    RIGHT(1);

    private final double share;

    Alignment(double share) {
      this.share = share;
    }
  }

  /** Returns a text on one line; if it is empty, no line. */
  static TextBlock of(String text, double size) {
    return new TextBlock(text.isEmpty() ? ImmutableList.of() : ImmutableList.of(text), size);
  }

  /**
   * Breaks a text between words. A word that is too wide for a line is broken behind a hyphen or a
   * sign that joins, if it has one, and stands out if not.
   *
   * @param width of a line, in pixels
   */
  static TextBlock wrap(String text, double size, double width) {
    Typeface face = Typeface.sans();
    List<String> lines = new ArrayList<>();
    for (String word : Splitter.onPattern("\\s+").omitEmptyStrings().split(text)) {
      boolean begins = true;
      for (String part : parts(face, word, size, width)) {
        String joined =
            lines.isEmpty() ? part : lines.get(lines.size() - 1) + (begins ? " " : "") + part;
        if (!lines.isEmpty() && face.width(joined, size) <= width) {
          lines.set(lines.size() - 1, joined);
        } else {
          lines.add(part);
        }
        begins = false;
      }
    }
    return new TextBlock(ImmutableList.copyOf(lines), size);
  }

  private static Iterable<String> parts(Typeface face, String word, double size, double width) {
    return face.width(word, size) <= width ? ImmutableList.of(word) : PARTS.split(word);
  }

  /** Returns the width of the widest line. */
  double width() {
    return lines.stream().mapToDouble(line -> Typeface.sans().width(line, size)).max().orElse(0);
  }

  /** Returns the height of all lines. */
  double height() {
    return lines.size() * Typeface.sans().lineHeight(size);
  }

  /**
   * Draws the text.
   *
   * @param left of the space that it lies in
   * @param top of the first line
   * @param room how wide that space is
   */
  void draw(Surface surface, double left, double top, double room, Alignment alignment) {
    surface.write(lettering(left, top, room, alignment), BLACK);
  }

  /** Returns the letters that {@link #draw} draws. */
  Lettering lettering(double left, double top, double room, Alignment alignment) {
    Typeface face = Typeface.sans();
    double leading = (face.lineHeight(size) - size) / 2;
    ImmutableList.Builder<Letter> letters = ImmutableList.builder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      letters.addAll(
          face.letters(
              line,
              left + alignment.share * (room - face.width(line, size)),
              // Base lines are on whole pixels, so that all lines are alike.
              Math.rint(top + i * face.lineHeight(size) + leading + face.ascent(size)),
              size));
    }
    return new Lettering(letters.build(), size, false, 0, 0);
  }

  /** Returns the width of the widest of several texts. */
  static double widest(Stream<TextBlock> texts) {
    return texts.mapToDouble(TextBlock::width).max().orElse(0);
  }

  /** Returns the height of the highest of several texts. */
  static double highest(Stream<TextBlock> texts) {
    return texts.mapToDouble(TextBlock::height).max().orElse(0);
  }
}
