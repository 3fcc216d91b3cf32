package org.lowerbound.data;

import com.google.common.collect.ImmutableList;
import java.net.URI;
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
 * @param labels whether the images' classes, 0 … 9, are read, too
 * @param seed decides which images are held out, and the draw of static binarisation
 */
public record Mnist(
    @Default("\"dynamic\"") Binarization binarization,
    @Default("false") boolean dequantize,
    @Default("5000") int validation,
    @Default("false") boolean labels,
    @Default("0") long seed)
    implements DatasetSpec {
  private static final GreyImages IMAGES =
      new GreyImages(
          "mnist",
          new GreyImages.Part(
              file(
                  "train-images-idx3-ubyte.gz",
                  9_912_422,
                  "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
              file(
                  "train-labels-idx1-ubyte.gz",
                  28_881,
                  "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c")),
          new GreyImages.Part(
              file(
                  "t10k-images-idx3-ubyte.gz",
                  1_648_877,
                  "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
              file(
                  "t10k-labels-idx1-ubyte.gz",
                  4_542,
                  "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")));

  /** Checks the number of held-out images, and that no option contradicts another. */
  public Mnist {
    new GreyImageOptions(binarization, dequantize, validation, labels, seed);
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

  private static RemoteFile file(String name, long size, String sha256) {
    return new RemoteFile(
        "mnist",
        name,
        size,
        sha256,
        ImmutableList.of(
            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/" + name),
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/" + name),
            URI.create("http://yann.lecun.com/exdb/mnist/" + name)));
  }
}
