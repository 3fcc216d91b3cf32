package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import org.lowerbound.experiment.console.PlainText;

/**
 * A font of 5 x 7 pixels for ASCII, brought along because a Java without a display often has no
 * fonts, and because the same sheet shall have the same bytes everywhere.
 *
 * <p>A line of its file is a character, then its seven rows from the top as hexadecimal numbers of
 * five bits, the left pixel the highest.
 */
final class PixelFont {
  /** The width of a character with the space before the next one. */
  static final int ADVANCE = 6;

  /** The height of a character. */
  static final int HEIGHT = 7;

  private static final int WIDTH = 5;

  /** What stands for a character that the font lacks. */
  private static final ImmutableList<Integer> BOX =
      ImmutableList.of(0x1f, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1f);

  private final ImmutableMap<Character, ImmutableList<Integer>> glyphs;

  private PixelFont(ImmutableMap<Character, ImmutableList<Integer>> glyphs) {
    this.glyphs = glyphs;
  }

  /** Reads the font. */
  static PixelFont load() {
    ImmutableMap.Builder<Character, ImmutableList<Integer>> glyphs = ImmutableMap.builder();
    try {
      for (String line :
          Resources.readLines(Resources.getResource(PixelFont.class, "font-5x7.txt"), UTF_8)) {
        glyphs.put(
            line.charAt(0),
            Splitter.on(' ')
                .splitToStream(line.substring(2))
                .map(row -> Integer.parseInt(row, 16))
                .collect(ImmutableList.toImmutableList()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // It is in the same jar as this class.
    }
    return new PixelFont(glyphs.buildOrThrow());
  }

  /**
   * Returns a text as the font can write it: without accents and what is not seen, and one
   * character for each.
   */
  static String plain(String text) {
    return Normalizer.normalize(PlainText.oneLine(text), Normalizer.Form.NFKD)
        .replaceAll("[\\p{M}\\p{Cf}]", "")
        .replaceAll("[^\\x{0}-\\x{ffff}]", "\ufffd");
  }

  /** Returns whether a pixel of a character is set. */
  boolean isSet(char character, int column, int row) {
    return (glyphs.getOrDefault(character, BOX).get(row) >> (WIDTH - 1 - column) & 1) == 1;
  }

  /**
   * Writes a text, which {@link #plain} has made plain.
   *
   * @param scale how many pixels of the canvas make one of the font's, along each axis
   */
  void write(Canvas canvas, String text, int left, int top, int scale, int color) {
    for (int i = 0; i < text.length(); i++) {
      for (int row = 0; row < HEIGHT; row++) {
        for (int column = 0; column < WIDTH; column++) {
          if (isSet(text.charAt(i), column, row)) {
            int x = left + (i * ADVANCE + column) * scale;
            canvas.fill(x, top + row * scale, scale, scale, color);
          }
        }
      }
    }
  }
}
