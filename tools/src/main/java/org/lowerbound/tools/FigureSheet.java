package org.lowerbound.tools;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multimaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;
import org.lowerbound.tools.FigureParts.Side;

/**
 * The figures of a sweep as one grid. A part that the figures of a row have in common, such as the
 * density that all of its models were fitted to, is shown once beside the row; one that those of a
 * column have in common, above or below the column; one that all have, such as a legend, once, on
 * the side where it is in each of them.
 *
 * @param rows the heading of each row
 * @param columns the heading of each column
 * @param cells the figures, row by row; none where there is no figure
 */
record FigureSheet(
    ImmutableList<String> rows,
    ImmutableList<String> columns,
    ImmutableList<ImmutableList<Optional<Picture>>> cells) {
  private static final int WHITE = 0xFFFFFF;
  private static final int GREY = 0xE8E8E8;

  /** Takes no room, and is not seen. */
  private static final Raster NOTHING = Raster.blank(1, 1, WHITE);

  /** Checks that there is something to show. */
  FigureSheet {
    checkArgument(
        cells.stream().flatMap(List::stream).anyMatch(Optional::isPresent),
        "there is no figure to show");
  }

  /**
   * Draws the sheet.
   *
   * @param scale how many pixels a side stand for one of a figure's
   */
  Raster draw(int scale) {
    ImmutableList<String> names = FigureParts.names(all());
    ImmutableList<String> own =
        names.stream()
            .filter(name -> !isOfRows(name) && !isOfColumns(name) && !isOfAll(name))
            .collect(toImmutableList());
    // Where there is only one figure, or all are the same, they are shown as they are.
    boolean whole = own.isEmpty() || all().size() == 1;
    return (whole ? new Parts(ImmutableList.of(), ImmutableList.of()) : new Parts(names, own))
        .draw(scale);
  }

  private ImmutableList<Optional<Picture>> all() {
    return cells.stream().flatMap(List::stream).collect(toImmutableList());
  }

  private ImmutableList<Optional<Picture>> column(int column) {
    return cells.stream().map(row -> row.get(column)).collect(toImmutableList());
  }

  /** Returns whether a part is the same in all figures, if there are several. */
  private boolean isOfAll(String part) {
    return rows.size() * columns.size() > 1 && FigureParts.agree(all(), part);
  }

  /** Returns whether a part is the same along each row of several figures. */
  private boolean isOfRows(String part) {
    return columns.size() > 1 && cells.stream().allMatch(row -> FigureParts.agree(row, part));
  }

  /** Returns whether a part is the same along each column of several figures. */
  private boolean isOfColumns(String part) {
    return rows.size() > 1
        && IntStream.range(0, columns.size())
            .allMatch(column -> FigureParts.agree(column(column), part));
  }

  /** Where each part is shown. */
  private final class Parts {
    private final ImmutableList<String> own;
    private final ImmutableListMultimap<Side, String> around;

    /**
     * Finds the places.
     *
     * @param own the parts that each figure has of its own; if there are none, figures are whole
     */
    Parts(ImmutableList<String> names, ImmutableList<String> own) {
      this.own = own;
      this.around =
          Multimaps.index(names.stream().filter(name -> !own.contains(name)).toList(), this::side);
    }

    private Side side(String part) {
      Side side = FigureParts.side(some(), part, own);
      if (isOfAll(part)) {
        return side;
      } else if (isOfRows(part)) {
        return side == Side.RIGHT ? Side.RIGHT : Side.LEFT;
      }
      return side == Side.BELOW ? Side.BELOW : Side.ABOVE;
    }

    private Picture some() {
      return all().stream().flatMap(Optional::stream).findFirst().orElseThrow();
    }

    Raster draw(int scale) {
      List<List<Raster>> lines = new ArrayList<>();
      around.get(Side.ABOVE).forEach(part -> lines.add(line(part)));
      for (int row = 0; row < rows.size(); row++) {
        lines.add(line(row));
      }
      around.get(Side.BELOW).forEach(part -> lines.add(line(part)));
      PictureGrid grid =
          PictureGrid.of(lines)
              .withRows(headings(Side.ABOVE, rows, Side.BELOW))
              .withColumns(headings(Side.LEFT, columns, Side.RIGHT))
              .withRowBreaks(breaks(Side.ABOVE, rows.size()))
              .withColumnBreaks(breaks(Side.LEFT, columns.size()))
              .withScale(scale);
      return own.size() > 1 ? grid.withTitle(String.join(" | ", own)).draw() : grid.draw();
    }

    private ImmutableList<String> headings(
        Side before, ImmutableList<String> headings, Side after) {
      return Stream.of(around.get(before), headings, around.get(after))
          .flatMap(List::stream)
          .collect(toImmutableList());
    }

    private ImmutableSet<Integer> breaks(Side before, int count) {
      int first = around.get(before).size();
      return Stream.of(first, first + count).filter(at -> at > 0).collect(toImmutableSet());
    }

    /** Returns the line of a part of columns. */
    private List<Raster> line(String part) {
      List<Raster> line = new ArrayList<>();
      around.get(Side.LEFT).forEach(beside -> line.add(NOTHING));
      int shown = isOfAll(part) ? 1 : columns.size();
      for (int column = 0; column < shown; column++) {
        line.add(FigureParts.first(column(column), part).orElse(NOTHING));
      }
      return line;
    }

    /** Returns a line of figures, between what they have in common. */
    private List<Raster> line(int row) {
      List<Raster> line = new ArrayList<>();
      around.get(Side.LEFT).forEach(part -> line.add(beside(row, part)));
      for (Optional<Picture> cell : cells.get(row)) {
        line.add(cell.map(figure -> FigureParts.only(figure, own)).orElseGet(this::missing));
      }
      around.get(Side.RIGHT).forEach(part -> line.add(beside(row, part)));
      return line;
    }

    private Raster beside(int row, String part) {
      if (!isOfAll(part)) {
        return FigureParts.first(cells.get(row), part).orElse(NOTHING);
      }
      return row == 0 ? FigureParts.first(all(), part).orElseThrow() : NOTHING;
    }

    /** Returns what stands for a figure that is not there. */
    private Raster missing() {
      Raster present = FigureParts.only(some(), own);
      return Raster.blank(present.width(), present.height(), GREY);
    }
  }
}
