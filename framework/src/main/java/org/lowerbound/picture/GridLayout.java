package org.lowerbound.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.lowerbound.picture.TextBlock.Alignment;

/** Where everything of a {@link PictureGrid} is. */
final class GridLayout {
  private static final int MARGIN = 8;
  private static final int GAP = 4;
  private static final int WIDER_GAP = 16;

  /** Between a heading and what it is about. */
  private static final int HEADING_GAP = 6;

  /** At the least between two headings. */
  private static final int BETWEEN_HEADINGS = 12;

  /** Headings of rows are broken if they are wider. */
  private static final int MOST_ROW_HEADING = 240;

  private static final double CAPTION_SIZE = 14;
  private static final int WHITE = 0xFFFFFF;

  private final PictureGrid grid;
  private final ImmutableList<TextBlock> rowHeadings;
  private final ImmutableList<TextBlock> columnHeadings;
  private final ImmutableList<TextBlock> title;
  private final ImmutableList<ImmutableList<TextBlock>> captions;
  private final Line columns;
  private final Line rows;

  /**
   * Parts of a line one after the other.
   *
   * @param starts where each begins
   * @param lengths how long each is
   */
  private record Line(ImmutableList<Integer> starts, ImmutableList<Integer> lengths) {
    static Line of(int first, ImmutableList<Integer> lengths, Set<Integer> breaks) {
      ImmutableList.Builder<Integer> starts = ImmutableList.builder();
      int start = first;
      for (int i = 0; i < lengths.size(); i++) {
        starts.add(start);
        start += lengths.get(i) + (breaks.contains(i + 1) ? WIDER_GAP : GAP);
      }
      return new Line(starts.build(), lengths);
    }

    int first() {
      return starts.get(0);
    }

    int end() {
      return starts.get(starts.size() - 1) + lengths.get(lengths.size() - 1);
    }

    /** Returns where something of a length begins that is in the middle of a part. */
    int middle(int part, int length) {
      return starts.get(part) + (lengths.get(part) - length) / 2;
    }
  }

  /** Finds the places. */
  GridLayout(PictureGrid grid) {
    this.grid = grid;
    GridTexts texts = grid.texts();
    this.rowHeadings = wrap(texts.rows(), TextBlock.SIZE, row -> MOST_ROW_HEADING);
    ImmutableList<Integer> cellWidths =
        IntStream.range(0, grid.columns()).mapToObj(this::cellWidth).collect(toImmutableList());
    this.columnHeadings =
        wrap(texts.columns(), TextBlock.SIZE, column -> cellWidths.get(column) - BETWEEN_HEADINGS);
    this.captions =
        texts.captions().stream()
            .map(row -> wrap(row, CAPTION_SIZE, column -> cellWidths.get(column)))
            .collect(toImmutableList());
    int left = MARGIN;
    if (!rowHeadings.isEmpty()) {
      left += ceil(TextBlock.widest(rowHeadings.stream())) + HEADING_GAP;
    }
    this.columns = Line.of(left, widths(cellWidths), grid.columnBreaks());
    int across = Math.max(MOST_ROW_HEADING, columns.end() - columns.first());
    this.title = wrap(texts.title(), TextBlock.SIZE, line -> across);
    int top = MARGIN;
    if (!title.isEmpty()) {
      top += ceil(title.stream().mapToDouble(TextBlock::height).sum()) + HEADING_GAP;
    }
    if (!columnHeadings.isEmpty()) {
      top += ceil(TextBlock.highest(columnHeadings.stream())) + HEADING_GAP;
    }
    this.rows =
        Line.of(
            top,
            IntStream.range(0, grid.cells().size())
                .mapToObj(this::rowHeight)
                .collect(toImmutableList()),
            grid.rowBreaks());
  }

  private static ImmutableList<TextBlock> wrap(
      ImmutableList<String> texts, double size, IntUnaryOperator width) {
    return IntStream.range(0, texts.size())
        .mapToObj(i -> TextBlock.wrap(texts.get(i), size, width.applyAsInt(i)))
        .collect(toImmutableList());
  }

  private static int ceil(double length) {
    return (int) Math.ceil(length);
  }

  private int cellWidth(int column) {
    return grid.scale()
        * grid.cells().stream()
            .filter(row -> row.size() > column)
            .mapToInt(row -> row.get(column).width())
            .max()
            .orElseThrow();
  }

  /** Returns the widths of the columns; those of pictures of one width are of one width. */
  private ImmutableList<Integer> widths(ImmutableList<Integer> cellWidths) {
    return cellWidths.stream()
        .map(
            width ->
                IntStream.range(0, cellWidths.size())
                    .filter(other -> cellWidths.get(other).equals(width))
                    .map(other -> Math.max(width, headingWidth(other)))
                    .max()
                    .orElseThrow())
        .collect(toImmutableList());
  }

  private int headingWidth(int column) {
    double width = columnHeadings.isEmpty() ? 0 : columnHeadings.get(column).width();
    return width > 0 ? ceil(width) + BETWEEN_HEADINGS : 0;
  }

  private int rowHeight(int row) {
    int heading = rowHeadings.isEmpty() ? 0 : ceil(rowHeadings.get(row).height());
    return Math.max(pictureHeight(row) + captionHeight(row), heading);
  }

  private int pictureHeight(int row) {
    return grid.scale() * grid.cells().get(row).stream().mapToInt(Raster::height).max().orElse(0);
  }

  private int captionHeight(int row) {
    return captions.isEmpty() ? 0 : ceil(TextBlock.highest(captions.get(row).stream()));
  }

  /** Draws it all. */
  Raster draw() {
    // A title may be wider than the pictures, if these are few.
    int right = Math.max(columns.end(), columns.first() + ceil(TextBlock.widest(title.stream())));
    Canvas canvas = new Canvas(right + MARGIN, rows.end() + MARGIN, WHITE);
    double line = MARGIN;
    for (TextBlock text : title) {
      text.draw(canvas, columns.first(), line, right - columns.first(), Alignment.CENTER);
      line += text.height();
    }
    for (int column = 0; column < columnHeadings.size(); column++) {
      TextBlock heading = columnHeadings.get(column);
      heading.draw(
          canvas,
          columns.starts().get(column),
          rows.first() - HEADING_GAP - heading.height(),
          columns.lengths().get(column),
          Alignment.CENTER);
    }
    for (int row = 0; row < grid.cells().size(); row++) {
      drawRow(canvas, row);
    }
    return canvas.raster();
  }

  private void drawRow(Canvas canvas, int row) {
    if (!rowHeadings.isEmpty()) {
      TextBlock heading = rowHeadings.get(row);
      double room = rows.lengths().get(row) - captionHeight(row) - heading.height();
      heading.draw(
          canvas,
          MARGIN,
          rows.starts().get(row) + Math.max(0, room / 2),
          columns.first() - HEADING_GAP - MARGIN,
          Alignment.RIGHT);
    }
    List<Raster> pictures = grid.cells().get(row);
    for (int column = 0; column < pictures.size(); column++) {
      Raster large = pictures.get(column).scaled(grid.scale());
      int top = top(row, large.height());
      canvas.put(large, columns.middle(column, large.width()), top);
      if (!captions.isEmpty() && column < captions.get(row).size()) {
        captions
            .get(row)
            .get(column)
            .draw(
                canvas,
                columns.starts().get(column),
                top + large.height(),
                columns.lengths().get(column),
                Alignment.CENTER);
      }
    }
  }

  /** Returns where a picture begins: in the middle of its row, above the captions. */
  private int top(int row, int height) {
    return rows.middle(row, height + captionHeight(row));
  }

  /** Returns the part of the picture that the pictures of a row fill. */
  Panel rowPanel(int row, String name) {
    return panel(name, row, row + 1, 0, grid.columns());
  }

  /** Returns the part of the picture that the pictures of a column fill. */
  Panel columnPanel(int column, String name) {
    return panel(name, 0, grid.cells().size(), column, column + 1);
  }

  private Panel panel(String name, int firstRow, int endRow, int firstColumn, int endColumn) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = 0;
    int bottom = 0;
    for (int row = firstRow; row < endRow; row++) {
      List<Raster> pictures = grid.cells().get(row);
      for (int column = firstColumn; column < Math.min(endColumn, pictures.size()); column++) {
        int width = pictures.get(column).width() * grid.scale();
        int height = pictures.get(column).height() * grid.scale();
        left = Math.min(left, columns.middle(column, width));
        top = Math.min(top, top(row, height));
        right = Math.max(right, columns.middle(column, width) + width);
        bottom = Math.max(bottom, top(row, height) + height);
      }
    }
    return new Panel(name, left, top, right - left, bottom - top);
  }
}
