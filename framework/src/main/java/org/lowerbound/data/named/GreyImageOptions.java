package org.lowerbound.data.named;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dequantization;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * How MNIST, or a set of grey images with an official training and an official test part like it,
 * is split and observed.
 *
 * @param binarization how binary observations come from the grey levels
 * @param dequantize whether each use of an image adds uniform noise to its grey levels, as {@link
 *     Dequantization} does; for the binarisation {@link Binarization#NONE}
 * @param validation how many of the training images are held out at random for validation, fewer
 *     than there are; with 0 there is no validation split
 * @param labels which of the images' classes are given
 * @param seed decides which images are held out, and the draw of static binarisation
 */
public record GreyImageOptions(
    @Default("\"dynamic\"") Binarization binarization,
    @Default("false") boolean dequantize,
    @Default("5000") @Interval(min = 0, max = 59_999) int validation,
    @Default("false") LabelChoice labels,
    @Default("0") long seed) {
  /** Checks that no option contradicts another. */
  public GreyImageOptions {
    binarization.checkLeavesLevels(dequantize);
  }

  /**
   * Checks that as many images can be held out, and as many labels be known.
   *
   * @param trainingImages how many the official training part has
   * @param classes how many classes the images have
   */
  void checkFits(int trainingImages, int classes) {
    checkArgument(
        validation >= 0 && validation < trainingImages,
        "validation must be 0 … %s (of the %s training images) but is %s",
        trainingImages - 1,
        trainingImages,
        validation);
    labels.checkClasses(classes);
  }

  /** Makes one that gives all labels or none. */
  public GreyImageOptions(
      Binarization binarization, boolean dequantize, int validation, boolean labels, long seed) {
    this(binarization, dequantize, validation, new LabelChoice.Whole(labels), seed);
  }

  /** Returns what is drawn at each use of an image. */
  FreshDraw freshDraw() {
    return binarization.freshDraw(dequantize);
  }
}
