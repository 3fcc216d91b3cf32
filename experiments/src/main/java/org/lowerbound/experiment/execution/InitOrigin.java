package org.lowerbound.experiment.execution;

import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.experiment.result.Ancestor;
import org.lowerbound.model.ObservedData;
import org.lowerbound.training.TrialSpec;

/**
 * The trial whose parameters another starts from, or on whose samples it is trained.
 *
 * @param name what it is called, for people
 * @param spec what it is
 * @param observed what its model is told of its data
 * @param ancestor what identifies its training
 * @param folder where it is; none for a trial of the same sweep, which may not have run
 */
public record InitOrigin(
    String name, TrialSpec spec, ObservedData observed, Ancestor ancestor, Optional<Path> folder) {
  /** Returns the id of the trial if it is one of the same sweep. */
  Optional<String> inSweep() {
    return folder.isPresent() ? Optional.empty() : Optional.of(ancestor.trial());
  }
}
