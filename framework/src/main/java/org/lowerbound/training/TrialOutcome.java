package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.picture.Picture;

/**
 * How a trial ended.
 *
 * @param divergence what is not finite, if something is: a step too many, a parameter, the
 *     validation, a number; a trial with a divergence has no result
 * @param trained whether the training came to its end; what is not finite is then a number
 * @param metrics the numbers by column name; none if the training did not come to its end
 * @param figures the pictures by name; none if the training did not come to its end
 * @param parameters the number of trainable values
 * @param steps the steps of the training
 * @param looks what the training has seen of the validation split; none if no look counted
 * @param time how long it took
 */
public record TrialOutcome(
    Optional<String> divergence,
    boolean trained,
    ImmutableMap<String, Estimate> metrics,
    ImmutableMap<String, Picture> figures,
    long parameters,
    StepsMade steps,
    Optional<LooksTaken> looks,
    TimeTaken time) {
  /** Returns whether something is not finite. */
  public boolean diverged() {
    return divergence.isPresent();
  }
}
