package org.lowerbound.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.math.BigDecimal;
import org.lowerbound.picture.Series.Mark;
import org.lowerbound.picture.TextBlock.Alignment;

/** Where everything of a {@link Plot} is. */
final class PlotLayout {
  private static final int MARGIN = 10;
  private static final int GAP = 6;
  private static final int TICK = 6;
  private static final double TICK_SIZE = 15;
  private static final double FRAME_WIDTH = 1.5;
  private static final double LINE_WIDTH = 2;
  private static final int PIXELS_PER_X_TICK = 80;
  private static final int PIXELS_PER_Y_TICK = 50;

  /** Left of the legend, where half of the last tick's number has its place, too. */
  private static final int LEGEND_GAP = 28;

  private static final int LEGEND_ROOM = 4;
  private static final int LEGEND_MARK = 20;
  private static final double LEGEND_DOT = 5;
  private static final int WHITE = 0xFFFFFF;
  private static final int BLACK = 0x000000;

  private final Plot plot;
  private final Axis x;
  private final Axis y;
  private final Ticks xTicks;
  private final Ticks yTicks;
  private final TextBlock xLabel;
  private final TextBlock yLabel;
  private final TextBlock title;
  private final ImmutableList<Series> named;
  private final int left;
  private final int top;

  /** Finds the places. */
  PlotLayout(Plot plot) {
    this.plot = plot;
    this.x = plot.xAxis();
    this.y = plot.yAxis();
    int most = Math.max(1, plot.width() / PIXELS_PER_X_TICK);
    // Between whole numbers, such as epochs, there is nothing to mark.
    int whole = plot.hasWholeX() ? Math.max(1, (int) Math.min(most, x.length())) : most;
    this.xTicks = Ticks.of(x.least(), x.largest(), whole);
    this.yTicks = Ticks.of(y.least(), y.largest(), Math.max(1, plot.height() / PIXELS_PER_Y_TICK));
    this.xLabel = TextBlock.wrap(plot.xLabel(), TextBlock.SIZE, plot.width());
    this.yLabel = TextBlock.wrap(plot.yLabel(), TextBlock.SIZE, plot.height());
    this.title = TextBlock.wrap(plot.title(), TextBlock.SIZE, plot.width());
    this.named = plot.series().stream().filter(s -> !s.name().isEmpty()).collect(toImmutableList());
    double tickWidth =
        yTicks.values().stream().mapToDouble(value -> width(yTicks.text(value))).max().orElse(0);
    this.left = (int) Math.ceil(MARGIN + yLabel.height() + GAP + tickWidth + GAP + TICK);
    this.top = (int) Math.ceil(MARGIN + title.height() + GAP);
  }

  private static double width(String tick) {
    return Typeface.sans().width(tick, TICK_SIZE);
  }

  /** Draws it all. */
  Raster draw() {
    Canvas canvas = new Canvas(width(), height(), WHITE);
    title.draw(canvas, left, MARGIN, plot.width(), Alignment.CENTER);
    lines(canvas);
    dots(canvas);
    frame(canvas);
    xAxis(canvas);
    yAxis(canvas);
    legend(canvas);
    return canvas.raster();
  }

  /** Draws it all; the entries of the legend, if there are any, and the rest are parts. */
  PanelPicture drawParts() {
    if (named.isEmpty()) {
      return new PanelPicture(draw(), ImmutableList.of());
    }
    int edge = legendLeft() - LEGEND_ROOM;
    String name = plot.legend().isEmpty() ? "legend" : plot.legend();
    return new PanelPicture(
        draw(),
        ImmutableList.of(
            new Panel("plot", 0, 0, edge, height()),
            new Panel(name, edge, (int) legendTop(), width() - edge, legendHeight())));
  }

  private int right() {
    return left + plot.width();
  }

  private int bottom() {
    return top + plot.height();
  }

  private int width() {
    if (named.isEmpty()) {
      return right() + LEGEND_GAP;
    }
    double names =
        named.stream()
            .mapToDouble(s -> Typeface.sans().width(s.name(), TextBlock.SIZE))
            .max()
            .orElse(0);
    double entries = LEGEND_MARK + GAP + names;
    double heading = Typeface.sans().width(plot.legend(), TextBlock.SIZE);
    return legendLeft() + (int) Math.ceil(Math.max(entries, heading)) + MARGIN;
  }

  private int height() {
    double under = TICK + GAP + Typeface.sans().lineHeight(TICK_SIZE) + xLabel.height() + MARGIN;
    return Math.max((int) Math.ceil(bottom() + under), (int) legendTop() + legendHeight() + MARGIN);
  }

  private int legendLeft() {
    return right() + LEGEND_GAP;
  }

  /** Returns where the entries begin: below their heading, if there is one. */
  private double legendTop() {
    return plot.legend().isEmpty()
        ? top
        : Math.ceil(top + Typeface.sans().lineHeight(TextBlock.SIZE));
  }

  private int legendHeight() {
    return (int) Math.ceil(named.size() * Typeface.sans().lineHeight(TextBlock.SIZE));
  }

  private double xPlace(double value) {
    return left + (value - x.least()) / x.length() * plot.width();
  }

  private double yPlace(double value) {
    return top + (y.largest() - value) / y.length() * plot.height();
  }

  private void lines(Canvas canvas) {
    for (Series series : plot.series()) {
      if (series.mark() == Mark.LINE) {
        ImmutableDoubleArray.Builder points = ImmutableDoubleArray.builder();
        for (int i = 0; i < series.x().length(); i++) {
          if (series.isFinite(i)) {
            points.add(xPlace(series.x().get(i))).add(yPlace(series.y().get(i)));
          } else {
            canvas.fill(Outline.stroke(points.build(), LINE_WIDTH), series.color());
            points = ImmutableDoubleArray.builder();
          }
        }
        canvas.fill(Outline.stroke(points.build(), LINE_WIDTH), series.color());
      }
    }
  }

  private void dots(Canvas canvas) {
    ImmutableList<Series> dotted =
        plot.series().stream().filter(s -> s.mark() == Mark.DOTS).collect(toImmutableList());
    int most = dotted.stream().mapToInt(s -> s.x().length()).max().orElse(0);
    int count = dotted.stream().mapToInt(s -> s.x().length()).sum();
    double radius = count <= 500 ? 4 : count <= 3000 ? 3 : 2;
    for (int i = 0; i < most; i++) {
      for (Series series : dotted) {
        if (i < series.x().length() && series.isFinite(i)) {
          canvas.fill(
              Outline.disc(xPlace(series.x().get(i)), yPlace(series.y().get(i)), radius),
              series.color(),
              0.7);
        }
      }
    }
  }

  private static void line(Canvas canvas, double x0, double y0, double x1, double y1) {
    canvas.fill(Outline.stroke(ImmutableDoubleArray.of(x0, y0, x1, y1), FRAME_WIDTH), BLACK);
  }

  private void frame(Canvas canvas) {
    int right = right();
    int bottom = bottom();
    line(canvas, left, top, right, top);
    line(canvas, right, top, right, bottom);
    line(canvas, left, bottom, right, bottom);
    line(canvas, left, top, left, bottom);
  }

  private void xAxis(Canvas canvas) {
    int bottom = bottom();
    double size = Typeface.sans().lineHeight(TICK_SIZE);
    for (BigDecimal value : xTicks.values()) {
      double place = xPlace(value.doubleValue());
      line(canvas, place, bottom, place, bottom + TICK);
      TextBlock.of(xTicks.text(value), TICK_SIZE)
          .draw(canvas, place, bottom + TICK + GAP / 2.0, 0, Alignment.CENTER);
    }
    xLabel.draw(canvas, left, bottom + TICK + GAP + size, plot.width(), Alignment.CENTER);
  }

  private void yAxis(Canvas canvas) {
    double size = Typeface.sans().lineHeight(TICK_SIZE);
    for (BigDecimal value : yTicks.values()) {
      double place = yPlace(value.doubleValue());
      line(canvas, left - TICK, place, left, place);
      TextBlock.of(yTicks.text(value), TICK_SIZE)
          .draw(canvas, left - TICK - GAP, place - size / 2, 0, Alignment.RIGHT);
    }
    canvas.fill(
        yLabel.outline(0, 0, plot.height(), Alignment.CENTER).turnedLeft().moved(MARGIN, bottom()),
        BLACK);
  }

  private void legend(Canvas canvas) {
    if (named.isEmpty()) {
      return;
    }
    int from = legendLeft();
    TextBlock.of(plot.legend(), TextBlock.SIZE).draw(canvas, from, top, 0, Alignment.LEFT);
    double line = Typeface.sans().lineHeight(TextBlock.SIZE);
    for (int i = 0; i < named.size(); i++) {
      Series series = named.get(i);
      double middle = legendTop() + (i + 0.5) * line;
      Outline mark =
          series.mark() == Mark.DOTS
              ? Outline.disc(from + LEGEND_MARK / 2.0, middle, LEGEND_DOT)
              : Outline.stroke(
                  ImmutableDoubleArray.of(from, middle, from + LEGEND_MARK, middle), LINE_WIDTH);
      canvas.fill(mark, series.color());
      TextBlock.of(series.name(), TextBlock.SIZE)
          .draw(canvas, from + LEGEND_MARK + GAP, middle - line / 2, 0, Alignment.LEFT);
    }
  }
}
