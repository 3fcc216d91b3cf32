package org.lowerbound.experiment.result;

import java.util.OptionalLong;

/**
 * What a table tells of a trial that has a result, besides its numbers: nothing that is another
 * each time, so that rows of the same trials are the same.
 *
 * @param configHash the hash of its canonical resolved config
 * @param seed its seed; empty if its result is of a version that did not tell
 * @param parameters the number of trainable values; empty if it did not complete
 */
public record TrialFacts(String configHash, OptionalLong seed, OptionalLong parameters) {
  /** Returns what a result tells. */
  static TrialFacts of(TrialResult result) {
    return new TrialFacts(
        result.provenance().configHash(),
        result.provenance().circumstances().stream().mapToLong(Circumstances::seed).findFirst(),
        result.training().stream().mapToLong(Training::parameters).findFirst());
  }
}
