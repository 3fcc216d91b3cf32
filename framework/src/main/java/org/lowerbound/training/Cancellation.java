package org.lowerbound.training;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** The one way a trial is left before its end. */
final class Cancellation {
  private Cancellation() {}

  /** Leaves the trial if its user asked for it. */
  static void check(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("the trial was stopped");
    }
  }
}
