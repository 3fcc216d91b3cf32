package org.lowerbound.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lowerbound.picture.Look.Spread;
import org.lowerbound.picture.Series.Mark;
import org.lowerbound.picture.TextBlock.Alignment;

/**
 * The names of a plot's series and reference lines, each beside what stands for it.
 *
 * @param heading what they are; nothing if there is no text
 * @param entries one below the other
 * @param markWidth how wide the space of what stands for them is, in pixels
 */
record Legend(TextBlock heading, ImmutableList<Entry> entries, int markWidth) {
  private static final int GAP = 6;
  private static final int SHORT_MARK = 20;

  /** In which the parts of a broken line can be seen. */
  private static final int LONG_MARK = 40;

  private static final double DOT = 5;
  private static final double BAND = 5;
  private static final double BAR = 7;

  /** Names that are wider are broken. */
  private static final double MOST_WIDTH = 300;

  /** A name, and how what stands for it is drawn. */
  record Entry(TextBlock name, Drawing drawing) {}

  /** Draws what stands for a name. */
  @FunctionalInterface
  interface Drawing {
    /**
     * Draws it.
     *
     * @param left where its space begins
     * @param right where it ends
     * @param middle how far down its middle is
     */
    void draw(Surface surface, double left, double right, double middle);
  }

  /** Returns the legend of a plot. */
  static Legend of(Plot plot) {
    ImmutableList<Series> bars =
        plot.series().stream().filter(s -> s.mark() == Mark.BARS).collect(toImmutableList());
    Stream<Entry> series =
        plot.series().stream()
            .filter(s -> !s.name().isEmpty())
            .map(s -> new Entry(text(s.name()), drawing(s, bars.indexOf(s))));
    Stream<Entry> references =
        Streams.mapWithIndex(
                plot.references().stream(),
                (line, i) ->
                    new Entry(
                        text(line.label()),
                        (surface, left, right, middle) ->
                            SeriesDrawing.reference(
                                surface,
                                ImmutableDoubleArray.of(left, middle, right, middle),
                                SeriesDrawing.dash((int) i))))
            .filter(entry -> !entry.name().lines().isEmpty());
    Predicate<Series> isLong =
        s -> s.mark() == Mark.POINTS_ON_LINE || s.look().dash() != Dash.SOLID;
    boolean isWide = !plot.references().isEmpty() || plot.series().stream().anyMatch(isLong);
    return new Legend(
        text(plot.legend()),
        Stream.concat(series, references).collect(toImmutableList()),
        isWide ? LONG_MARK : SHORT_MARK);
  }

  private static TextBlock text(String text) {
    return TextBlock.wrap(text, TextBlock.SIZE, MOST_WIDTH);
  }

  private static Drawing drawing(Series series, int bar) {
    Look look = series.look();
    return (surface, left, right, middle) -> {
      double center = (left + right) / 2;
      if (look.mark() == Mark.DOTS) {
        surface.fill(Outline.disc(center, middle, DOT), look.color());
      } else if (look.mark() == Mark.BARS) {
        SeriesDrawing.bar(
            surface, bar, look.color(), center - 10, middle - BAR, center + 10, middle + BAR);
      } else {
        if (!series.errors().isEmpty() && look.spread() == Spread.BAND) {
          surface.fill(
              Outline.rectangle(left, middle - BAND, right - left, 2 * BAND),
              look.color(),
              SeriesDrawing.BAND_OPACITY);
        }
        if (SeriesDrawing.isLine(look.mark())) {
          surface.stroke(
              look.dash().cut(ImmutableDoubleArray.of(left, middle, right, middle)),
              look.width(),
              look.color());
        }
        if (SeriesDrawing.isPoints(look.mark())) {
          SeriesDrawing.point(surface, look, center, middle);
        }
      }
    };
  }

  /** Returns whether there are no names. */
  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Returns how wide it is, in pixels. */
  int width() {
    double names = TextBlock.widest(entries.stream().map(Entry::name));
    return (int) Math.ceil(Math.max(markWidth + GAP + names, heading.width()));
  }

  /** Returns how high the entries are, in pixels. */
  int height() {
    int lines = entries.stream().mapToInt(e -> e.name().lines().size()).sum();
    return (int) Math.ceil(lines * Typeface.sans().lineHeight(TextBlock.SIZE));
  }

  /** Returns how far below the heading's top the entries begin. */
  double entriesTop() {
    return Math.ceil(heading.height());
  }

  /** Draws it. */
  void draw(Surface surface, double left, double top) {
    heading.draw(surface, left, top, 0, Alignment.LEFT);
    double line = Typeface.sans().lineHeight(TextBlock.SIZE);
    int lines = 0;
    for (Entry entry : entries) {
      double middle = top + entriesTop() + (lines + 0.5) * line;
      entry.drawing().draw(surface, left, left + markWidth, middle);
      entry.name().draw(surface, left + markWidth + GAP, middle - line / 2, 0, Alignment.LEFT);
      lines += entry.name().lines().size();
    }
  }
}
