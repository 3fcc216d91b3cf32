package org.lowerbound.data.named;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.stream.Stream;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.source.DataFolders;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.FileContent;
import org.lowerbound.data.source.RemoteFile;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * CIFAR-10: 32 x 32 images in red, green and blue of ten kinds of things, 50,000 for training and
 * 10,000 for test (Krizhevsky 2009, "Learning multiple layers of features from tiny images"), from
 * the six {@code .bin} files of its binary version.
 *
 * <p>Observations are {@code [32, 32, 3]}, the three values of a pixel side by side. No SHA-256 of
 * the files is published: they are not downloaded, and are known by their names, lengths and
 * classes.
 *
 * @param dequantize whether each use of an image adds uniform noise to its levels
 * @param validation how many of the training images are held out at random for validation; with 0
 *     there is no validation split
 * @param labels which of the images' classes are given
 * @param seed decides which images are held out
 */
public record Cifar10(
    @Default("false") boolean dequantize,
    @Default("5000") @Interval(min = 0, max = 49_999) int validation,
    @Default("false") LabelChoice labels,
    @Default("0") long seed)
    implements DescribedDataset {
  private static final String NAME = "cifar10";
  private static final String PAGE = "https://www.cs.toronto.edu/~kriz/cifar.html";
  private static final int IMAGES_PER_FILE = 10_000;
  private static final int TRAINING_IMAGES = 5 * IMAGES_PER_FILE;

  private static final DataFolders FOLDERS =
      DataFolders.of(
          NAME, NAME + "/cifar-10-batches-bin", "cifar-10-batches-bin", "cifar-10", "CIFAR10");

  private static final GreyImages IMAGES =
      new GreyImages(
          NAME,
          CifarPart.CLASSES,
          part("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5"),
          part("test_batch"));

  /** Checks the number of held-out images and of known labels. */
  public Cifar10 {
    options(dequantize, validation, labels, seed).checkFits(TRAINING_IMAGES, CifarPart.CLASSES);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "photographs of ten kinds of things, in colour",
        "50,000 + 10,000 of 32 x 32 x 3",
        "none stated",
        "Krizhevsky 2009, " + PAGE + " (binary version, unpacked)");
  }

  @Override
  public ImmutableList<ImmutableList<RemoteFile>> files() {
    return IMAGES.files();
  }

  @Override
  public Dataset load(DataSource source) {
    return IMAGES.load(source, options(dequantize, validation, labels, seed));
  }

  @Override
  public void check(DataSource source) {
    IMAGES.check(source, options(dequantize, validation, labels, seed));
  }

  private static GreyImageOptions options(
      boolean dequantize, int validation, LabelChoice labels, long seed) {
    return new GreyImageOptions(Binarization.NONE, dequantize, validation, labels, seed);
  }

  private static CifarPart part(String... batches) {
    return new CifarPart(
        Stream.of(batches)
            .map(
                batch ->
                    RemoteFile.unpublished(
                        FOLDERS,
                        batch + ".bin",
                        FileContent.unpublished((long) IMAGES_PER_FILE * CifarPart.RECORD),
                        PAGE))
            .collect(toImmutableList()),
        IMAGES_PER_FILE);
  }
}
