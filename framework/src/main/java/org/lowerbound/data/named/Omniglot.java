package org.lowerbound.data.named;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.Dequantization;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.source.Checksum;
import org.lowerbound.data.source.DataFolders;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * Omniglot: 1,623 characters of 50 alphabets, each drawn by 20 people (Lake, Salakhutdinov and
 * Tenenbaum 2015), as 28 x 28 grey images, ink bright, made from the 105 x 105 originals by an
 * antialiased bicubic filter.
 *
 * <p>These are not the images of Burda, Grosse and Salakhutdinov (2016), their 28 x 28 {@code
 * chardata.mat} with 24,345 training and 8,070 test images of a division of their own. Likelihoods
 * on the images here do not compare with published ones of OMNIGLOT, which are nearly all on those.
 *
 * <p>Classes are characters, 0 … 1,622 by their official numbers, those of the evaluation alphabets
 * from 964.
 *
 * @param split which images are for training and which for test
 * @param binarization how binary observations come from the grey levels
 * @param dequantize whether each use of an image adds uniform noise to its grey levels, as {@link
 *     Dequantization} does; for the binarisation {@link Binarization#NONE}
 * @param validation how many of the training images are held out at random for validation; with 0
 *     there is no validation split
 * @param labels which of the images' characters are given
 * @param seed decides which images are held out, and the draw of static binarisation
 */
public record Omniglot(
    @Default("\"alphabets\"") OmniglotSplit split,
    @Default("\"dynamic\"") Binarization binarization,
    @Default("false") boolean dequantize,
    @Default("1280") @Interval(min = 0, max = 19_279) int validation,
    @Default("false") LabelChoice labels,
    @Default("0") long seed)
    implements DescribedDataset {
  private static final String NAME = "omniglot";
  private static final int CHARACTERS = 1_623;
  private static final int BACKGROUND_CHARACTERS = 964;
  private static final int TRAINING_DRAWINGS = 15;

  private static final DataFolders FOLDERS = DataFolders.of(NAME);

  private static final RemoteFile BACKGROUND =
      file(
          "background",
          15_115_536,
          "964378e63339d25abf69b676b5158979882fa3cbf6ae56cfc15cbf539e7ed6f2");

  private static final RemoteFile EVALUATION =
      file(
          "evaluation",
          10_333_136,
          "9b6e951721b9cef40c220daafc077fb8e8a03972a60843c2568feb8b442b3334");

  /** Checks that the options fit the images. */
  public Omniglot {
    options(binarization, dequantize, validation, labels, seed)
        .checkFits(split.trainingImages(), CHARACTERS);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "handwritten characters of 50 alphabets, grey",
        "19,280 + 13,180 of 28 x 28",
        "MIT, Brenden Lake",
        "Lake, Salakhutdinov and Tenenbaum 2015, https://github.com/brendenlake/omniglot",
        "not the chardata.mat of Burda and others (24,345 + 8,070), on which nearly all published"
            + " OMNIGLOT likelihoods are: they do not compare");
  }

  @Override
  public ImmutableList<ImmutableList<RemoteFile>> files() {
    return images().files();
  }

  @Override
  public Dataset load(DataSource source) {
    return images().load(source, options(binarization, dequantize, validation, labels, seed));
  }

  @Override
  public void check(DataSource source) {
    images().check(source, options(binarization, dequantize, validation, labels, seed));
  }

  private GreyImages images() {
    return switch (split) {
      case ALPHABETS ->
          new GreyImages(
              NAME,
              CHARACTERS,
              new OmniglotPart(ImmutableList.of(BACKGROUND), 0, 0, OmniglotPart.DRAWINGS),
              new OmniglotPart(
                  ImmutableList.of(EVALUATION), BACKGROUND_CHARACTERS, 0, OmniglotPart.DRAWINGS));
      case DRAWINGS -> {
        ImmutableList<RemoteFile> both = ImmutableList.of(BACKGROUND, EVALUATION);
        yield new GreyImages(
            NAME,
            CHARACTERS,
            new OmniglotPart(both, 0, 0, TRAINING_DRAWINGS),
            new OmniglotPart(both, 0, TRAINING_DRAWINGS, OmniglotPart.DRAWINGS));
      }
    };
  }

  private static GreyImageOptions options(
      Binarization binarization,
      boolean dequantize,
      int validation,
      LabelChoice labels,
      long seed) {
    return new GreyImageOptions(binarization, dequantize, validation, labels, seed);
  }

  private static RemoteFile file(String part, long size, String sha256) {
    return RemoteFile.local(
        FOLDERS, "omniglot28-" + part + "-images-idx3-ubyte", new Checksum(size, sha256));
  }
}
