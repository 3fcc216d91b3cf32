package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How a set of {@link GreyImages} is split and observed.
 *
 * @param binarization how binary observations come from the grey levels
 * @param dequantize whether uniform noise is added to the grey levels instead
 * @param validation how many of the training images are held out at random for validation
 * @param labels which of the images' classes are given
 * @param seed decides which images are held out and what STATIC binarisation draws
 */
record GreyImageOptions(
    Binarization binarization, boolean dequantize, int validation, LabelChoice labels, long seed) {
  /** Checks what can be checked before any file is read. */
  GreyImageOptions {
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
  GreyImageOptions(
      Binarization binarization, boolean dequantize, int validation, boolean labels, long seed) {
    this(binarization, dequantize, validation, new LabelChoice.Whole(labels), seed);
  }

  /** Returns what is drawn at each use of an image. */
  FreshDraw freshDraw() {
    return dequantize ? FreshDraw.DEQUANTIZATION : binarization.freshDraw();
  }
}
