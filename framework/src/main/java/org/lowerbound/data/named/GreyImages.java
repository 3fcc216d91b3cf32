package org.lowerbound.data.named;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.file.IdxFile;
import org.lowerbound.data.source.Checksum;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataFolders;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;
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

  /**
   * What tells one set's file from those of the others, which have the same names and lengths.
   *
   * @param content the SHA-256 of its content
   * @param zippedSize the length of the official file, which is gzip-compressed
   * @param zipped the SHA-256 of that
   */
  record Official(String content, long zippedSize, String zipped) {
    private RemoteFile file(
        DataFolders folders, ImmutableList<String> webFolders, String name, long size) {
      return RemoteFile.zipped(
          folders, name, new Checksum(size, content), new Checksum(zippedSize, zipped), webFolders);
    }
  }

  /**
   * Returns a data set in the files of MNIST.
   *
   * @param folders where its files may be; our own is named after its type
   * @param webFolders where they can be downloaded, in the order to try
   */
  static GreyImages official(
      DataFolders folders,
      ImmutableList<String> webFolders,
      Official trainImages,
      Official trainLabels,
      Official testImages,
      Official testLabels) {
    return new GreyImages(
        folders.name(),
        new Part(
            trainImages.file(folders, webFolders, "train-images-idx3-ubyte", 47_040_016),
            trainLabels.file(folders, webFolders, "train-labels-idx1-ubyte", 60_008)),
        new Part(
            testImages.file(folders, webFolders, "t10k-images-idx3-ubyte", 7_840_016),
            testLabels.file(folders, webFolders, "t10k-labels-idx1-ubyte", 10_008)));
  }

  void check(DataSource source, GreyImageOptions options) {
    train.check(source, options.labels().given());
    test.check(source, options.labels().given());
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
    return options.labels().given()
        ? dataset.withLabels(
            options.labels().known(labels(source, rows, official.count(), testImages.count())))
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
    IdxFile idx =
        source.read(
            file,
            (path, content) -> {
              IdxFile labels = IdxFile.parse(path, content);
              if (!labels.sizes().equals(ImmutableList.of(count))) {
                throw new DataException(
                    String.format(
                        "%s: has the sizes %s, but the labels of %d images have [%d]",
                        path, labels.sizes(), count, count));
              }
              return labels;
            });
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
    return source.read(
        file,
        (path, content) -> {
          IdxFile idx = IdxFile.parse(path, content);
          if (idx.sizes().size() != IMAGE_RANK) {
            throw new DataException(
                String.format(
                    "%s: has the sizes %s, but images have [count, height, width]",
                    path, idx.sizes()));
          }
          return idx;
        });
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
