package org.lowerbound.experiment.execution;

import java.util.Optional;
import org.lowerbound.experiment.result.Training;
import org.lowerbound.training.EndedBy;
import org.lowerbound.training.LooksTaken;
import org.lowerbound.training.TrainingSpec;

/**
 * How long a training goes on.
 *
 * @param totalSteps as many steps at the most
 * @param patience as many looks at the validation split in a row that are no better than the best
 *     before them
 */
record Length(long totalSteps, Optional<Integer> patience) {
  /** Returns the length of a training on so many examples. */
  static Length of(TrainingSpec training, int examples) {
    return new Length(training.totalSteps(examples), training.patience());
  }

  /** Returns whether another training of the same course is the whole of this one. */
  boolean isWhole(Training other) {
    return isPart(other)
        && (other.steps() == totalSteps || other.looks().filter(this::endsBy).isPresent());
  }

  /**
   * Returns whether another training of the same course is the whole of this one or a beginning.
   */
  boolean isPart(Training other) {
    // Of one that does not tell what it has seen, it is not known whether patience was over.
    return other.steps() <= totalSteps
        && (patience.isEmpty()
            || other
                .looks()
                .filter(looks -> looks.longestWait() < patience.get() || endsBy(looks))
                .isPresent());
  }

  /** Returns whether another training ended as patience was over, and this one's with it. */
  private boolean endsBy(LooksTaken looks) {
    return looks.endedBy() == EndedBy.PATIENCE && patience.equals(Optional.of(looks.longestWait()));
  }

  /** Returns what this training, of which another is the whole, has seen. */
  LooksTaken ofWhole(LooksTaken other) {
    return new LooksTaken(
        other.number(),
        other.bestValue(),
        other.bestEpoch(),
        other.bestStep(),
        other.longestWait(),
        endsBy(other) ? EndedBy.PATIENCE : EndedBy.LENGTH);
  }

  /** Returns the length as text, the same for the same. */
  @Override
  public String toString() {
    return totalSteps + " steps" + patience.map(looks -> ", patience " + looks).orElse("");
  }
}
