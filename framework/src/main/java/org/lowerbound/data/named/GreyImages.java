package org.lowerbound.data.named;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.source.Checksum;
import org.lowerbound.data.source.DataFolders;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.FileContent;
import org.lowerbound.data.source.RemoteFile;
import org.lowerbound.random.RandomStream;

/**
 * A data set of images of levels 0 … 255, grey or of several channels, with an official training
 * part and an official test part, which are what MNIST and the sets that followed it have in
 * common.
 *
 * @param name the data set's type name
 * @param classes how many classes the images have
 * @param train the training images and their labels
 * @param test the test images and their labels
 */
record GreyImages(String name, int classes, ImagePart train, ImagePart test) {
  /** The training images of MNIST and of sets of the same sizes. */
  static final int MNIST_TRAINING_IMAGES = 60_000;

  /** The classes of MNIST and of sets of the same sizes. */
  static final int MNIST_CLASSES = 10;

  private static final int IMAGE_HEADER = 16;
  private static final int LABEL_HEADER = 8;
  private static final int PIXELS = 28 * 28;
  private static final IdxPart.Numbering DIGITS = new IdxPart.Numbering(0, MNIST_CLASSES);

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
        MNIST_CLASSES,
        new IdxPart(
            trainImages.file(folders, webFolders, "train-images-idx3-ubyte", 47_040_016),
            trainLabels.file(folders, webFolders, "train-labels-idx1-ubyte", 60_008),
            DIGITS,
            PixelOrder.ROW_BY_ROW),
        new IdxPart(
            testImages.file(folders, webFolders, "t10k-images-idx3-ubyte", 7_840_016),
            testLabels.file(folders, webFolders, "t10k-labels-idx1-ubyte", 10_008),
            DIGITS,
            PixelOrder.ROW_BY_ROW));
  }

  /**
   * Returns one part of a data set in files of 28 x 28 images whose checksums are not published.
   *
   * @param folders where they may be
   * @param prefix what stands before {@code -images-idx3-ubyte} and {@code -labels-idx1-ubyte}
   * @param count how many images there are
   * @param page where people find them
   */
  static IdxPart unpublished(
      DataFolders folders,
      String prefix,
      int count,
      IdxPart.Numbering numbering,
      PixelOrder order,
      String page) {
    return new IdxPart(
        RemoteFile.unpublished(
            folders,
            prefix + "-images-idx3-ubyte",
            FileContent.unpublished(IMAGE_HEADER + (long) count * PIXELS),
            page),
        RemoteFile.unpublished(
            folders,
            prefix + "-labels-idx1-ubyte",
            FileContent.unpublished(LABEL_HEADER + (long) count),
            page),
        numbering,
        order);
  }

  /** Returns all files, each in its only form. */
  ImmutableList<ImmutableList<RemoteFile>> files() {
    return Stream.of(train, test)
        .flatMap(part -> part.files().stream())
        .distinct()
        .map(ImmutableList::of)
        .collect(toImmutableList());
  }

  void check(DataSource source, GreyImageOptions options) {
    train.check(source, options.labels().given());
    test.check(source, options.labels().given());
  }

  /** Loads the images, and the labels if they are asked for. */
  Dataset load(DataSource source, GreyImageOptions options) {
    Binarization binarization = options.binarization();
    long seed = options.seed();
    ImageLevels trainImages = train.images(source);
    // Before the split: so an image keeps its draw whatever the size of the validation split.
    Observations.Bytes official =
        binarization.apply(
            trainImages.levels(), new RandomStream(seed, name + ".binarization.train"));
    ImmutableMap<Split, int[]> rows = trainRows(official.count(), options);
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    rows.forEach(
        (split, chosen) ->
            splits.put(
                split, chosen.length == official.count() ? official : official.select(chosen)));
    Observations.Bytes testImages =
        binarization.apply(
            test.images(source).levels(), new RandomStream(seed, name + ".binarization.test"));
    splits.put(Split.TEST, testImages);
    Dataset dataset =
        Dataset.of(
            name,
            trainImages.shape(),
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
    int[] official = train.labels(source, trainCount);
    ImmutableMap.Builder<Split, int[]> numbers = ImmutableMap.builder();
    trainRows.forEach(
        (split, rows) ->
            numbers.put(split, Arrays.stream(rows).map(row -> official[row]).toArray()));
    numbers.put(Split.TEST, test.labels(source, testCount));
    return new Labels(classes, numbers.buildOrThrow());
  }

  /** Returns the rows of the training file that each of its splits has, in their order there. */
  private ImmutableMap<Split, int[]> trainRows(int count, GreyImageOptions options) {
    boolean[] heldOut = heldOut(count, options.validation(), options.seed());
    return options.validation() == 0
        ? ImmutableMap.of(Split.TRAIN, rows(heldOut, false))
        : ImmutableMap.of(Split.TRAIN, rows(heldOut, false), Split.VALIDATION, rows(heldOut, true));
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
