package org.lowerbound.picture;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.picture.TextBlock.Alignment;

/** Where everything of a {@link Plot} is. */
final class PlotLayout {
  private static final int MARGIN = 10;
  private static final int GAP = 6;
  private static final int TICK = 6;
  private static final int SHORT_TICK = 3;
  private static final double TICK_SIZE = 15;
  private static final double NOTE_SIZE = 14;
  private static final double FRAME_WIDTH = 1.5;
  private static final int PIXELS_PER_X_TICK = 80;
  private static final int PIXELS_PER_Y_TICK = 50;

  /** Left of the legend, where half of the last tick's number has its place, too. */
  private static final int LEGEND_GAP = 28;

  private static final int LEGEND_ROOM = 4;
  private static final int WHITE = 0xFFFFFF;
  private static final int BLACK = 0x000000;

  private final Plot plot;
  private final Frame frame;
  private final ImmutableList<Tick> xTicks;
  private final ImmutableList<Tick> yTicks;
  private final TickTexts xTexts;
  private final TextBlock xLabel;
  private final TextBlock yLabel;
  private final TextBlock title;
  private final TextBlock note;
  private final Legend legend;

  /** Finds the places. */
  PlotLayout(Plot plot) {
    this.plot = plot;
    Axis x = plot.xAxis();
    Axis y = plot.yAxis();
    int most = Math.max(1, plot.width() / PIXELS_PER_X_TICK);
    // Between whole numbers, such as epochs, there is nothing to mark.
    boolean isWhole = x.style().scale() == Scale.LINEAR && plot.hasWholeX();
    this.xTicks = x.ticks(isWhole ? Math.max(1, (int) Math.min(most, x.length())) : most);
    this.yTicks = y.ticks(Math.max(1, plot.height() / PIXELS_PER_Y_TICK));
    this.xTexts =
        plot.x().isCategorical()
            ? TickTexts.wrapped(xTicks, TICK_SIZE, (double) plot.width() / xTicks.size())
            : TickTexts.of(xTicks, TICK_SIZE);
    this.xLabel = TextBlock.wrap(plot.x().label(), TextBlock.SIZE, plot.width());
    this.yLabel = TextBlock.wrap(plot.y().label(), TextBlock.SIZE, plot.height());
    this.title = TextBlock.wrap(plot.title(), TextBlock.SIZE, plot.width());
    this.legend = Legend.of(plot);
    double tickWidth = TextBlock.widest(TickTexts.of(yTicks, TICK_SIZE).texts().stream());
    int left = (int) Math.ceil(MARGIN + yLabel.height() + GAP + tickWidth + GAP + TICK);
    int top = (int) Math.ceil(MARGIN + title.height() + GAP);
    this.frame = new Frame(x, y, left, top, plot.width(), plot.height());
    this.note = TextBlock.wrap(plot.note(), NOTE_SIZE, width() - 2.0 * MARGIN);
  }

  /** Draws it all. */
  Raster draw() {
    Canvas canvas = new Canvas(width(), height(), WHITE);
    draw(canvas);
    return canvas.raster();
  }

  /** Draws it all as an SVG document. */
  String svg() {
    String axes = "%s over %s".formatted(plot.y().label(), plot.x().label());
    String heading = plot.title().isEmpty() ? axes : plot.title();
    String words = plot.title().isEmpty() ? "" : axes + ". ";
    SvgSurface surface =
        new SvgSurface(width(), height(), heading, (words + plot.description()).strip());
    draw(surface);
    return surface.document();
  }

  private void draw(Surface surface) {
    title.draw(surface, frame.left(), MARGIN, plot.width(), Alignment.CENTER);
    new SeriesDrawing(surface, frame, plot.series()).draw(plot.references());
    frame(surface);
    xAxis(surface);
    yAxis(surface);
    if (!legend.isEmpty()) {
      legend.draw(surface, legendLeft(), frame.top());
    }
    note.draw(surface, MARGIN, height() - MARGIN - note.height(), 0, Alignment.LEFT);
  }

  /** Draws it all; the entries of the legend, if there are any, and the rest are parts. */
  PanelPicture drawParts() {
    if (legend.isEmpty()) {
      return new PanelPicture(draw(), ImmutableList.of());
    }
    int edge = legendLeft() - LEGEND_ROOM;
    String name = plot.legend().isEmpty() ? "legend" : plot.legend();
    return new PanelPicture(
        draw(),
        ImmutableList.of(
            new Panel("plot", 0, 0, edge, height()),
            new Panel(name, edge, (int) legendTop(), width() - edge, legend.height())));
  }

  private int width() {
    return legend.isEmpty() ? frame.right() + LEGEND_GAP : legendLeft() + legend.width() + MARGIN;
  }

  private int height() {
    double under = TICK + GAP + xTexts.height() + xLabel.height() + MARGIN;
    int whole =
        Math.max(
            (int) Math.ceil(frame.bottom() + under), (int) legendTop() + legend.height() + MARGIN);
    return note.lines().isEmpty() ? whole : whole + (int) Math.ceil(note.height()) + GAP;
  }

  private int legendLeft() {
    return frame.right() + LEGEND_GAP;
  }

  /** Returns where the entries begin: below their heading, if there is one. */
  private double legendTop() {
    return frame.top() + legend.entriesTop();
  }

  private static void line(Surface surface, double x0, double y0, double x1, double y1) {
    surface.stroke(ImmutableList.of(ImmutableDoubleArray.of(x0, y0, x1, y1)), FRAME_WIDTH, BLACK);
  }

  private void frame(Surface surface) {
    int left = frame.left();
    int top = frame.top();
    int right = frame.right();
    int bottom = frame.bottom();
    line(surface, left, top, right, top);
    line(surface, right, top, right, bottom);
    line(surface, left, bottom, right, bottom);
    line(surface, left, top, left, bottom);
  }

  private static int length(Tick tick) {
    return tick.isMajor() ? TICK : SHORT_TICK;
  }

  private void xAxis(Surface surface) {
    int bottom = frame.bottom();
    for (int i = 0; i < xTicks.size(); i++) {
      double place = frame.xPlace(xTicks.get(i));
      line(surface, place, bottom, place, bottom + length(xTicks.get(i)));
      xTexts.draw(surface, i, place, bottom + TICK + GAP / 2.0);
    }
    xLabel.draw(
        surface,
        frame.left(),
        bottom + TICK + GAP + xTexts.height(),
        plot.width(),
        Alignment.CENTER);
  }

  private void yAxis(Surface surface) {
    double size = Typeface.sans().lineHeight(TICK_SIZE);
    int left = frame.left();
    for (Tick tick : yTicks) {
      double place = frame.yPlace(tick);
      line(surface, left - length(tick), place, left, place);
      TextBlock.of(tick.text(), TICK_SIZE)
          .draw(surface, left - TICK - GAP, place - size / 2, 0, Alignment.RIGHT);
    }
    surface.write(
        yLabel.lettering(0, 0, plot.height(), Alignment.CENTER).turnedLeft(MARGIN, frame.bottom()),
        BLACK);
  }
}
