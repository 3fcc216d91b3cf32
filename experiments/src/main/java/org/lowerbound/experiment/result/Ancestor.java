package org.lowerbound.experiment.result;

import java.util.Optional;

/**
 * The trial whose parameters another has started from.
 *
 * @param trial its id
 * @param course the identity of its training but for length and data
 * @param steps the length of its training, if nothing ended it before
 * @param patience after how many looks in a row that are no better it ends before, if at all
 * @param fingerprint that of its data
 * @param folder where it was
 */
public record Ancestor(
    String trial,
    String course,
    long steps,
    Optional<Integer> patience,
    String fingerprint,
    String folder) {
  /** Returns whether another ancestor is the same training, whatever trial it is of, and where. */
  public boolean sameTraining(Ancestor other) {
    return course.equals(other.course)
        && steps == other.steps
        && patience.equals(other.patience)
        && fingerprint.equals(other.fingerprint);
  }
}
