package org.lowerbound.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.picture.Look.Spread;
import org.lowerbound.picture.Series.Mark;

/**
 * Draws what is within a frame: first what is broad, last what is small.
 *
 * @param surface what is drawn on
 * @param frame where everything is
 * @param series all series of the plot
 */
record SeriesDrawing(Surface surface, Frame frame, ImmutableList<Series> series) {
  private static final int WHITE = 0xFFFFFF;
  private static final int GREY = 0x555555;
  private static final int BLACK = 0x000000;

  /** How large the points of a line are. */
  static final double POINT = 4.5;

  private static final double HOLLOW_WIDTH = 1.8;
  static final double BAND_OPACITY = 0.2;
  private static final double REFERENCE_WIDTH = 1.5;
  private static final double BAR_WIDTH = 1.5;
  private static final double THIN_WIDTH = 1;
  private static final double CAP = 4;
  private static final double EDGE = 1;

  /** Which share of the space of a category its bars fill. */
  private static final double GROUP = 0.8;

  /** Draws all bands and bars, reference lines, then lines with their errors, then points. */
  void draw(ImmutableList<Reference> references) {
    series.stream().filter(s -> s.mark() != Mark.BARS).forEach(this::band);
    bars();
    for (int i = 0; i < references.size(); i++) {
      Dash dash = dash(i);
      frame.line(references.get(i)).ifPresent(line -> reference(surface, line, dash));
    }
    for (Series one : series) {
      if (isLine(one.mark())) {
        line(one);
      }
      if (one.mark() != Mark.BARS) {
        errorBars(one);
      }
    }
    series.stream().filter(s -> isPoints(s.mark())).forEach(this::points);
    dots();
  }

  /** Returns how the reference line of a number is broken. */
  static Dash dash(int index) {
    return Dash.of(1 + index % (Dash.values().length - 1));
  }

  /** Draws a reference line. */
  static void reference(Surface surface, ImmutableDoubleArray line, Dash dash) {
    surface.stroke(dash.cut(line), REFERENCE_WIDTH, GREY);
  }

  static boolean isLine(Mark mark) {
    return mark == Mark.LINE || mark == Mark.POINTS_ON_LINE;
  }

  static boolean isPoints(Mark mark) {
    return mark == Mark.POINTS || mark == Mark.POINTS_ON_LINE;
  }

  /** Returns the parts of a series between points without a place, as point numbers. */
  private ImmutableList<ImmutableList<Integer>> parts(Series one) {
    ImmutableList.Builder<ImmutableList<Integer>> parts = ImmutableList.builder();
    ImmutableList.Builder<Integer> part = ImmutableList.builder();
    for (int i = 0; i < one.x().length(); i++) {
      if (frame.has(one, i)) {
        part.add(i);
      } else {
        parts.add(part.build());
        part = ImmutableList.builder();
      }
    }
    return parts.add(part.build()).build();
  }

  private void line(Series one) {
    for (ImmutableList<Integer> part : parts(one)) {
      ImmutableDoubleArray.Builder points = ImmutableDoubleArray.builder();
      for (int i : part) {
        points.add(frame.xPlace(one.x().get(i))).add(frame.yPlace(one.y().get(i)));
      }
      surface.stroke(one.look().dash().cut(points.build()), one.look().width(), one.color());
    }
  }

  private void band(Series one) {
    if (one.errors().isEmpty() || one.look().spread() != Spread.BAND) {
      return;
    }
    for (ImmutableList<Integer> part : parts(one)) {
      if (part.size() > 1) {
        ImmutableDoubleArray.Builder edge = ImmutableDoubleArray.builder();
        for (int i : part) {
          edge.add(frame.xPlace(one.x().get(i))).add(upper(one, i));
        }
        for (int i : part.reverse()) {
          edge.add(frame.xPlace(one.x().get(i))).add(lower(one, i));
        }
        surface.fill(new Outline(ImmutableList.of(edge.build())), one.color(), BAND_OPACITY);
      }
    }
  }

  private double upper(Series one, int point) {
    return frame.yPlaceOrBottom(one.y().get(point) + one.error(point));
  }

  private double lower(Series one, int point) {
    return frame.yPlaceOrBottom(one.y().get(point) - one.error(point));
  }

  /** Draws the error bars; of a band, those of points that stand alone. */
  private void errorBars(Series one) {
    for (ImmutableList<Integer> part : parts(one)) {
      if (one.look().spread() != Spread.BAND || part.size() == 1) {
        for (int i : part) {
          errorBar(one, i, frame.xPlace(one.x().get(i)), one.color());
        }
      }
    }
  }

  private void errorBar(Series one, int point, double x, int color) {
    if (!(one.error(point) > 0)) {
      return;
    }
    double upper = upper(one, point);
    double lower = lower(one, point);
    ImmutableList.Builder<ImmutableDoubleArray> lines = ImmutableList.builder();
    lines.add(ImmutableDoubleArray.of(x, upper, x, lower));
    boolean thin = one.look().spread() == Spread.THIN_BARS;
    if (!thin) {
      lines.add(ImmutableDoubleArray.of(x - CAP, upper, x + CAP, upper));
      lines.add(ImmutableDoubleArray.of(x - CAP, lower, x + CAP, lower));
    }
    surface.stroke(lines.build(), thin ? THIN_WIDTH : BAR_WIDTH, color);
  }

  private void bars() {
    ImmutableList<Series> all =
        series.stream().filter(s -> s.mark() == Mark.BARS).collect(toImmutableList());
    double width = GROUP / Math.max(1, all.size());
    double zero = Math.max(frame.top(), frame.yPlaceOrBottom(0));
    for (int k = 0; k < all.size(); k++) {
      Series one = all.get(k);
      double from = -GROUP / 2 + k * width;
      for (int i = 0; i < one.x().length(); i++) {
        if (frame.has(one, i)) {
          double left = frame.xPlace(one.x().get(i) + from);
          double right = frame.xPlace(one.x().get(i) + from + width);
          double y = frame.yPlace(one.y().get(i));
          bar(surface, k, one.color(), left, Math.min(y, zero), right, Math.max(y, zero));
          errorBar(one, i, (left + right) / 2, BLACK);
        }
      }
    }
  }

  /** Draws the bar of the series of a number. */
  static void bar(
      Surface surface, int index, int color, double left, double top, double right, double bottom) {
    surface.fill(Outline.rectangle(left, top, right - left, bottom - top), color);
    Hatch.draw(surface, index, left, top, right, bottom);
    surface.stroke(
        ImmutableList.of(
            ImmutableDoubleArray.of(left, top, right, top, right, bottom, left, bottom, left, top)),
        EDGE,
        BLACK);
  }

  private void points(Series one) {
    for (int i = 0; i < one.x().length(); i++) {
      if (frame.has(one, i)) {
        point(surface, one.look(), frame.xPlace(one.x().get(i)), frame.yPlace(one.y().get(i)));
      }
    }
  }

  /** Draws a point of a look. */
  static void point(Surface surface, Look look, double x, double y) {
    surface.fill(look.shape().outline(x, y, POINT), look.color());
    if (look.hollow()) {
      surface.fill(look.shape().outline(x, y, POINT - HOLLOW_WIDTH), WHITE);
    }
  }

  private void dots() {
    ImmutableList<Series> dotted =
        series.stream().filter(s -> s.mark() == Mark.DOTS).collect(toImmutableList());
    int most = dotted.stream().mapToInt(s -> s.x().length()).max().orElse(0);
    int count = dotted.stream().mapToInt(s -> s.x().length()).sum();
    double radius = count <= 500 ? 4 : count <= 3000 ? 3 : 2;
    for (int i = 0; i < most; i++) {
      for (Series one : dotted) {
        if (i < one.x().length() && frame.has(one, i)) {
          surface.fill(
              Outline.disc(frame.xPlace(one.x().get(i)), frame.yPlace(one.y().get(i)), radius),
              one.color(),
              0.7);
        }
      }
    }
  }
}
