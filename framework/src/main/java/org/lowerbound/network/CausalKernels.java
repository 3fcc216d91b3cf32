package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.spec.Counts;

/** The sizes of kernels that have a pixel in their middle, and others beside it. */
final class CausalKernels {
  /** Far more than the images that networks are trained on have. */
  static final int MOST = 199;

  private CausalKernels() {}

  /** Fails unless it is odd, and large enough to see another pixel. */
  static void check(String name, int kernel) {
    Counts.checkAtLeast(name, kernel, 3, MOST);
    checkArgument(
        kernel % 2 == 1,
        "%s must be odd, for a masked kernel has a pixel in its middle, but is %s; %s works",
        name,
        kernel,
        kernel + 1);
  }
}
