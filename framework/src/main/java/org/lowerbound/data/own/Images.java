package org.lowerbound.data.own;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.RandomSplits;
import org.lowerbound.data.Split;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;

/**
 * The images of a folder and of the folders in it: PNG, JPEG, GIF (the first frame) and BMP, in the
 * order of their paths' characters. Hidden files and what is no picture are left alone.
 *
 * @param path the folder, looked for in the working folder and then below the data directory
 * @param form what is made of a file
 * @param split which images are held out
 * @param binarization how binary values come from the levels, for each channel
 * @param dequantize whether each use of an image adds uniform noise to its levels; for the
 *     binarisation {@link Binarization#NONE}
 * @param labels which images have a label: the folder in {@code path} that an image is in, the
 *     classes in the order of their names' characters
 * @param seed decides which images are held out, the order of splits, and the draw of static
 *     binarisation
 */
public record Images(
    String path,
    @Flat ImageForm form,
    @Flat ImageSplit split,
    @Default("\"none\"") Binarization binarization,
    @Default("false") boolean dequantize,
    @Default("false") LabelChoice labels,
    @Default("0") long seed)
    implements DatasetSpec {
  private static final String NAME = "images";

  /** Checks that no option contradicts another. */
  public Images {
    checkArgument(!path.isBlank(), "path must name a folder but is empty");
    binarization.checkLeavesLevels(dequantize);
  }

  /** Checks that the folders are there and have images; none is read. */
  @Override
  public void check(DataSource source) {
    folder(source, path);
    split.validationFolder().ifPresent(folder -> folder(source, folder));
    split.testFolder().ifPresent(folder -> folder(source, folder));
  }

  @Override
  public Dataset load(DataSource source) {
    ImageSet all = ImageSet.read(folder(source, path), form);
    Map<Split, ImageSet> sets = new LinkedHashMap<>();
    Map<Split, int[]> rows = new LinkedHashMap<>();
    int count = all.values().count();
    int test = split.testOf(count);
    int validation = split.validationOf(count);
    if ((long) test + validation >= count) {
      throw new DataException(
          String.format(
              "%s: of its %d images %d are held out, which leaves none to train on",
              all.folder().root(), count, (long) test + validation));
    }
    RandomSplits.rows(count, validation, test, new RandomStream(seed, NAME + ".split"))
        .forEach((name, chosen) -> put(sets, rows, name, all, chosen));
    split
        .validationFolder()
        .ifPresent(other -> putAll(sets, rows, Split.VALIDATION, read(source, other, all)));
    split.testFolder().ifPresent(other -> putAll(sets, rows, Split.TEST, read(source, other, all)));

    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    sets.forEach(
        (name, set) ->
            splits.put(
                name,
                binarization.apply(
                    set.values().select(rows.get(name)),
                    new RandomStream(seed, NAME + ".binarization." + name.label()))));
    Dataset dataset =
        Dataset.of(
            NAME,
            all.shape(form.channels()),
            binarization.storedKind(),
            binarization.freshDraw(dequantize),
            splits.buildOrThrow(),
            Optional.empty(),
            Optional.empty());
    return labels.given() ? dataset.withLabels(labels.known(labelsOf(all, sets, rows))) : dataset;
  }

  private static void put(
      Map<Split, ImageSet> sets, Map<Split, int[]> rows, Split split, ImageSet set, int[] chosen) {
    sets.put(split, set);
    rows.put(split, chosen);
  }

  private static void putAll(
      Map<Split, ImageSet> sets, Map<Split, int[]> rows, Split split, ImageSet set) {
    put(sets, rows, split, set, IntStream.range(0, set.values().count()).toArray());
  }

  /** Reads another folder, whose images must have the size of the first. */
  private ImageSet read(DataSource source, String other, ImageSet first) {
    ImageSet set = ImageSet.read(folder(source, other), form);
    if (set.size().height() != first.size().height()
        || set.size().width() != first.size().width()) {
      throw new DataException(
          String.format(
              "%s: its images have %d x %d pixels, but those of %s have %d x %d; \"size\": %d"
                  + " resizes all images",
              set.folder().root(),
              set.size().height(),
              set.size().width(),
              first.folder().root(),
              first.size().height(),
              first.size().width(),
              Math.min(first.size().height(), first.size().width())));
    }
    return set;
  }

  private Labels labelsOf(ImageSet all, Map<Split, ImageSet> sets, Map<Split, int[]> rows) {
    ImmutableList<String> classes = ImmutableSortedSet.copyOf(all.folder().classes()).asList();
    ImmutableMap.Builder<Split, int[]> numbers = ImmutableMap.builder();
    sets.forEach(
        (name, set) -> {
          ImmutableList<String> ofImages = set.folder().classes();
          numbers.put(
              name,
              IntStream.of(rows.get(name))
                  .map(row -> number(classes, ofImages.get(row), all, set.folder().path(row)))
                  .toArray());
        });
    return new Labels(classes.size(), numbers.buildOrThrow());
  }

  private static int number(ImmutableList<String> classes, String name, ImageSet all, Path image) {
    int number = classes.indexOf(name);
    if (number < 0) {
      throw new DataException(
          String.format(
              "%s: there is no class %s in %s, which has %s",
              image, name, all.folder().root(), String.join(", ", classes)));
    }
    return number;
  }

  private static ImageFolder folder(DataSource source, String path) {
    Path found = OwnFile.find(source, path);
    if (!Files.isDirectory(found)) {
      throw new DataException(
          String.format("%s: is a file; \"path\" of images is a folder of them", found));
    }
    if (Files.isDirectory(found.resolve("train")) && Files.isDirectory(found.resolve("test"))) {
      throw new DataException(
          String.format(
              "%s: has the folders train and test, which would be mixed; \"path\": \"%s\","
                  + " \"test\": {\"path\": \"%s\"} works",
              found, Path.of(path, "train"), Path.of(path, "test")));
    }
    return ImageFolder.of(found);
  }
}
