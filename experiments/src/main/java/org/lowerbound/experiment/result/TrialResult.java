package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.evaluation.Estimate;

/**
 * What one trial gave.
 *
 * @param id the trial's identity, which follows from its config
 * @param status how it ended
 * @param message why it diverged or failed, or a remark
 * @param metrics the metrics by name; of a trial that did not complete, those it still had
 * @param training the training behind the numbers; empty if it did not come to its end, or if the
 *     result is of a version that did not tell
 * @param measured which metric gave which numbers, in the order of the trial's evaluation
 * @param provenance where the numbers come from
 * @param timing how long it took
 */
public record TrialResult(
    String id,
    TrialStatus status,
    Optional<String> message,
    ImmutableMap<String, Estimate> metrics,
    Optional<Training> training,
    ImmutableList<Measured> measured,
    Provenance provenance,
    Timing timing)
    implements TrialNumbers {
  /** Checks that the trial has an identity. */
  public TrialResult {
    checkArgument(!id.isEmpty(), "a trial result must have the id of its trial");
  }

  @Override
  public Optional<Estimate> number(String column) {
    return column.equals(TrialColumns.TRAINING_SECONDS.name())
        ? training.flatMap(made -> timing.secondsOf(made.steps())).map(s -> Estimate.exact(s, 1))
        : TrialNumbers.super.number(column);
  }

  @Override
  public Optional<TrialFacts> facts() {
    return Optional.of(TrialFacts.of(this));
  }
}
