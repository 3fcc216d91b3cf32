package org.lowerbound.data;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/**
 * A data set of grey images of ten classes with an official training part and an official test
 * part, which are what MNIST and the sets that took its place have in common.
 *
 * @param name the data set's type name
 * @param train the training images and their labels
 * @param test the test images and their labels
 */
record GreyImages(String name, Part train, Part test) {
  /** The training images of MNIST and of Fashion-MNIST. */
  static final int TRAINING_IMAGES = 60_000;

  /** The classes of MNIST and of Fashion-MNIST. */
  static final int CLASSES = 10;

  private static final int IMAGE_RANK = 3;

  /**
   * The files of one part.
   *
   * @param images {@code [count, height, width]}
   * @param labels {@code [count]}
   */
  record Part(RemoteFile images, RemoteFile labels) {
    void check(DataSource source, boolean withLabels) {
      source.check(images);
      if (withLabels) {
        source.check(labels);
      }
    }
  }

  void check(DataSource source, GreyImageOptions options) {
    train.check(source, options.labels());
    test.check(source, options.labels());
  }

  /** Loads the images, and the labels if they are asked for. */
  Dataset load(DataSource source, GreyImageOptions options) {
    Binarization binarization = options.binarization();
    long seed = options.seed();
    IdxFile trainFile = readImages(source, train.images());
    Shape shape = Shape.of(trainFile.sizes().get(1), trainFile.sizes().get(2), 1);
    // Before the split: so an image keeps its draw whatever the size of the validation split.
    Observations.Bytes official =
        binarization.apply(
            trainFile.observations(), new RandomStream(seed, name + ".binarization.train"));
    ImmutableMap<Split, int[]> rows = trainRows(official.count(), options);
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    rows.forEach(
        (split, chosen) ->
            splits.put(
                split, chosen.length == official.count() ? official : official.select(chosen)));
    Observations.Bytes testImages =
        binarization.apply(
            readImages(source, test.images()).observations(),
            new RandomStream(seed, name + ".binarization.test"));
    splits.put(Split.TEST, testImages);
    Dataset dataset =
        Dataset.of(
            name,
            shape,
            binarization.storedKind(),
            options.freshDraw(),
            splits.buildOrThrow(),
            Optional.empty(),
            Optional.empty());
    return options.labels()
        ? dataset.withLabels(labels(source, rows, official.count(), testImages.count()))
        : dataset;
  }

  private Labels labels(
      DataSource source, ImmutableMap<Split, int[]> trainRows, int trainCount, int testCount) {
    int[] official = readLabels(source, train.labels(), trainCount);
    ImmutableMap.Builder<Split, int[]> numbers = ImmutableMap.builder();
    trainRows.forEach(
        (split, rows) ->
            numbers.put(split, Arrays.stream(rows).map(row -> official[row]).toArray()));
    numbers.put(Split.TEST, readLabels(source, test.labels(), testCount));
    return new Labels(CLASSES, numbers.buildOrThrow());
  }

  private static int[] readLabels(DataSource source, RemoteFile file, int count) {
    FileContent content = source.read(file);
    IdxFile idx = IdxFile.parse(content.path(), content.bytes());
    if (!idx.sizes().equals(ImmutableList.of(count))) {
      throw new DataException(
          String.format(
              "%s: has the sizes %s, but the labels of %d images have [%d]",
              content.path(), idx.sizes(), count, count));
    }
    return IntStream.range(0, count).map(i -> idx.values()[i] & 0xFF).toArray();
  }

  /** Returns the rows of the training file that each of its splits has, in their order there. */
  private ImmutableMap<Split, int[]> trainRows(int count, GreyImageOptions options) {
    boolean[] heldOut = heldOut(count, options.validation(), options.seed());
    return options.validation() == 0
        ? ImmutableMap.of(Split.TRAIN, rows(heldOut, false))
        : ImmutableMap.of(Split.TRAIN, rows(heldOut, false), Split.VALIDATION, rows(heldOut, true));
  }

  private static IdxFile readImages(DataSource source, RemoteFile file) {
    FileContent content = source.read(file);
    IdxFile idx = IdxFile.parse(content.path(), content.bytes());
    if (idx.sizes().size() != IMAGE_RANK) {
      throw new DataException(
          String.format(
              "%s: has the sizes %s, but images have [count, height, width]",
              content.path(), idx.sizes()));
    }
    return idx;
  }

  private boolean[] heldOut(int count, int validation, long seed) {
    boolean[] heldOut = new boolean[count];
    int[] order = new RandomStream(seed, name + ".validation").permutation(count);
    for (int row : Arrays.copyOf(order, validation)) {
      heldOut[row] = true;
    }
    return heldOut;
  }

  /** Returns the rows marked, or those not marked, in their original order. */
  private static int[] rows(boolean[] marks, boolean marked) {
    return IntStream.range(0, marks.length).filter(row -> marks[row] == marked).toArray();
  }
}
