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
  private static final int LEGEND_GAP = 16;
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
    this.xTicks = Ticks.of(x.least(), x.largest(), Math.max(1, plot.width() / PIXELS_PER_X_TICK));
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
    double under = TICK + GAP + Typeface.sans().lineHeight(TICK_SIZE) + xLabel.height() + MARGIN;
    double beside =
        named.isEmpty()
            ? MARGIN
            : LEGEND_GAP
                + LEGEND_MARK
                + GAP
                + named.stream()
                    .mapToDouble(s -> Typeface.sans().width(s.name(), TextBlock.SIZE))
                    .max()
                    .orElse(0);
    double legend = named.size() * Typeface.sans().lineHeight(TextBlock.SIZE);
    int right = left + plot.width();
    int bottom = top + plot.height();
    Canvas canvas =
        new Canvas(
            (int) Math.ceil(right + beside + MARGIN),
            (int) Math.ceil(Math.max(bottom + under, top + legend + MARGIN)),
            WHITE);
    title.draw(canvas, left, MARGIN, plot.width(), Alignment.CENTER);
    lines(canvas);
    dots(canvas);
    frame(canvas, right, bottom);
    xAxis(canvas, bottom);
    yAxis(canvas, bottom);
    legend(canvas, right + LEGEND_GAP);
    return canvas.raster();
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

  private void frame(Canvas canvas, int right, int bottom) {
    line(canvas, left, top, right, top);
    line(canvas, right, top, right, bottom);
    line(canvas, left, bottom, right, bottom);
    line(canvas, left, top, left, bottom);
  }

  private void xAxis(Canvas canvas, int bottom) {
    double size = Typeface.sans().lineHeight(TICK_SIZE);
    for (BigDecimal value : xTicks.values()) {
      double place = xPlace(value.doubleValue());
      line(canvas, place, bottom, place, bottom + TICK);
      text(xTicks.text(value)).draw(canvas, place, bottom + TICK + GAP / 2.0, 0, Alignment.CENTER);
    }
    xLabel.draw(canvas, left, bottom + TICK + GAP + size, plot.width(), Alignment.CENTER);
  }

  private void yAxis(Canvas canvas, int bottom) {
    double size = Typeface.sans().lineHeight(TICK_SIZE);
    for (BigDecimal value : yTicks.values()) {
      double place = yPlace(value.doubleValue());
      line(canvas, left - TICK, place, left, place);
      text(yTicks.text(value))
          .draw(canvas, left - TICK - GAP, place - size / 2, 0, Alignment.RIGHT);
    }
    canvas.fill(
        yLabel.outline(0, 0, plot.height(), Alignment.CENTER).turnedLeft().moved(MARGIN, bottom),
        BLACK);
  }

  private static TextBlock text(String tick) {
    return new TextBlock(ImmutableList.of(tick), TICK_SIZE);
  }

  private void legend(Canvas canvas, int from) {
    double line = Typeface.sans().lineHeight(TextBlock.SIZE);
    for (int i = 0; i < named.size(); i++) {
      Series series = named.get(i);
      double middle = top + (i + 0.5) * line;
      Outline mark =
          series.mark() == Mark.DOTS
              ? Outline.disc(from + LEGEND_MARK / 2.0, middle, LEGEND_DOT)
              : Outline.stroke(
                  ImmutableDoubleArray.of(from, middle, from + LEGEND_MARK, middle), LINE_WIDTH);
      canvas.fill(mark, series.color());
      new TextBlock(ImmutableList.of(series.name()), TextBlock.SIZE)
          .draw(canvas, from + LEGEND_MARK + GAP, top + i * line, 0, Alignment.LEFT);
    }
  }
}
