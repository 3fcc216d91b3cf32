package org.lowerbound.data.own;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.Split;
import org.lowerbound.data.source.DataException;

/** The splits that have files, or arrays, of their own. */
final class HeldOutParts {
  private HeldOutParts() {}

  static ImmutableMap<Split, HeldOut.Part> of(OwnOptions options) {
    ImmutableMap.Builder<Split, HeldOut.Part> parts = ImmutableMap.builder();
    if (options.validation().orElse(HeldOut.A_TENTH) instanceof HeldOut.Part part) {
      parts.put(Split.VALIDATION, part);
    }
    if (options.test().orElse(HeldOut.A_TENTH) instanceof HeldOut.Part part) {
      parts.put(Split.TEST, part);
    }
    return parts.buildOrThrow();
  }

  /**
   * Returns where a part has its labels or factors.
   *
   * @param given what the part itself says
   * @param main where the data set has them, if it has; in a file of its own the part may have the
   *     same key
   */
  static Optional<String> own(
      Split split, HeldOut.Part part, String what, Optional<String> given, Optional<String> main) {
    if (main.isPresent() && given.isEmpty() && part.path().isEmpty()) {
      throw new DataException(
          String.format(
              "\"%s\" must have \"%s\", too: those of the other examples are at '%s'",
              split.label(), what, main.get()));
    }
    return main.map(same -> given.orElse(same));
  }
}
