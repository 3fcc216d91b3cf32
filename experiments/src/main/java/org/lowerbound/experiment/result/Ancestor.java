package org.lowerbound.experiment.result;

/**
 * The trial whose parameters another has started from.
 *
 * @param trial its id
 * @param course the identity of its training but for length and data
 * @param steps the length of its training
 * @param fingerprint that of its data
 * @param folder where it was
 */
public record Ancestor(String trial, String course, long steps, String fingerprint, String folder) {
  /** Returns whether another ancestor is the same training, whatever trial it is of, and where. */
  public boolean sameTraining(Ancestor other) {
    return course.equals(other.course)
        && steps == other.steps
        && fingerprint.equals(other.fingerprint);
  }
}
