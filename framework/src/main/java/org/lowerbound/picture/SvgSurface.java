package org.lowerbound.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Multiset;
import com.google.common.hash.Hashing;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.xml.XmlEscapers;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.lowerbound.picture.Lettering.Letter;

/**
 * An SVG document in the making. Its bytes are the same on every machine: coordinates are whole
 * numbers of hundredths of a pixel. What it has several times, a letter or a point, it describes
 * once, under a name made of what it looks like, so that documents in one page may share names.
 */
final class SvgSurface implements Surface {
  private static final int HASH_SHOWN = 8;

  /** Letters are described in thousandths of their size. */
  private static final double LETTER_UNITS = 1000;

  private final int width;
  private final int height;
  private final String title;
  private final String description;
  private final List<Element> elements = new ArrayList<>();
  private final Multiset<String> shapes = HashMultiset.create();

  /** The letters that are used, by their names. */
  private final TreeMap<String, String> letters = new TreeMap<>();

  /**
   * What is drawn.
   *
   * @param path a shape that begins at (0, 0) and may be drawn elsewhere, too; empty if there is
   *     none
   * @param at where the shape begins, as path data
   * @param text the element's attributes, or all of it where there is no shape
   */
  private record Element(String path, SvgPoint at, String text) {}

  /**
   * Begins a document with a white ground.
   *
   * @param title its name
   * @param description what it shows, in words; may be empty
   */
  SvgSurface(int width, int height, String title, String description) {
    this.width = width;
    this.height = height;
    this.title = title;
    this.description = description;
  }

  @Override
  public void fill(Outline outline, int color, double opacity) {
    String look =
        " fill=\"%s\"%s"
            .formatted(
                color(color),
                opacity < 1 ? " fill-opacity=\"%s\"".formatted(SvgPoint.number(opacity)) : "");
    if (outline.contours().size() == 1) {
      ImmutableDoubleArray contour = outline.contours().get(0);
      SvgPoint first = SvgPoint.of(contour, 0);
      String path = SvgPoint.steps(contour) + "z";
      shapes.add(path);
      elements.add(new Element(path, first, look));
    } else if (!outline.contours().isEmpty()) {
      StringBuilder path = new StringBuilder();
      for (ImmutableDoubleArray contour : outline.contours()) {
        path.append(SvgPoint.path(contour)).append('z');
      }
      add("<path%s d=\"%s\"/>".formatted(look, path));
    }
  }

  @Override
  public void stroke(ImmutableList<ImmutableDoubleArray> lines, double wide, int color) {
    String path =
        String.join(
            "",
            lines.stream()
                .filter(line -> !line.isEmpty())
                // A line of one point is a dot, as its ends are round.
                .map(line -> SvgPoint.path(line) + (line.length() == 2 ? "h0" : ""))
                .collect(toImmutableList()));
    if (!path.isEmpty()) {
      add(
          "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s/>"
              .formatted(
                  path,
                  color(color),
                  SvgPoint.number(wide),
                  " stroke-linecap=\"round\" stroke-linejoin=\"round\""));
    }
  }

  @Override
  public void write(Lettering text, int color) {
    StringBuilder uses = new StringBuilder();
    for (Letter letter : text.letters()) {
      Outline outline = Typeface.sans().letter(letter.codePoint());
      if (!outline.contours().isEmpty()) {
        String name = "letter-" + Integer.toHexString(letter.codePoint());
        letters.computeIfAbsent(name, n -> letter(outline.scaled(LETTER_UNITS)));
        uses.append(
            "<use href=\"#%s\" x=\"%s\" y=\"%s\"/>"
                .formatted(name, units(letter.x(), text), units(letter.y(), text)));
      }
    }
    if (!uses.isEmpty()) {
      add(
          "<g transform=\"translate(%s %s)%s scale(%s)\" fill=\"%s\">%s</g>"
              .formatted(
                  SvgPoint.number(text.x()),
                  SvgPoint.number(text.y()),
                  text.turned() ? " rotate(-90)" : "",
                  text.size() / LETTER_UNITS,
                  color(color),
                  uses));
    }
  }

  private static long units(double length, Lettering text) {
    return Math.round(length * LETTER_UNITS / text.size());
  }

  private static String letter(Outline outline) {
    StringBuilder path = new StringBuilder();
    for (ImmutableDoubleArray contour : outline.contours()) {
      ImmutableDoubleArray whole =
          ImmutableDoubleArray.copyOf(contour.stream().map(Math::rint).toArray());
      path.append(SvgPoint.path(whole)).append('z');
    }
    return path.toString();
  }

  private void add(String text) {
    elements.add(new Element("", SvgPoint.ZERO, text));
  }

  private static String color(int color) {
    return "#%06x".formatted(color);
  }

  private static String name(String path) {
    return "shape-" + Hashing.sha256().hashString(path, UTF_8).toString().substring(0, HASH_SHOWN);
  }

  /** Returns the document, which ends with a line break. */
  String document() {
    StringBuilder text = new StringBuilder();
    text.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\""
            .formatted(width, height, width, height));
    text.append(" role=\"img\">\n");
    text.append("<title>%s</title>\n".formatted(escaped(title)));
    if (!description.isEmpty()) {
      text.append("<desc>%s</desc>\n".formatted(escaped(description)));
    }
    text.append("<defs>\n");
    letters.forEach((name, path) -> text.append(definition(name, path)));
    shapes.elementSet().stream()
        .filter(path -> shapes.count(path) > 1)
        .sorted()
        .forEach(path -> text.append(definition(name(path), "M0 0" + path)));
    text.append("</defs>\n");
    text.append("<rect width=\"%s\" height=\"%s\" fill=\"#ffffff\"/>\n".formatted(width, height));
    for (Element element : elements) {
      text.append(text(element)).append('\n');
    }
    return text.append("</svg>\n").toString();
  }

  private String text(Element element) {
    if (element.path().isEmpty()) {
      return element.text();
    }
    return shapes.count(element.path()) > 1
        ? "<use href=\"#%s\" x=\"%s\" y=\"%s\"%s/>"
            .formatted(name(element.path()), element.at().x(), element.at().y(), element.text())
        : "<path%s d=\"M%s%s\"/>".formatted(element.text(), element.at(), element.path());
  }

  private static String definition(String name, String path) {
    return "<path id=\"%s\" d=\"%s\"/>\n".formatted(name, path);
  }

  private static String escaped(String text) {
    return XmlEscapers.xmlContentEscaper().escape(text);
  }
}
