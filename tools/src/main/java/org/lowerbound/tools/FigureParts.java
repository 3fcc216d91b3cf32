package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;
import org.lowerbound.picture.Canvas;
import org.lowerbound.picture.Panel;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.Raster;

/** The parts of figures, and which of them are the same. */
final class FigureParts {
  private static final IntBinaryOperator SUM = Integer::sum;
  private static final int GAP = 4;
  private static final int WHITE = 0xFFFFFF;

  private FigureParts() {}

  /** Returns the names of the parts if all figures have the same, else none. */
  static ImmutableList<String> names(List<Optional<Picture>> figures) {
    ImmutableList<ImmutableList<String>> names =
        figures.stream()
            .flatMap(Optional::stream)
            .map(figure -> figure.panels().stream().map(Panel::name).collect(toImmutableList()))
            .distinct()
            .collect(toImmutableList());
    return names.size() == 1 ? names.get(0) : ImmutableList.of();
  }

  /** Returns whether a part looks the same in all figures that are there. */
  static boolean agree(List<Optional<Picture>> figures, String part) {
    return all(figures, part).distinct().count() <= 1;
  }

  /** Returns a part of the first figure that is there. */
  static Optional<Raster> first(List<Optional<Picture>> figures, String part) {
    return all(figures, part).findFirst();
  }

  private static Stream<Raster> all(List<Optional<Picture>> figures, String part) {
    return figures.stream().flatMap(Optional::stream).map(figure -> part(figure, part));
  }

  private static Raster part(Picture figure, String name) {
    return panel(figure, name).of(figure.raster());
  }

  private static Panel panel(Picture figure, String name) {
    return figure.panels().stream()
        .filter(panel -> panel.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Where a part of a figure is, seen from the others. */
  enum Side {
    LEFT,
    RIGHT,
    ABOVE,
    BELOW
  }

  /** Returns on which side of some others, one at least, a part of a figure is. */
  static Side side(Picture figure, String part, List<String> others) {
    Panel own = panel(figure, part);
    Panel other = panel(figure, others.get(0));
    if (own.left() + own.width() <= other.left()) {
      return Side.LEFT;
    } else if (own.left() >= other.left() + other.width()) {
      return Side.RIGHT;
    }
    return own.top() < other.top() ? Side.ABOVE : Side.BELOW;
  }

  /**
   * Returns some parts of a figure, side by side or one below the other as they are in the figure.
   *
   * @param parts if there are none, the whole figure is returned
   */
  static Raster only(Picture figure, List<String> parts) {
    if (parts.isEmpty()) {
      return figure.raster();
    } else if (parts.size() == 1) {
      return part(figure, parts.get(0));
    }
    Panel first = panel(figure, parts.get(0));
    Panel second = panel(figure, parts.get(1));
    boolean beside = second.left() >= first.left() + first.width();
    ImmutableList<Raster> rasters =
        parts.stream().map(part -> part(figure, part)).collect(toImmutableList());
    int width = rasters.stream().mapToInt(Raster::width).reduce(0, beside ? SUM : Math::max);
    int height = rasters.stream().mapToInt(Raster::height).reduce(0, beside ? Math::max : SUM);
    int gaps = GAP * (rasters.size() - 1);
    Canvas canvas =
        new Canvas(beside ? width + gaps : width, beside ? height : height + gaps, WHITE);
    int at = 0;
    for (Raster raster : rasters) {
      canvas.put(raster, beside ? at : 0, beside ? 0 : at);
      at += GAP + (beside ? raster.width() : raster.height());
    }
    return canvas.raster();
  }
}
