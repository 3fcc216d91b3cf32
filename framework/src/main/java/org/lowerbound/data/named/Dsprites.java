package org.lowerbound.data.named;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
import org.lowerbound.data.file.IdxFile;
import org.lowerbound.data.file.NpzImages;
import org.lowerbound.data.source.Checksum;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataFolders;
import org.lowerbound.data.source.DataForm;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.FileContent;
import org.lowerbound.data.source.RemoteFile;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * Images of dSprites: one white shape on black, 64 x 64 binary pixels, with six factors, colour
 * (only one), shape (square, ellipse, heart), scale, orientation, x and y (Matthey, Higgins,
 * Hassabis and Lerchner 2017).
 *
 * <p>The whole set has 737,280 images on the grid of 3 shapes, 6 scales, 40 orientations and 32 x
 * 32 positions, which are 3 GB as bytes, more than one array holds. Here are regular parts of that
 * grid, by default every fourth orientation and every second position along x and y, which is
 * 46,080 images; results do not compare with those on the whole set. The images come from the
 * official {@code .npz} file, or, where the grid is no finer than the default's, from a file that
 * has just that one.
 *
 * <p>Classes of the factors are levels of the part's own grid, from 0; of the subset {@code random}
 * those of the whole set. As in the whole set, the first and the last of its 40 orientations show
 * the same.
 *
 * @param subset which images
 * @param orientations how many of the 40 orientations, a divisor of 40; for {@code grid}
 * @param positions how many of the 32 positions along x, and along y, a divisor of 32; for {@code
 *     grid}
 * @param validation the fraction held out at random for validation; with 0 there is no validation
 *     split
 * @param test the fraction held out at random for test, more than 0
 * @param labels which images have their shape as a label
 * @param seed decides the splits and their order
 */
public record Dsprites(
    @Default("\"grid\"") DspritesSubset subset,
    @Default("10") int orientations,
    @Default("16") int positions,
    @Default("0.1") @Interval(min = 0) double validation,
    @Default("0.1") double test,
    @Default("false") LabelChoice labels,
    @Default("0") long seed)
    implements DescribedDataset {
  private static final String NAME = "dsprites";
  private static final int SIDE = 64;
  private static final int PIXELS = SIDE * SIDE;
  private static final int RANDOM_IMAGES = 20_000;

  /** One gigabyte; the default heap of a machine with 8 holds it twice over. */
  private static final int MOST_IMAGES = (1 << 30) / PIXELS;

  private static final String PAGE = "https://github.com/google-deepmind/dsprites-dataset";
  private static final String SHAPE = "shape";

  private static final ImmutableList<String> FACTORS =
      ImmutableList.of("color", SHAPE, "scale", "orientation", "x", "y");

  /** The grid that has a file of its own. */
  private static final DspritesGrid THINNED = new DspritesGrid(10, 16);

  private static final DataFolders FOLDERS = DataFolders.of(NAME, "dSprites");

  private static final RemoteFile OFFICIAL =
      RemoteFile.unpublished(
          FOLDERS,
          "dsprites_ndarray_co1sh3sc6or40x32y32_64x64.npz",
          FileContent.unpublished(),
          PAGE);

  private static final RemoteFile THINNED_IMAGES =
      local(
          "dsprites_downsampled-images-idx3-ubyte",
          188_743_696,
          "91314926ad7a6162ed52d29e5453ff3a54ff546da83aa0211a07cf213fa57ffa");

  private static final RemoteFile RANDOM_IMAGE_FILE =
      local(
          "dsprites_subset-images-idx3-ubyte",
          81_920_016,
          "a4698b346737f03a3a77fc978f3c92590c5b5dbf0e2d24d98b989ee23ed6d838");

  private static final RemoteFile RANDOM_FACTORS =
      local(
          "dsprites_subset-factors-idx2-ubyte",
          100_012,
          "bfdda716c5c23dd69b14316d2dd7638e7bfa8bd1a789cdbb58ae452fa3f35885");

  /** Checks the grid and the fractions. */
  public Dsprites {
    checkDivisor("orientations", orientations, DspritesGrid.ALL.orientations());
    checkDivisor("positions", positions, DspritesGrid.ALL.positions());
    int count = new DspritesGrid(orientations, positions).count();
    checkArgument(
        subset == DspritesSubset.RANDOM || count <= MOST_IMAGES,
        "orientations %s and positions %s make %s images, but at most %s are held in memory;"
            + " \"orientations\": 10 with \"positions\": 32 works, and 40 with 16",
        orientations,
        positions,
        count,
        MOST_IMAGES);
    new RandomSplits(validation, test)
        .checkLeavesNoneEmpty(subset == DspritesSubset.RANDOM ? RANDOM_IMAGES : count);
    labels.checkClasses(DspritesGrid.SHAPES);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "shapes with six factors, binary",
        "46,080 of 64 x 64 by default, of 737,280",
        "Apache 2.0, Google",
        "Matthey, Higgins, Hassabis and Lerchner 2017, " + PAGE,
        "a part of the whole set: results do not compare with those on all of it");
  }

  @Override
  public ImmutableList<ImmutableList<RemoteFile>> files() {
    return subset == DspritesSubset.RANDOM
        ? ImmutableList.of(ImmutableList.of(RANDOM_IMAGE_FILE), ImmutableList.of(RANDOM_FACTORS))
        : ImmutableList.of(gridFiles());
  }

  @Override
  public void check(DataSource source) {
    files().forEach(forms -> source.check(forms.toArray(RemoteFile[]::new)));
  }

  @Override
  public Dataset load(DataSource source) {
    int[][] classes =
        subset == DspritesSubset.RANDOM
            ? randomClasses(source)
            : IntStream.range(0, grid().count()).mapToObj(grid()::classes).toArray(int[][]::new);
    ImmutableMap<Split, int[]> rows =
        new RandomSplits(validation, test)
            .rows(classes.length, new RandomStream(seed, NAME + ".split"));
    Factors factors =
        new Factors(
            FACTORS,
            subset == DspritesSubset.RANDOM ? DspritesGrid.ALL.sizes() : grid().sizes(),
            ImmutableMap.copyOf(
                Maps.transformValues(
                    rows,
                    chosen ->
                        Arrays.stream(chosen).mapToObj(i -> classes[i]).toArray(int[][]::new))));
    Dataset dataset =
        Dataset.of(
            NAME,
            Shape.of(SIDE, SIDE, 1),
            ValueKind.BINARY,
            FreshDraw.NOTHING,
            source.read(forms(rows)),
            Optional.empty(),
            Optional.of(factors));
    return labels.given() ? dataset.withLabels(labels.known(factors.labels(SHAPE))) : dataset;
  }

  private DspritesGrid grid() {
    return new DspritesGrid(orientations, positions);
  }

  private ImmutableList<RemoteFile> gridFiles() {
    return grid().isWithin(THINNED)
        ? ImmutableList.of(THINNED_IMAGES, OFFICIAL)
        : ImmutableList.of(OFFICIAL);
  }

  private ImmutableList<DataForm<ImmutableMap<Split, Observations>>> forms(
      ImmutableMap<Split, int[]> rows) {
    if (subset == DspritesSubset.RANDOM) {
      return ImmutableList.of(
          new DataForm<>(
              RANDOM_IMAGE_FILE,
              (path, content) -> select(IdxFile.parse(path, content).observations(), rows)));
    }
    ImmutableList.Builder<DataForm<ImmutableMap<Split, Observations>>> forms =
        ImmutableList.builder();
    for (RemoteFile file : gridFiles()) {
      forms.add(
          file.equals(OFFICIAL)
              ? new DataForm<>(file, (path, content) -> ofOfficial(path, content, rows))
              : new DataForm<>(
                  file,
                  (path, content) -> ofThinned(IdxFile.parse(path, content).observations(), rows)));
    }
    return forms.build();
  }

  private static ImmutableMap<Split, Observations> select(
      Observations.Bytes images, ImmutableMap<Split, int[]> rows) {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    rows.forEach((split, chosen) -> splits.put(split, images.select(chosen)));
    return splits.buildOrThrow();
  }

  private ImmutableMap<Split, Observations> ofThinned(
      Observations.Bytes images, ImmutableMap<Split, int[]> rows) {
    DspritesGrid grid = grid();
    int[] of =
        IntStream.range(0, images.count()).filter(i -> grid.imageOf(THINNED, i) >= 0).toArray();
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    rows.forEach(
        (split, chosen) ->
            splits.put(split, images.select(Arrays.stream(chosen).map(i -> of[i]).toArray())));
    return splits.buildOrThrow();
  }

  /** Puts each image straight into its split, so that they are in memory once. */
  private ImmutableMap<Split, Observations> ofOfficial(
      Path file, InputStream content, ImmutableMap<Split, int[]> rows) {
    DspritesGrid grid = grid();
    Split[] splitOf = new Split[grid.count()];
    int[] rowOf = new int[grid.count()];
    Map<Split, byte[]> values = new HashMap<>();
    rows.forEach(
        (split, chosen) -> {
          values.put(split, new byte[chosen.length * PIXELS]);
          for (int row = 0; row < chosen.length; row++) {
            splitOf[chosen[row]] = split;
            rowOf[chosen[row]] = row;
          }
        });
    NpzImages.read(
        file,
        content,
        DspritesGrid.ALL.count(),
        SIDE,
        (image, pixels) -> {
          int at = grid.imageOf(DspritesGrid.ALL, image);
          if (at >= 0) {
            System.arraycopy(pixels, 0, values.get(splitOf[at]), rowOf[at] * PIXELS, PIXELS);
          }
        });
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    rows.forEach(
        (split, chosen) ->
            splits.put(split, new Observations.Bytes(values.get(split), chosen.length, PIXELS)));
    return splits.buildOrThrow();
  }

  private static int[][] randomClasses(DataSource source) {
    return source.read(
        RANDOM_FACTORS,
        (path, content) -> {
          IdxFile idx = IdxFile.parse(path, content);
          int columns = FACTORS.size() - 1;
          if (!idx.sizes().equals(ImmutableList.of(RANDOM_IMAGES, columns))) {
            throw new DataException(
                "%s: has the sizes %s and not [%d, %d]"
                    .formatted(path, idx.sizes(), RANDOM_IMAGES, columns));
          }
          int[][] classes = new int[RANDOM_IMAGES][1 + columns];
          for (int i = 0; i < RANDOM_IMAGES * columns; i++) {
            classes[i / columns][1 + i % columns] = idx.values()[i];
          }
          return classes;
        });
  }

  private static void checkDivisor(String name, int value, int of) {
    checkArgument(
        value >= 1 && of % value == 0, "%s must be a divisor of %s but is %s", name, of, value);
  }

  private static RemoteFile local(String name, long size, String sha256) {
    return RemoteFile.local(FOLDERS, name, new Checksum(size, sha256));
  }
}
