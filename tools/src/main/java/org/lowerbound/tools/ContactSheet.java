package org.lowerbound.tools;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.lowerbound.evaluation.Raster;

/**
 * Labelled pictures on one sheet, line by line.
 *
 * @param cells the pictures, in order
 * @param columns how many go on a line
 */
record ContactSheet(ImmutableList<Cell> cells, int columns) {
  private static final int MARGIN = 8;
  private static final int LINE_SPACING = 3;
  private static final int WHITE = 0xFFFFFF;
  private static final int BLACK = 0x000000;
  private static final int GREY = 0xE0E0E0;

  /** Pictures at least so high have letters of twice the size. */
  private static final int LARGE = 96;

  /**
   * A picture.
   *
   * @param label what is written above it
   * @param figure the picture; a grey field if there is none
   */
  record Cell(String label, Optional<Raster> figure) {}

  /** Checks that there is something to show. */
  ContactSheet {
    checkArgument(
        cells.stream().anyMatch(cell -> cell.figure().isPresent()), "there is no picture to show");
    checkArgument(columns > 0, "columns must be positive but is %s", columns);
  }

  /** Draws the sheet. */
  Raster draw() {
    int width = largest(Raster::width);
    int height = largest(Raster::height);
    int scale = height >= LARGE ? 2 : 1;
    int lineHeight = (PixelFont.HEIGHT + LINE_SPACING) * scale;
    int letters = Math.max(1, width / (PixelFont.ADVANCE * scale));
    List<List<Cell>> lines = Lists.partition(cells, columns);
    ImmutableList<Integer> labelHeights =
        lines.stream()
            .map(
                line ->
                    lineHeight
                        * line.stream()
                            .mapToInt(c -> wrap(c.label(), letters).size())
                            .max()
                            .orElse(0))
            .collect(toImmutableList());
    int total = MARGIN;
    for (int labelHeight : labelHeights) {
      total += labelHeight + height + MARGIN;
    }
    int across = Math.min(columns, cells.size());
    Canvas canvas = new Canvas(MARGIN + across * (width + MARGIN), total, WHITE);
    PixelFont font = PixelFont.load();
    int top = MARGIN;
    for (int i = 0; i < lines.size(); i++) {
      for (int column = 0; column < lines.get(i).size(); column++) {
        Cell cell = lines.get(i).get(column);
        int left = MARGIN + column * (width + MARGIN);
        ImmutableList<String> text = wrap(cell.label(), letters);
        for (int t = 0; t < text.size(); t++) {
          font.write(canvas, text.get(t), left, top + t * lineHeight, scale, BLACK);
        }
        int under = top + labelHeights.get(i);
        cell.figure()
            .ifPresentOrElse(
                figure -> canvas.put(figure, left, under),
                () -> canvas.fill(left, under, width, height, GREY));
      }
      top += labelHeights.get(i) + height + MARGIN;
    }
    return canvas.raster();
  }

  private int largest(ToIntFunction<Raster> size) {
    return cells.stream()
        .flatMap(cell -> cell.figure().stream())
        .mapToInt(size)
        .max()
        .orElseThrow();
  }

  /** Returns a label in lines of so many letters, broken between words if it can be. */
  static ImmutableList<String> wrap(String label, int letters) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    StringBuilder line = new StringBuilder();
    for (String word : Splitter.on(' ').omitEmptyStrings().split(PixelFont.plain(label))) {
      for (String part : Splitter.fixedLength(letters).split(word)) {
        if (line.length() > 0 && line.length() + 1 + part.length() > letters) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.length() > 0 ? " " : "").append(part);
      }
    }
    return lines.add(line.toString()).build();
  }
}
