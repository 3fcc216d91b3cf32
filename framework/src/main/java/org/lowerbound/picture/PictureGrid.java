package org.lowerbound.picture;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Pictures in rows and columns on white, with a heading for each row at its left and for each
 * column above it. Headings are broken between words, never squeezed: a column is made wider for a
 * long word.
 *
 * @param cells the pictures, row by row; a row may be shorter than others
 * @param texts what is written
 * @param rowBreaks the rows, from 0, above which there is a wider gap
 * @param columnBreaks the columns, from 0, left of which there is a wider gap
 * @param chosenScale how many pixels a side stand for one of a picture; if not given, as many as
 *     leave the largest within 128 pixels a side, less if there are many columns, at least 1
 */
public record PictureGrid(
    ImmutableList<ImmutableList<Raster>> cells,
    GridTexts texts,
    ImmutableSet<Integer> rowBreaks,
    ImmutableSet<Integer> columnBreaks,
    OptionalInt chosenScale) {
  private static final int READABLE = 128;
  private static final int WIDE = 2400;

  /** Checks that texts and pictures go together. */
  public PictureGrid {
    checkArgument(
        cells.stream().anyMatch(row -> !row.isEmpty()), "there is no picture to show in a grid");
    checkTexts("rows of pictures", texts.rows(), cells.size());
    checkTexts("columns of pictures", texts.columns(), columns(cells));
    checkTexts("rows of captions", texts.captions(), cells.size());
    checkArgument(
        chosenScale.orElse(1) > 0, "scale must be positive but is %s", chosenScale.orElse(1));
  }

  private static void checkTexts(String what, List<?> texts, int count) {
    checkArgument(
        texts.isEmpty() || texts.size() == count,
        "a grid has %s %s, but texts for %s",
        count,
        what,
        texts.size());
  }

  /** Returns a grid without texts. */
  public static PictureGrid of(List<? extends List<Raster>> cells) {
    return new PictureGrid(
        cells.stream().map(ImmutableList::copyOf).collect(toImmutableList()),
        GridTexts.NONE,
        ImmutableSet.of(),
        ImmutableSet.of(),
        OptionalInt.empty());
  }

  /** Returns a grid of pictures line by line, so many on a line. */
  public static PictureGrid lines(List<Raster> pictures, int columns) {
    checkArgument(columns > 0, "columns must be positive but is %s", columns);
    return of(Lists.partition(pictures, columns));
  }

  /** Returns the number of columns that makes about as many lines. */
  public static int squareColumns(int count) {
    return (int) Math.ceil(Math.sqrt(count));
  }

  /** Returns this grid with texts above it, a line each if they fit. */
  public PictureGrid withTitle(String... lines) {
    return withTexts(
        new GridTexts(
            ImmutableList.copyOf(lines), texts.rows(), texts.columns(), texts.captions()));
  }

  /** Returns this grid with a heading for each row; an empty one is not seen. */
  public PictureGrid withRows(List<String> headings) {
    return withTexts(
        new GridTexts(
            texts.title(), ImmutableList.copyOf(headings), texts.columns(), texts.captions()));
  }

  /** Returns this grid with a heading for each column; an empty one is not seen. */
  public PictureGrid withColumns(List<String> headings) {
    return withTexts(
        new GridTexts(
            texts.title(), texts.rows(), ImmutableList.copyOf(headings), texts.captions()));
  }

  /** Returns this grid with a caption below each picture; an empty one is not seen. */
  public PictureGrid withCaptions(List<? extends List<String>> captions) {
    return withTexts(
        new GridTexts(
            texts.title(),
            texts.rows(),
            texts.columns(),
            captions.stream().map(ImmutableList::copyOf).collect(toImmutableList())));
  }

  private PictureGrid withTexts(GridTexts changed) {
    return new PictureGrid(cells, changed, rowBreaks, columnBreaks, chosenScale);
  }

  /** Returns this grid with a wider gap after every so many rows. */
  public PictureGrid withRowGroups(int rows) {
    return withRowBreaks(every(rows, cells.size()));
  }

  /** Returns this grid with a wider gap after every so many columns. */
  public PictureGrid withColumnGroups(int columns) {
    return withColumnBreaks(every(columns, columns()));
  }

  private static ImmutableSet<Integer> every(int step, int count) {
    checkArgument(step > 0, "groups must have a positive size, not %s", step);
    return IntStream.range(1, count).filter(i -> i % step == 0).boxed().collect(toImmutableSet());
  }

  /** Returns this grid with a wider gap above some rows, numbered from 0. */
  public PictureGrid withRowBreaks(Set<Integer> rows) {
    return new PictureGrid(cells, texts, ImmutableSet.copyOf(rows), columnBreaks, chosenScale);
  }

  /** Returns this grid with a wider gap left of some columns, numbered from 0. */
  public PictureGrid withColumnBreaks(Set<Integer> columns) {
    return new PictureGrid(cells, texts, rowBreaks, ImmutableSet.copyOf(columns), chosenScale);
  }

  /** Returns this grid with a square of so many pixels a side for each of a picture's. */
  public PictureGrid withScale(int scale) {
    return new PictureGrid(cells, texts, rowBreaks, columnBreaks, OptionalInt.of(scale));
  }

  /** Returns how many columns there are. */
  int columns() {
    return columns(cells);
  }

  private static int columns(ImmutableList<ImmutableList<Raster>> cells) {
    return cells.stream().mapToInt(List::size).max().orElse(0);
  }

  /** Returns how many pixels a side stand for one of a picture. */
  public int scale() {
    int side = Math.max(largest(Raster::width), largest(Raster::height));
    int across = largest(Raster::width) * columns();
    return chosenScale.orElse(Math.max(1, Math.min(READABLE / side, WIDE / across)));
  }

  private int largest(ToIntFunction<Raster> size) {
    return cells.stream().flatMap(List::stream).mapToInt(size).max().orElseThrow();
  }

  /** Draws the grid. */
  public Raster draw() {
    return new GridLayout(this).draw();
  }

  /** Draws the grid; each row with a heading is a part of the picture, of that name. */
  public Picture drawRows() {
    checkArgument(!texts.rows().isEmpty(), "rows without headings have no names");
    GridLayout layout = new GridLayout(this);
    return new PanelPicture(
        layout.draw(),
        IntStream.range(0, cells.size())
            .filter(row -> !texts.rows().get(row).isEmpty())
            .mapToObj(row -> layout.rowPanel(row, texts.rows().get(row)))
            .collect(toImmutableList()));
  }

  /** Draws the grid; each column with a heading is a part of the picture, of that name. */
  public Picture drawColumns() {
    checkArgument(!texts.columns().isEmpty(), "columns without headings have no names");
    GridLayout layout = new GridLayout(this);
    return new PanelPicture(
        layout.draw(),
        IntStream.range(0, columns())
            .filter(column -> !texts.columns().get(column).isEmpty())
            .mapToObj(column -> layout.columnPanel(column, texts.columns().get(column)))
            .collect(toImmutableList()));
  }
}
