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
 * Fashion-MNIST: 28 x 28 grey images of clothes, 60,000 for training and 10,000 for test (Xiao,
 * Rasul and Vollgraf 2017, arXiv:1708.07747).
 *
 * @param options how the images are split and observed
 */
public record FashionMnist(@Flat GreyImageOptions options) implements DescribedDataset {
  private static final GreyImages IMAGES =
      GreyImages.official(
          DataFolders.of("fashion-mnist", "FashionMNIST/raw", "FashionMNIST"),
          // Both are the authors'; the second is without encryption.
          ImmutableList.of(
              "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
              "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
          new GreyImages.Official(
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
              26_421_880,
              "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
          new GreyImages.Official(
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
              29_515,
              "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
          new GreyImages.Official(
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
              4_422_102,
              "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
          new GreyImages.Official(
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
              5_148,
              "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"));

  /** Checks that the options fit the images. */
  public FashionMnist {
    options.checkFits(GreyImages.MNIST_TRAINING_IMAGES, GreyImages.MNIST_CLASSES);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "clothes, grey",
        "60,000 + 10,000 of 28 x 28",
        "MIT, Zalando SE",
        "Xiao, Rasul and Vollgraf 2017, https://github.com/zalandoresearch/fashion-mnist");
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
