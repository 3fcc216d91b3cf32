package org.lowerbound.tools;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;

/**
 * The figures of a sweep as one grid. A part that the figures of a row have in common, such as the
 * density that all of its models were fitted to, is shown once, left of the row; one that those of
 * a column have in common, above the column; one that all have, once above them all.
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
    ImmutableList<String> names = FigureParts.names(cells.stream().flatMap(List::stream));
    ImmutableSet<String> left =
        names.stream()
            .filter(name -> isOfRows(name) && !(isOfColumns(name) && rows.size() > 1))
            .collect(toImmutableSet());
    ImmutableSet<String> above =
        names.stream()
            .filter(name -> isOfColumns(name) && !left.contains(name))
            .collect(toImmutableSet());
    ImmutableList<String> own =
        names.stream()
            .filter(name -> !left.contains(name) && !above.contains(name))
            .collect(toImmutableList());
    // Figures that are all the same are no reason to show nothing in their places.
    return names.isEmpty() || !own.isEmpty()
        ? draw(scale, left, above, own)
        : draw(scale, ImmutableSet.of(), ImmutableSet.of(), names);
  }

  /** Returns whether a part is the same all along each row of several figures. */
  private boolean isOfRows(String part) {
    return columns.size() > 1 && cells.stream().allMatch(row -> FigureParts.agree(row, part));
  }

  private boolean isOfColumns(String part) {
    return rows.size() > 1
        && IntStream.range(0, columns.size())
            .allMatch(column -> FigureParts.agree(column(column), part));
  }

  private ImmutableList<Optional<Picture>> column(int column) {
    return cells.stream().map(row -> row.get(column)).collect(toImmutableList());
  }

  private Raster draw(
      int scale, ImmutableSet<String> left, ImmutableSet<String> above, ImmutableList<String> own) {
    List<List<Raster>> lines = new ArrayList<>();
    for (String part : above) {
      List<Raster> line = new ArrayList<>();
      left.forEach(part2 -> line.add(NOTHING));
      int shown = isOfRows(part) ? 1 : columns.size();
      for (int column = 0; column < shown; column++) {
        line.add(FigureParts.first(column(column), part).orElse(NOTHING));
      }
      lines.add(line);
    }
    Raster missing = missing(own);
    for (ImmutableList<Optional<Picture>> row : cells) {
      List<Raster> line = new ArrayList<>();
      left.forEach(part -> line.add(FigureParts.first(row, part).orElse(NOTHING)));
      row.forEach(cell -> line.add(cell.map(f -> FigureParts.only(f, own)).orElse(missing)));
      lines.add(line);
    }
    PictureGrid grid =
        PictureGrid.of(lines)
            .withRows(Stream.concat(above.stream(), rows.stream()).toList())
            .withColumns(Stream.concat(left.stream(), columns.stream()).toList())
            .withRowBreaks(above.isEmpty() ? ImmutableSet.of() : ImmutableSet.of(above.size()))
            .withColumnBreaks(left.isEmpty() ? ImmutableSet.of() : ImmutableSet.of(left.size()))
            .withScale(scale);
    return own.size() > 1 ? grid.withTitle(String.join(" | ", own)).draw() : grid.draw();
  }

  /** Returns what stands for a figure that is not there. */
  private Raster missing(ImmutableList<String> own) {
    Raster some =
        cells.stream()
            .flatMap(List::stream)
            .flatMap(Optional::stream)
            .findFirst()
            .map(figure -> FigureParts.only(figure, own))
            .orElseThrow();
    return Raster.blank(some.width(), some.height(), GREY);
  }
}
