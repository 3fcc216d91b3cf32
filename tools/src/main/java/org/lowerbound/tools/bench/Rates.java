package org.lowerbound.tools.bench;

import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrialResult;

/** How fast a trial was, by its own account. */
final class Rates {
  private Rates() {}

  /**
   * Returns examples per second: of the training, all that belongs to it included but for the first
   * step, in which TensorFlow prepares the graph; or of the evaluation.
   */
  static double examplesPerSecond(Timed timed, TrialResult result) {
    return switch (timed.work()) {
      case TRAINING -> trained(timed.batch(), result);
      case SCORING -> evaluated(result) / result.timing().evaluationSeconds();
      case DRAWING -> timed.batch() / result.timing().evaluationSeconds();
    };
  }

  /** Returns examples per second of a training in batches of a size. */
  static double trained(int batch, TrialResult result) {
    return batch
        * result
            .timing()
            .steadyStepsPerSecond()
            .orElseThrow(() -> new ResultException("a trial of one step has no rate"));
  }

  private static long evaluated(TrialResult result) {
    return result.metrics().values().stream().mapToLong(Estimate::n).max().orElse(0);
  }
}
