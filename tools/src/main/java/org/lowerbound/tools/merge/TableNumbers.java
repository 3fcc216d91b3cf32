package org.lowerbound.tools.merge;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.result.TrialFacts;
import org.lowerbound.experiment.result.TrialNumbers;
import org.lowerbound.experiment.result.TrialStatus;

/**
 * What a table alone tells of a trial.
 *
 * @param status how it ended
 * @param metrics its value in each column
 * @param facts what else is told of it
 */
record TableNumbers(
    TrialStatus status, ImmutableMap<String, Estimate> metrics, Optional<TrialFacts> facts)
    implements TrialNumbers {}
