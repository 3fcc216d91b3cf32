package org.lowerbound.data.named;

import java.util.Locale;

/** Which of the images of dSprites. */
public enum DspritesSubset {
  /** A regular grid of the factors. */
  GRID,
  /** 20,000 images at random, of a file that has just these. */
  RANDOM;

  /** Returns the name that configurations and result tables use. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
