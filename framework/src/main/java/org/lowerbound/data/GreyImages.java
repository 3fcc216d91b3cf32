package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/**
 * A data set of grey images with an official training file and an official test file, which are
 * what MNIST and the sets that took its place have in common.
 *
 * @param name the data set's type name
 * @param train the training images
 * @param test the test images
 */
record GreyImages(String name, RemoteFile train, RemoteFile test) {
  /** The training images of MNIST and of Fashion-MNIST. */
  static final int TRAINING_IMAGES = 60_000;

  private static final int IMAGE_RANK = 3;

  /** Checks how many images are held out, before any file is read. */
  static void checkValidation(int validation) {
    checkArgument(
        validation >= 0 && validation < TRAINING_IMAGES,
        "validation must be 0 … %s (of the %s training images) but is %s",
        TRAINING_IMAGES - 1,
        TRAINING_IMAGES,
        validation);
  }

  void check(DataSource source) {
    source.check(train);
    source.check(test);
  }

  /** Loads the images. The seed decides which are held out and what STATIC binarisation draws. */
  Dataset load(DataSource source, Binarization binarization, int validation, long seed) {
    IdxFile trainFile = readImages(source, train);
    Shape shape = Shape.of(trainFile.sizes().get(1), trainFile.sizes().get(2), 1);
    // Before the split: so an image keeps its draw whatever the size of the validation split.
    Observations.Bytes official =
        binarization.apply(
            trainFile.observations(), new RandomStream(seed, name + ".binarization.train"));
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    if (validation == 0) {
      splits.put(Split.TRAIN, official);
    } else {
      boolean[] heldOut = heldOut(official.count(), validation, seed);
      splits.put(Split.TRAIN, official.select(rows(heldOut, false)));
      splits.put(Split.VALIDATION, official.select(rows(heldOut, true)));
    }
    splits.put(
        Split.TEST,
        binarization.apply(
            readImages(source, test).observations(),
            new RandomStream(seed, name + ".binarization.test")));
    return Dataset.of(
        name,
        shape,
        binarization.storedKind(),
        binarization.drawnAtEachUse(),
        splits.buildOrThrow(),
        Optional.empty(),
        Optional.empty());
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
