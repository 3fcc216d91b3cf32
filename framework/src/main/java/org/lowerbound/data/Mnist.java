package org.lowerbound.data;

import com.google.common.collect.ImmutableList;
import org.lowerbound.spec.Default;

/**
 * MNIST: 28 x 28 grey images of handwritten digits, 60,000 for training and 10,000 for test (LeCun,
 * Cortes and Burges, "The MNIST database of handwritten digits").
 *
 * @param binarization how binary observations come from the grey levels
 * @param dequantize whether each use of an image adds uniform noise to its grey levels, as {@link
 *     Dequantization} does; for the binarisation {@link Binarization#NONE}
 * @param validation how many of the training images are held out at random for validation, 0 …
 *     59,999; with 0 there is no validation split
 * @param labels which of the images' classes, 0 … 9, are given
 * @param seed decides which images are held out, and the draw of static binarisation
 */
public record Mnist(
    @Default("\"dynamic\"") Binarization binarization,
    @Default("false") boolean dequantize,
    @Default("5000") int validation,
    @Default("false") LabelChoice labels,
    @Default("0") long seed)
    implements DatasetSpec {
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

  /** Checks the number of held-out images, and that no option contradicts another. */
  public Mnist {
    new GreyImageOptions(binarization, dequantize, validation, labels, seed);
  }

  /** Makes one that gives all labels or none. */
  public Mnist(
      Binarization binarization, boolean dequantize, int validation, boolean labels, long seed) {
    this(binarization, dequantize, validation, new LabelChoice.Whole(labels), seed);
  }

  @Override
  public Dataset load(DataSource source) {
    return IMAGES.load(source, options());
  }

  @Override
  public void check(DataSource source) {
    IMAGES.check(source, options());
  }

  private GreyImageOptions options() {
    return new GreyImageOptions(binarization, dequantize, validation, labels, seed);
  }
}
