package org.lowerbound.model.posterior;

import com.google.common.collect.Range;
import org.lowerbound.schedule.Schedule;

/** Checks of the temperatures of relaxed variables. */
final class Temperatures {
  private Temperatures() {}

  static void check(Schedule temperature) {
    // Below it, differences of logits divided by the temperature overflow in 32 bits.
    Schedule.checkWithin(
        temperature, "temperature", Range.closed(0.01, 100.0), "lie between 0.01 and 100");
  }
}
