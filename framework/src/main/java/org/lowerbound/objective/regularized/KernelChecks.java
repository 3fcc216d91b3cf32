package org.lowerbound.objective.regularized;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Collection;

/** Argument checks that kernels share. */
final class KernelChecks {
  private KernelChecks() {}

  static void checkScale(double scale, String name) {
    checkArgument(
        (float) scale >= Float.MIN_NORMAL && scale <= Float.MAX_VALUE,
        "%s must be positive but is %s",
        name,
        scale);
  }

  static void checkNotEmpty(Collection<?> scales) {
    checkArgument(!scales.isEmpty(), "scales must not be empty");
  }
}
