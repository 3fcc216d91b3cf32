package org.lowerbound.data.named;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.source.DataFolders;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;
import org.lowerbound.spec.Flat;

/**
 * MNIST: 28 x 28 grey images of handwritten digits, 60,000 for training and 10,000 for test (LeCun,
 * Cortes and Burges, "The MNIST database of handwritten digits").
 *
 * @param options how the images are split and observed
 */
public record Mnist(@Flat GreyImageOptions options) implements DescribedDataset {
  private static final GreyImages IMAGES =
      GreyImages.official(
          DataFolders.of("mnist", "MNIST/raw", "MNIST"),
          // The original comes last: it often refuses, and is without encryption.
          ImmutableList.of(
              "https://ossci-datasets.s3.amazonaws.com/mnist/",
              "https://storage.googleapis.com/cvdf-datasets/mnist/",
              "http://yann.lecun.com/exdb/mnist/"),
          new GreyImages.Official(
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
              9_912_422,
              "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
          new GreyImages.Official(
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
              28_881,
              "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
          new GreyImages.Official(
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
              1_648_877,
              "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
          new GreyImages.Official(
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
              4_542,
              "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));

  /** Checks that the options fit the images. */
  public Mnist {
    options.checkFits(GreyImages.MNIST_TRAINING_IMAGES, GreyImages.MNIST_CLASSES);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "handwritten digits, grey",
        "60,000 + 10,000 of 28 x 28",
        "CC BY-SA 3.0 (as usually stated)",
        "LeCun, Cortes and Burges, http://yann.lecun.com/exdb/mnist/");
  }

  @Override
  public ImmutableList<ImmutableList<RemoteFile>> files() {
    return IMAGES.files();
  }

  @Override
  public Dataset load(DataSource source) {
    return IMAGES.load(source, options);
  }

  @Override
  public void check(DataSource source) {
    IMAGES.check(source, options);
  }
}
