package org.lowerbound.data;

import com.google.common.collect.ImmutableList;
import java.net.URI;
import org.lowerbound.spec.Default;

/**
 * Fashion-MNIST: 28 x 28 grey images of clothes, 60,000 for training and 10,000 for test (Xiao,
 * Rasul and Vollgraf 2017, arXiv:1708.07747).
 *
 * @param binarization how binary observations come from the grey levels
 * @param dequantize whether each use of an image adds uniform noise to its grey levels, as {@link
 *     Dequantization} does; for the binarisation {@link Binarization#NONE}
 * @param validation how many of the training images are held out at random for validation, 0 …
 *     59,999; with 0 there is no validation split
 * @param labels whether the images' classes, 0 … 9, are read, too
 * @param seed decides which images are held out, and the draw of static binarisation
 */
public record FashionMnist(
    @Default("\"dynamic\"") Binarization binarization,
    @Default("false") boolean dequantize,
    @Default("5000") int validation,
    @Default("false") boolean labels,
    @Default("0") long seed)
    implements DatasetSpec {
  private static final GreyImages IMAGES =
      new GreyImages(
          "fashion-mnist",
          new GreyImages.Part(
              file(
                  "train-images-idx3-ubyte.gz",
                  26_421_880,
                  "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
              file(
                  "train-labels-idx1-ubyte.gz",
                  29_515,
                  "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845")),
          new GreyImages.Part(
              file(
                  "t10k-images-idx3-ubyte.gz",
                  4_422_102,
                  "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
              file(
                  "t10k-labels-idx1-ubyte.gz",
                  5_148,
                  "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")));

  /** Checks the number of held-out images, and that no option contradicts another. */
  public FashionMnist {
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
        "fashion-mnist",
        name,
        size,
        sha256,
        ImmutableList.of(
            URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/" + name),
            URI.create(
                "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"
                    + name)));
  }
}
