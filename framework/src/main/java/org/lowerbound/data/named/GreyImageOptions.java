package org.lowerbound.data.named;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dequantization;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * How MNIST, or a set of images that took its place, is split and observed.
 *
 * @param binarization how binary observations come from the grey levels
 * @param dequantize whether each use of an image adds uniform noise to its grey levels, as {@link
 *     Dequantization} does; for the binarisation {@link Binarization#NONE}
 * @param validation how many of the training images are held out at random for validation, 0 …
 *     59,999; with 0 there is no validation split
 * @param labels which of the images' classes, 0 … 9, are given
 * @param seed decides which images are held out, and the draw of static binarisation
 */
public record GreyImageOptions(
    @Default("\"dynamic\"") Binarization binarization,
    @Default("false") boolean dequantize,
    @Default("5000") @Interval(min = 0, max = 59_999) int validation,
    @Default("false") LabelChoice labels,
    @Default("0") long seed) {
  /** Checks the number of held-out images, and that no option contradicts another. */
  public GreyImageOptions {
    checkArgument(
        !dequantize || binarization == Binarization.NONE,
        "\"dequantize\": true adds noise to grey levels, but \"binarization\": \"%s\" leaves none;"
            + " \"binarization\": \"none\" works with it",
        binarization.label());
    checkArgument(
        validation >= 0 && validation < GreyImages.TRAINING_IMAGES,
        "validation must be 0 … %s (of the %s training images) but is %s",
        GreyImages.TRAINING_IMAGES - 1,
        GreyImages.TRAINING_IMAGES,
        validation);
    labels.checkClasses(GreyImages.CLASSES);
  }

  /** Makes one that gives all labels or none. */
  public GreyImageOptions(
      Binarization binarization, boolean dequantize, int validation, boolean labels, long seed) {
    this(binarization, dequantize, validation, new LabelChoice.Whole(labels), seed);
  }

  /** Returns what is drawn at each use of an image. */
  FreshDraw freshDraw() {
    return dequantize ? FreshDraw.DEQUANTIZATION : binarization.freshDraw();
  }
}
