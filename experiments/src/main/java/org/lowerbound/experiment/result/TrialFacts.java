package org.lowerbound.experiment.result;

import java.util.OptionalLong;

/**
 * What a table tells of a trial that has a result, besides its numbers.
 *
 * @param configHash the hash of its canonical resolved config
 * @param seed its seed; empty if its result is of a version that did not tell
 * @param parameters the number of trainable values; empty if it did not complete
 * @param wallSeconds from its start to its end
 */
public record TrialFacts(
    String configHash, OptionalLong seed, OptionalLong parameters, double wallSeconds) {
  /** Returns what a result tells. */
  static TrialFacts of(TrialResult result) {
    return new TrialFacts(
        result.provenance().configHash(),
        result.provenance().circumstances().stream().mapToLong(Circumstances::seed).findFirst(),
        result.training().stream().mapToLong(Training::parameters).findFirst(),
        result.timing().wallSeconds());
  }
}
