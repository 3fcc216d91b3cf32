package org.lowerbound.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lowerbound.picture.Look.Spread;
import org.lowerbound.picture.Series.Mark;
import org.w3c.dom.Element;

final class PlotSvgTest {
  private static final double[] X = {1, 3, 10, 30, 100};
  private static final double[] Y = {1, 2.5, Double.NaN, 0.3, 8};
  private static final double[] ERRORS = {0.2, 0.5, 0.1, 0.4, Double.NaN};

  /** Everything that a plot with numbers at both sides can have. */
  private static Plot everything() {
    ImmutableList.Builder<Series> series = ImmutableList.builder();
    for (int i = 0; i < 7; i++) {
      double factor = 1 + 0.3 * i;
      double[] y = {Y[0] * factor, Y[1] * factor, Y[2], Y[3] * factor, Y[4]};
      Look look = Look.of(i, 7).withSpread(ImmutableList.copyOf(Spread.values()).get(i % 3));
      series.add(
          Series.of("series " + i, X, y, i == 5 ? look.withHollow() : look).withErrors(ERRORS));
    }
    series.add(Series.dots("dots", X, X, 0x336699));
    return Plot.of(
            series.build(), AxisStyle.logarithmic("K"), AxisStyle.logarithmic("ratio (a < b & c)"))
        .withTitle("A title with β and \"<b>\"")
        .withLegend("estimator")
        .withNote("Bars: ± one standard error over 3 seeds.")
        .withReferences(
            ImmutableList.of(
                Reference.horizontal("published", 2),
                Reference.vertical("here", 20),
                Reference.through("√K", 1, 1, 0.5)));
  }

  private static Plot bars() {
    double[] places = {0, 1};
    return Plot.of(
        ImmutableList.of(
            Series.of("a", places, new double[] {1, -2}, Look.of(0, 2).withMark(Mark.BARS))
                .withErrors(new double[] {0.3, 0.5}),
            Series.of("b", places, new double[] {3, 2}, Look.of(1, 2).withMark(Mark.BARS))),
        AxisStyle.categorical("objective", ImmutableList.of("elbo", "a-long-name of an iwae")),
        AxisStyle.of("nats"));
  }

  @Test
  void theDocumentShowsWhatThePictureShows() throws Exception {
    for (Plot plot : ImmutableList.of(everything(), bars(), Plot.of(ImmutableList.of(), "", ""))) {
      Raster expected = plot.draw();
      Raster shown = new SvgReader().draw(plot.svg());
      assertEquals(expected.width(), shown.width());
      assertEquals(expected.height(), shown.height());
      for (int i = 0; i < expected.pixels().length; i++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          int difference =
              (expected.pixels()[i] >> shift & 0xFF) - (shown.pixels()[i] >> shift & 0xFF);
          // An edge is moved by a hundredth of a pixel at the most, which is 2.55 of 255 steps for
          // each edge in the pixel; letters, which have many, have their places and corners
          // rounded.
          assertTrue(Math.abs(difference) <= 20, difference + " at pixel " + i);
        }
      }
    }
  }

  @Test
  void theSamePlotIsTheSameText() {
    assertEquals(everything().svg(), everything().svg());
    assertFalse(everything().svg().contains("<text"));
    assertTrue(everything().svg().contains("role=\"img\""));
  }

  @Test
  void itHasANameAndSaysInWordsWhatItShows() throws Exception {
    Element root = SvgReader.parse(everything().svg());
    assertEquals(
        "A title with β and \"<b>\"", root.getElementsByTagName("title").item(0).getTextContent());
    String words = root.getElementsByTagName("desc").item(0).getTextContent();
    assertEquals(
        "ratio (a < b & c) over K. estimator: series 0; series 1; series 2; series 3; series 4;"
            + " series 5; series 6; dots; published; here; √K."
            + " Bars: ± one standard error over 3 seeds.",
        words);
    Element nameless = SvgReader.parse(bars().svg());
    assertEquals(
        "nats over objective", nameless.getElementsByTagName("title").item(0).getTextContent());
    assertEquals(
        "Series: a; b. Categories: elbo; a-long-name of an iwae.",
        nameless.getElementsByTagName("desc").item(0).getTextContent());
  }

  @Test
  void namesInTwoDocumentsMeanTheSame() throws Exception {
    Set<String> first = definitions(everything().svg());
    Set<String> names = new HashSet<>();
    first.forEach(definition -> names.add(definition.split(" ", 2)[0]));
    assertEquals(first.size(), names.size());
    Set<String> both = definitions(bars().svg());
    both.addAll(first);
    Set<String> all = new HashSet<>();
    both.forEach(definition -> all.add(definition.split(" ", 2)[0]));
    assertEquals(both.size(), all.size());
  }

  private static Set<String> definitions(String svg) throws Exception {
    Set<String> definitions = new HashSet<>();
    var paths =
        ((Element) SvgReader.parse(svg).getElementsByTagName("defs").item(0))
            .getElementsByTagName("path");
    for (int i = 0; i < paths.getLength(); i++) {
      Element path = (Element) paths.item(i);
      definitions.add(path.getAttribute("id") + " " + path.getAttribute("d"));
    }
    return definitions;
  }

  @Test
  void textsThatXmlDoesNotTakeDoNotBreakIt() throws Exception {
    Series odd = Series.line("a\u0007b]]>&", X, X, 0);
    Element root = SvgReader.parse(Plot.of(ImmutableList.of(odd), "x", "y").svg());
    assertTrue(
        root.getElementsByTagName("desc").item(0).getTextContent().endsWith("b]]>&."),
        root.getTextContent());
  }
}
