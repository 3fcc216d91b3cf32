package org.lowerbound.data.synthetic;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Observations;
import org.lowerbound.data.RandomSplits;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * Binary images of one shape each, rendered by this program, on the complete grid of five factors:
 * shape (square, ellipse, heart), scale, orientation, x, y. In the manner of dSprites (Matthey,
 * Higgins, Hassabis and Lerchner 2017), but not the same images: results do not compare.
 *
 * <p>Scales run evenly from half the largest to the largest, orientations counter-clockwise in
 * equal steps over the full circle (the end is left out, unlike dSprites, where the first and the
 * last orientation are the same), x from left to right and y from top to bottom. Classes are
 * numbered from 0 in that order. A pixel is 1 if its centre is inside the shape; there is no
 * anti-aliasing. The outermost pixels are always 0.
 *
 * <p>As in dSprites, orientation cannot always be told from the image: a quarter turn leaves the
 * square as it is, and half a turn the ellipse. With the default grid the square shows 2 different
 * orientations, the ellipse 4 and the heart 8, so the 9,600 images are 5,600 different ones, and
 * equal images can be in different splits.
 *
 * <p>Every split is in random order, so that any leading part of it is a fair sample.
 *
 * @param size height and width in pixels, 28 … 64
 * @param scales how many scales, 1 … 8
 * @param orientations how many orientations, 1 … 40
 * @param positions how many positions along x, and along y: no more than keep one pixel's distance,
 *     that is, size / 2 - 1, rounded down
 * @param validation the fraction held out for validation; with 0 there is no validation split
 * @param test the fraction held out for test, more than 0
 * @param labels which images have their shape as a label
 * @param seed decides the splits and their order, not the images
 * @param hues how many colours every shape comes in, 1 … 64, which are a sixth factor, the hue;
 *     left out, images are binary. Colours are as bright as can be, on black: hues run evenly from
 *     red over green and blue, and the image has grey levels in three channels
 */
public record Sprites(
    @Default("28") @Interval(min = 28, max = 64) int size,
    @Default("4") @Interval(min = 1, max = 8) int scales,
    @Default("8") @Interval(min = 1, max = 40) int orientations,
    @Default("10") @Interval(min = 1, max = 13) int positions,
    @Default("0.1") @Interval(min = 0) double validation,
    @Default("0.1") double test,
    @Default("false") LabelChoice labels,
    @Default("0") long seed,
    @Interval(min = 1, max = 64) Optional<Integer> hues)
    implements DescribedDataset {
  private static final String NAME = "sprites";
  private static final int MIN_SIZE = 28;
  private static final int MAX_SIZE = 64;
  private static final int MAX_SCALES = 8;
  private static final int MAX_ORIENTATIONS = 40;
  private static final int MAX_HUES = 64;
  private static final int CHANNELS = 3;

  /** The largest shape's circumscribed circle has this part of the image's width as its radius. */
  private static final double LARGEST_RADIUS = 0.25;

  /** The pixels that stay free along each edge. */
  private static final int MARGIN = 1;

  /** The shapes, by their class. */
  static final ImmutableList<SpriteShape> SHAPES =
      ImmutableList.of(SpriteShape.SQUARE, SpriteShape.ELLIPSE, SpriteShape.HEART);

  private static final String SHAPE = "shape";

  private static final ImmutableList<String> FACTORS =
      ImmutableList.of(SHAPE, "scale", "orientation", "x", "y");

  /** Checks the ranges. */
  public Sprites {
    checkRange("size", size, MIN_SIZE, MAX_SIZE);
    checkRange("scales", scales, 1, MAX_SCALES);
    checkRange("orientations", orientations, 1, MAX_ORIENTATIONS);
    checkRange("positions", positions, 1, (int) travel(size) + 1);
    RandomSplits fractions = new RandomSplits(validation, test);
    hues.ifPresent(given -> checkRange("hues", given, 1, MAX_HUES));
    long images = count(SHAPES.size(), scales, orientations, positions) * hues.orElse(1);
    checkArgument(
        images * size * size * (hues.isPresent() ? CHANNELS : 1) <= Integer.MAX_VALUE,
        "%s images of %s x %s pixels do not fit into one array; take fewer scales, orientations or"
            + " positions",
        images,
        size,
        size);
    fractions.checkLeavesNoneEmpty(images);
    labels.checkClasses(SHAPES.size());
  }

  /** Makes one that gives all labels or none. */
  public Sprites(
      int size,
      int scales,
      int orientations,
      int positions,
      double validation,
      double test,
      boolean labels,
      long seed) {
    this(
        size,
        scales,
        orientations,
        positions,
        validation,
        test,
        new LabelChoice.Whole(labels),
        seed,
        Optional.empty());
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "shapes with five factors, binary, in the manner of dSprites",
        "9,600 of 28 x 28 by default",
        "made by code",
        "after Matthey, Higgins, Hassabis and Lerchner 2017",
        "not the images of dSprites: results do not compare");
  }

  @Override
  public Dataset load(DataSource source) {
    int[][] grid = grid();
    Observations.Bytes shapes = new SpriteRenderer(this).render(grid);
    Observations.Bytes images = hues.map(given -> colored(shapes, grid, given)).orElse(shapes);
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    ImmutableMap.Builder<Split, int[][]> classes = ImmutableMap.builder();
    new RandomSplits(validation, test)
        .rows(grid.length, new RandomStream(seed, NAME + ".split"))
        .forEach(
            (split, chosen) -> {
              splits.put(split, images.select(chosen));
              classes.put(
                  split, Arrays.stream(chosen).mapToObj(i -> grid[i]).toArray(int[][]::new));
            });
    Factors factors = new Factors(factorNames(), factorSizes(), classes.buildOrThrow());
    Dataset dataset =
        Dataset.of(
            NAME,
            Shape.of(size, size, hues.isPresent() ? CHANNELS : 1),
            hues.isPresent() ? ValueKind.GREY : ValueKind.BINARY,
            FreshDraw.NOTHING,
            splits.buildOrThrow(),
            Optional.empty(),
            Optional.of(factors));
    return labels.given() ? dataset.withLabels(labels.known(factors.labels(SHAPE))) : dataset;
  }

  /** Returns the radius of the largest shape's circumscribed circle, in pixels. */
  double largestRadius() {
    return LARGEST_RADIUS * size;
  }

  /** Returns the lowest coordinate of a shape's centre, in pixels from the left or upper edge. */
  double firstCentre() {
    return largestRadius() + MARGIN;
  }

  /** Returns how far a shape's centre moves along an axis, in pixels. */
  double travel() {
    return travel(size);
  }

  private static double travel(int size) {
    return size - 2 * (LARGEST_RADIUS * size + MARGIN);
  }

  private ImmutableList<String> factorNames() {
    return hues.isPresent()
        ? ImmutableList.<String>builder().addAll(FACTORS).add("hue").build()
        : FACTORS;
  }

  private ImmutableList<Integer> factorSizes() {
    ImmutableList.Builder<Integer> sizes = ImmutableList.builder();
    sizes.add(SHAPES.size(), scales, orientations, positions, positions);
    hues.ifPresent(sizes::add);
    return sizes.build();
  }

  /** Returns shapes in the colours of their hues: {@code [count, size² · 3]}, channels last. */
  private static Observations.Bytes colored(Observations.Bytes shapes, int[][] grid, int hues) {
    byte[] bits = shapes.values();
    byte[] levels = new byte[Math.multiplyExact(bits.length, CHANNELS)];
    for (int i = 0; i < bits.length; i++) {
      if (bits[i] != 0) {
        int hue = grid[i / shapes.dimension()][FACTORS.size()];
        for (int channel = 0; channel < CHANNELS; channel++) {
          levels[i * CHANNELS + channel] = level(hue, hues, channel);
        }
      }
    }
    return new Observations.Bytes(levels, shapes.count(), shapes.dimension() * CHANNELS);
  }

  /** Returns what a full colour has of red, green or blue, by its place on the circle of hues. */
  private static byte level(int hue, int hues, int channel) {
    // Red is 1 within a sixth of the circle of 0, 0 beyond a third; green and blue are turned.
    double turned = 6.0 * hue / hues - 2 * channel;
    double away = Math.min(Math.abs(turned), 6 - Math.abs(turned));
    double part = Math.min(1, Math.max(0, 2 - away));
    return (byte) StrictMath.rint(255 * part);
  }

  /**
   * Returns the classes of every image, the last factor changing fastest: {@code [count][factor]}.
   */
  private int[][] grid() {
    ImmutableList<Integer> sizes = factorSizes();
    int count = sizes.stream().reduce(1, (a, b) -> a * b);
    int[][] grid = new int[count][sizes.size()];
    for (int i = 0; i < count; i++) {
      int rest = i;
      for (int factor = sizes.size() - 1; factor >= 0; factor--) {
        grid[i][factor] = rest % sizes.get(factor);
        rest /= sizes.get(factor);
      }
    }
    return grid;
  }

  private static long count(int shapes, int scales, int orientations, int positions) {
    return (long) shapes * scales * orientations * positions * positions;
  }

  private static void checkRange(String name, int value, int least, int most) {
    checkArgument(
        value >= least && value <= most, "%s must be %s … %s but is %s", name, least, most, value);
  }
}
