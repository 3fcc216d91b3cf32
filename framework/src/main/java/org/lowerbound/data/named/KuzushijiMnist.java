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
 * Kuzushiji-MNIST: 28 x 28 grey images of ten cursive Japanese characters, 60,000 for training and
 * 10,000 for test (Clanuwat and others 2018, arXiv:1812.01718), in the files of MNIST.
 *
 * <p>No SHA-256 of its files is published: they are not downloaded, and are known by their names,
 * lengths and headers. MNIST's have the same: only the folder tells them apart.
 *
 * @param options how the images are split and observed
 */
public record KuzushijiMnist(@Flat GreyImageOptions options) implements DescribedDataset {
  private static final String NAME = "kmnist";
  private static final String PAGE = "https://codh.rois.ac.jp/kmnist/";
  private static final int TEST_IMAGES = 10_000;

  private static final DataFolders FOLDERS = DataFolders.namedOnly(NAME, "KMNIST/raw", "KMNIST");
  private static final IdxPart.Numbering CHARACTERS =
      new IdxPart.Numbering(0, GreyImages.MNIST_CLASSES);

  private static final GreyImages IMAGES =
      new GreyImages(
          NAME,
          GreyImages.MNIST_CLASSES,
          GreyImages.unpublished(
              FOLDERS,
              "train",
              GreyImages.MNIST_TRAINING_IMAGES,
              CHARACTERS,
              PixelOrder.ROW_BY_ROW,
              PAGE),
          GreyImages.unpublished(
              FOLDERS, "t10k", TEST_IMAGES, CHARACTERS, PixelOrder.ROW_BY_ROW, PAGE));

  /** Checks that the options fit the images. */
  public KuzushijiMnist {
    options.checkFits(GreyImages.MNIST_TRAINING_IMAGES, GreyImages.MNIST_CLASSES);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "cursive Japanese characters, grey",
        "60,000 + 10,000 of 28 x 28",
        "CC BY-SA 4.0",
        "Clanuwat and others 2018, " + PAGE);
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
