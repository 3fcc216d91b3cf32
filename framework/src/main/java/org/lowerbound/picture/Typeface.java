package org.lowerbound.picture;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.lowerbound.picture.Lettering.Letter;

/**
 * Liberation Sans, as outlines. It is brought along because a Java without a display often has no
 * fonts, and because the same text shall have the same pixels everywhere: nothing of the machine's
 * own type is used. Letters stand side by side without kerning.
 */
public final class Typeface {
  /** The font's ascent and line height, shares of the size. */
  private static final double ASCENT = 0.905;

  private static final double LINE = 1.2;

  /** How many straight parts stand for a curve of a letter. */
  private static final int PARTS = 6;

  private final Map<Integer, Glyph> glyphs = new ConcurrentHashMap<>();
  private final TrueTypeFont font;
  private final CmapLookup characters;
  private final double unitsPerEm;

  private Typeface(TrueTypeFont font) throws IOException {
    this.font = font;
    this.characters = font.getUnicodeCmapLookup();
    this.unitsPerEm = font.getUnitsPerEm();
  }

  /** Loaded when the first letter is drawn. */
  private static final class Sans {
    static final Typeface SANS = load("LiberationSans-Regular.ttf");

    private static Typeface load(String resource) {
      try (InputStream in = Objects.requireNonNull(Typeface.class.getResourceAsStream(resource))) {
        return new Typeface(new TTFParser().parseEmbedded(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e); // It is in the same jar as this class.
      }
    }
  }

  /**
   * A character.
   *
   * @param outline at size 1, its origin on the base line
   * @param advance how far to the right the next one begins, at size 1
   */
  private record Glyph(Outline outline, double advance) {}

  /** Returns the typeface. */
  public static Typeface sans() {
    return Sans.SANS;
  }

  /** Returns how far the base line is below the top of a line. */
  public double ascent(double size) {
    return ASCENT * size;
  }

  /** Returns the distance between two lines. */
  public double lineHeight(double size) {
    return LINE * size;
  }

  /** Returns whether a character is in the font; one that is not is drawn as a box. */
  public boolean has(int codePoint) {
    return characters.getGlyphId(codePoint) != 0;
  }

  /**
   * Returns how wide a text is, in pixels.
   *
   * @param size the height of a line of type without leading, in pixels
   */
  public double width(String text, double size) {
    return size * plain(text).codePoints().mapToDouble(c -> glyph(c).advance()).sum();
  }

  /**
   * Returns the outline of a text on one line.
   *
   * @param x where the first letter begins
   * @param y the base line
   */
  public Outline outline(String text, double x, double y, double size) {
    return new Lettering(letters(text, x, y, size), size, false, 0, 0).outline();
  }

  /** Returns the letters of a text on one line, and where each of them stands. */
  ImmutableList<Letter> letters(String text, double x, double y, double size) {
    ImmutableList.Builder<Letter> letters = ImmutableList.builder();
    double at = x;
    for (int codePoint : plain(text).codePoints().toArray()) {
      letters.add(new Letter(codePoint, at, y));
      at += glyph(codePoint).advance() * size;
    }
    return letters.build();
  }

  /** Returns the shape of a letter at size 1, its origin on the base line. */
  Outline letter(int codePoint) {
    return glyph(codePoint).outline();
  }

  /** Returns a text as it is drawn: letters and their accents as one, and no controls. */
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC)
        .replaceAll("\\s+", " ")
        .replaceAll("[\\p{Cc}\\p{Cf}]", "");
  }

  private Glyph glyph(int codePoint) {
    return glyphs.computeIfAbsent(codePoint, this::read);
  }

  private Glyph read(int codePoint) {
    try {
      int id = characters.getGlyphId(codePoint);
      GlyphData data = font.getGlyph().getGlyph(id);
      Outline outline =
          data == null
              ? new Outline(ImmutableList.of())
              : flatten(data.getPath().getPathIterator(null));
      return new Glyph(outline, font.getAdvanceWidth(id) / unitsPerEm);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // The font is in memory.
    }
  }

  private Outline flatten(PathIterator path) {
    ImmutableList.Builder<ImmutableDoubleArray> contours = ImmutableList.builder();
    ImmutableDoubleArray.Builder contour = ImmutableDoubleArray.builder();
    double[] at = new double[2];
    double[] to = new double[6];
    for (; !path.isDone(); path.next()) {
      switch (path.currentSegment(to)) {
        case PathIterator.SEG_MOVETO -> {
          contour = ImmutableDoubleArray.builder();
          point(contour, at, to[0], to[1]);
        }
        case PathIterator.SEG_LINETO -> point(contour, at, to[0], to[1]);
        case PathIterator.SEG_QUADTO -> curve(contour, at, to);
        case PathIterator.SEG_CLOSE -> {
          if (contour.build().length() >= 4) {
            contours.add(contour.build());
          }
        }
        default -> throw new IllegalStateException("TrueType has no cubic curves");
      }
    }
    return new Outline(contours.build());
  }

  /** Adds a quadratic Bézier curve from where the line is. */
  private void curve(ImmutableDoubleArray.Builder contour, double[] at, double[] to) {
    double x = at[0];
    double y = at[1];
    for (int i = 1; i <= PARTS; i++) {
      double t = i / (double) PARTS;
      double s = 1 - t;
      point(
          contour,
          at,
          s * s * x + 2 * s * t * to[0] + t * t * to[2],
          s * s * y + 2 * s * t * to[1] + t * t * to[3]);
    }
  }

  /** Adds a point of the font, whose y grows upwards. */
  private void point(ImmutableDoubleArray.Builder contour, double[] at, double x, double y) {
    at[0] = x;
    at[1] = y;
    contour.add(x / unitsPerEm).add(-y / unitsPerEm);
  }
}
