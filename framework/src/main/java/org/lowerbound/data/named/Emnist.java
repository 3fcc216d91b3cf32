package org.lowerbound.data.named;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.source.DataFolders;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;

/**
 * EMNIST: 28 x 28 grey images of handwritten letters and digits (Cohen, Afshar, Tapson and van
 * Schaik 2017, arXiv:1702.05373), in the files of MNIST, {@code
 * emnist-balanced-train-images-idx3-ubyte} and so on.
 *
 * <p>The official files hold each image column by column, which shows it mirrored along its
 * diagonal. Here the images are upright, as those of MNIST are. Labels of the split {@code
 * letters}, 1 … 26 in the files, are 0 … 25 here.
 *
 * <p>No SHA-256 of its files is published: they are not downloaded, and are known by their names,
 * lengths and headers.
 *
 * @param split which of the six divisions
 * @param options how the images are split and observed
 */
public record Emnist(@Default("\"balanced\"") EmnistSplit split, @Flat GreyImageOptions options)
    implements DescribedDataset {
  private static final String NAME = "emnist";
  private static final String PAGE =
      "https://www.nist.gov/itl/products-and-services/emnist-dataset";

  private static final DataFolders FOLDERS =
      DataFolders.of(NAME, "emnist/gzip", "EMNIST/raw", "EMNIST", "gzip");

  /** Checks that the options fit the images. */
  public Emnist {
    options.checkFits(split.train(), split.numbering().classes());
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "handwritten letters and digits, grey",
        "six divisions of up to 697,932 + 116,323 of 28 x 28",
        "none stated; made from NIST Special Database 19",
        "Cohen, Afshar, Tapson and van Schaik 2017, " + PAGE);
  }

  @Override
  public ImmutableList<ImmutableList<RemoteFile>> files() {
    return images().files();
  }

  @Override
  public Dataset load(DataSource source) {
    return images().load(source, options);
  }

  @Override
  public void check(DataSource source) {
    images().check(source, options);
  }

  private GreyImages images() {
    return new GreyImages(
        NAME,
        split.numbering().classes(),
        part("train", split.train()),
        part("test", split.test()));
  }

  private ImagePart part(String part, int count) {
    return GreyImages.unpublished(
        FOLDERS,
        NAME + "-" + split.label() + "-" + part,
        count,
        split.numbering(),
        PixelOrder.COLUMN_BY_COLUMN,
        PAGE);
  }
}
