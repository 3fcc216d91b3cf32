package org.lowerbound.experiment.progress;

import java.time.Duration;

/** Durations in words. */
final class Durations {
  private Durations() {}

  /** Returns, for example, {@code 1:02:03} or {@code 2:03}. */
  static String text(Duration duration) {
    long hours = duration.toHours();
    int minutes = duration.toMinutesPart();
    int seconds = duration.toSecondsPart();
    return hours > 0
        ? "%d:%02d:%02d".formatted(hours, minutes, seconds)
        : "%d:%02d".formatted(minutes, seconds);
  }

  /** Returns what is left when {@code fraction} took {@code elapsed}. */
  static Duration left(Duration elapsed, double fraction) {
    return Duration.ofMillis((long) (elapsed.toMillis() * (1 - fraction) / fraction));
  }
}
