package org.lowerbound.data.own;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/**
 * Which images are held out: a share of all, drawn at random, or all of another folder, a {@link
 * HeldOut.Part} that is its {@code path} alone. Left out it is a tenth of all.
 *
 * @param validation which ones for validation; with 0 there is no validation split
 * @param test which ones for test
 */
public record ImageSplit(Optional<HeldOut> validation, Optional<HeldOut> test) {
  /** Checks that there is a test split, and that folders are folders. */
  public ImageSplit {
    checkFolder("validation", validation);
    checkFolder("test", test);
    HeldOut.checkTest(test);
  }

  private static void checkFolder(String key, Optional<HeldOut> heldOut) {
    checkArgument(
        !(heldOut.orElse(HeldOut.A_TENTH) instanceof HeldOut.Part part)
            || (part.path().isPresent()
                && part.key().isEmpty()
                && part.labels().isEmpty()
                && part.factors().isEmpty()),
        "%s of images is a share, a number of them, or {\"path\": …}, another folder",
        key);
  }

  /** Returns how many of so many images are drawn for validation. */
  int validationOf(int images) {
    return HeldOut.drawn(validation, images);
  }

  /** Returns how many of so many images are drawn for test: of a share at least one. */
  int testOf(int images) {
    return test.orElse(HeldOut.A_TENTH) instanceof HeldOut.Share
        ? Math.max(1, HeldOut.drawn(test, images))
        : 0;
  }

  /** Returns the folder of the images for validation, if they have one. */
  Optional<String> validationFolder() {
    return folder(validation);
  }

  /** Returns the folder of the images for test, if they have one. */
  Optional<String> testFolder() {
    return folder(test);
  }

  private static Optional<String> folder(Optional<HeldOut> heldOut) {
    return heldOut.orElse(HeldOut.A_TENTH) instanceof HeldOut.Part part
        ? part.path()
        : Optional.empty();
  }
}
