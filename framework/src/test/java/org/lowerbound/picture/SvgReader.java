package org.lowerbound.picture;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Draws the SVG documents of plots as pixels, by what SVG says of its elements. */
final class SvgReader {
  private static final Pattern PART = Pattern.compile("([MlhzZ])|(-?[0-9]*\\.?[0-9]+)");

  private final Map<String, ImmutableList<ImmutableDoubleArray>> shapes = new HashMap<>();
  private Canvas canvas;

  /** Returns the document's root; fails if it is not well-formed XML. */
  static Element parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  Raster draw(String svg) throws Exception {
    Element root = parse(svg);
    canvas =
        new Canvas(
            Integer.parseInt(root.getAttribute("width")),
            Integer.parseInt(root.getAttribute("height")),
            0);
    for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        draw(element);
      }
    }
    return canvas.raster();
  }

  private void draw(Element element) {
    switch (element.getTagName()) {
      case "title", "desc" -> {}
      case "defs" -> {
        var paths = element.getElementsByTagName("path");
        for (int i = 0; i < paths.getLength(); i++) {
          Element path = (Element) paths.item(i);
          shapes.put("#" + path.getAttribute("id"), lines(path.getAttribute("d")));
        }
      }
      case "rect" ->
          canvas.fill(
              Outline.rectangle(0, 0, number(element, "width", 0), number(element, "height", 0)),
              color(element.getAttribute("fill")));
      case "path" -> {
        ImmutableList<ImmutableDoubleArray> lines = lines(element.getAttribute("d"));
        if (element.getAttribute("fill").equals("none")) {
          canvas.stroke(
              lines, number(element, "stroke-width", 1), color(element.getAttribute("stroke")));
        } else {
          fill(element, new Outline(lines));
        }
      }
      case "use" -> fill(element, used(element));
      case "g" -> group(element);
      default -> throw new AssertionError("an element that is not drawn: " + element.getTagName());
    }
  }

  private Outline used(Element use) {
    ImmutableList<ImmutableDoubleArray> lines = shapes.get(use.getAttribute("href"));
    if (lines == null) {
      throw new AssertionError("there is no " + use.getAttribute("href"));
    }
    return new Outline(lines).moved(number(use, "x", 0), number(use, "y", 0));
  }

  private void group(Element group) {
    Matcher transform =
        Pattern.compile("translate\\((\\S+) (\\S+)\\)( rotate\\(-90\\))? scale\\((\\S+)\\)")
            .matcher(group.getAttribute("transform"));
    if (!transform.matches()) {
      throw new AssertionError("a transformation that is not known: " + group);
    }
    var uses = group.getElementsByTagName("use");
    for (int i = 0; i < uses.getLength(); i++) {
      Outline scaled = used((Element) uses.item(i)).scaled(Double.parseDouble(transform.group(4)));
      Outline turned = transform.group(3) == null ? scaled : scaled.turnedLeft();
      fill(
          group,
          turned.moved(
              Double.parseDouble(transform.group(1)), Double.parseDouble(transform.group(2))));
    }
  }

  private void fill(Element element, Outline outline) {
    canvas.fill(outline, color(element.getAttribute("fill")), number(element, "fill-opacity", 1));
  }

  private static double number(Element element, String name, double otherwise) {
    String text = element.getAttribute(name);
    return text.isEmpty() ? otherwise : Double.parseDouble(text);
  }

  private static int color(String text) {
    return Integer.parseInt(text.substring(1), 16);
  }

  /** Returns the lines of path data of the commands M, l, h and z. */
  private static ImmutableList<ImmutableDoubleArray> lines(String data) {
    ImmutableList.Builder<ImmutableDoubleArray> lines = ImmutableList.builder();
    ImmutableDoubleArray.Builder line = ImmutableDoubleArray.builder();
    double x = 0;
    double y = 0;
    String command = "";
    Matcher part = PART.matcher(data);
    while (part.find()) {
      if (part.group(1) != null) {
        command = part.group(1);
        if (command.equals("M") && line.build().length() > 0) {
          lines.add(line.build());
        }
        if (command.equals("M")) {
          line = ImmutableDoubleArray.builder();
        }
        continue;
      }
      double first = Double.parseDouble(part.group(2));
      if (command.equals("h")) {
        x += first;
      } else {
        if (!part.find()) {
          throw new AssertionError("a point without y in " + data);
        }
        double second = Double.parseDouble(part.group(2));
        x = command.equals("M") ? first : x + first;
        y = command.equals("M") ? second : y + second;
      }
      line.add(x).add(y);
    }
    return lines.add(line.build()).build();
  }
}
