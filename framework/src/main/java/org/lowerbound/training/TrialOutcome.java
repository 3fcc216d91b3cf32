package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Raster;

/**
 * How a trial ended.
 *
 * @param divergence what is not finite, if something is: a step too many, a parameter, the
 *     validation, a number; a trial with a divergence has no result
 * @param trained whether the training came to its end; what is not finite is then a number
 * @param metrics the numbers by column name; none if the training did not come to its end
 * @param figures the pictures by name; none if the training did not come to its end
 * @param parameters the number of trainable values
 * @param steps the number of steps made, skipped ones included; fewer than asked for if diverged
 * @param stepsTimed the steps of this run; fewer if it went on from a checkpoint
 * @param skipped the number of steps skipped because a loss or gradient was not finite
 * @param trainingSeconds the wall time of the steps of this run
 * @param computeSeconds the part of them in which TensorFlow ran; the rest is the trainer's own
 * @param firstStepSeconds the part of {@code computeSeconds} that the first step took, in which
 *     TensorFlow prepares the graph
 * @param evaluationSeconds the wall time of the metrics and figures
 * @param trainedBy the build that made the steps
 */
public record TrialOutcome(
    Optional<String> divergence,
    boolean trained,
    ImmutableMap<String, Estimate> metrics,
    ImmutableMap<String, Raster> figures,
    long parameters,
    long steps,
    long stepsTimed,
    int skipped,
    double trainingSeconds,
    double computeSeconds,
    double firstStepSeconds,
    double evaluationSeconds,
    String trainedBy) {
  /** Returns whether something is not finite. */
  public boolean diverged() {
    return divergence.isPresent();
  }
}
