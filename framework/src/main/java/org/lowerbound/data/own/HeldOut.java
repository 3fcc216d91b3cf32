package org.lowerbound.data.own;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/** Where the examples of the validation or the test split come from. */
public sealed interface HeldOut {
  /** Where they come from if nothing is said. */
  HeldOut A_TENTH = new Share(0.1);

  /**
   * Returns how many of some examples are drawn.
   *
   * @param heldOut where those of a split come from
   */
  static int drawn(Optional<HeldOut> heldOut, int examples) {
    return heldOut.orElse(A_TENTH) instanceof Share share ? share.of(examples) : 0;
  }

  /**
   * Checks that there will be a test split.
   *
   * @throws IllegalArgumentException if there will be none
   */
  static void checkTest(Optional<HeldOut> test) {
    checkArgument(
        !(test.orElse(A_TENTH) instanceof Share share) || share.share() > 0,
        "test must be more than 0: there must be a test split");
  }

  /**
   * Examples that are drawn from all.
   *
   * @param share the share of them if it is below 1, else their number
   */
  record Share(double share) implements HeldOut {
    /** Checks the range. */
    public Share {
      checkArgument(
          share >= 0 && (share < 1 || (share == Math.rint(share) && share <= Integer.MAX_VALUE)),
          "a share must be at least 0 and less than 1, or a whole number of examples, but is %s",
          share);
    }

    /** Returns how many of some examples that is. */
    int of(int examples) {
      return share < 1 ? (int) Math.round(share * examples) : (int) share;
    }
  }

  /**
   * A file of their own, or arrays of their own in the same file.
   *
   * @param path the file; if there is none, the data set's own
   * @param key the array of the observations; as in the data set if there is none
   * @param labels the array, or the file, of the labels; likewise
   * @param factors the array, or the file, of the factors; likewise
   */
  record Part(
      Optional<String> path,
      Optional<String> key,
      Optional<String> labels,
      Optional<String> factors)
      implements HeldOut {
    /** Checks that they are others. */
    public Part {
      checkArgument(
          path.isPresent() || key.isPresent(),
          "a \"path\", or a \"key\" in the same file, must say which examples");
    }
  }
}
