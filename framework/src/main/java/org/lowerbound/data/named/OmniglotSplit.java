package org.lowerbound.data.named;

import java.util.Locale;

/** Which drawings of Omniglot are for training and which for test. */
public enum OmniglotSplit {
  /**
   * The official division: the 964 characters of the background alphabets for training, the 659 of
   * the evaluation alphabets for test. No character is in both.
   */
  ALPHABETS(19_280),
  /**
   * Of each of the 1,623 characters, the first 15 of its 20 drawings for training and the other 5
   * for test.
   */
  DRAWINGS(24_345);

  private final int trainingImages;

  OmniglotSplit(int trainingImages) {
    this.trainingImages = trainingImages;
  }

  /** Returns the name that configurations and result tables use. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns how many images are for training. */
  int trainingImages() {
    return trainingImages;
  }
}
