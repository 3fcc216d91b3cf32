package org.lowerbound.experiment.result;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.training.LooksTaken;

/**
 * The training behind a result.
 *
 * @param course the identity of the training but for its length and its data
 * @param family the same but for the schedules: trainings of one family may be meant as longer and
 *     shorter ones of the same
 * @param steps how many it has made: its length, or fewer if patience was over
 * @param skipped how many of the steps were skipped
 * @param parameters the number of trainable values of the model
 * @param commit the build that made the steps
 * @param from the trial, under the folder of results, whose training it is or goes on from, if it
 *     was not trained here from the beginning
 * @param figures the identity of each picture by its name
 * @param looks what it has seen of the validation split; none if no look counted, or if the result
 *     is of a version that did not tell
 */
public record Training(
    String course,
    String family,
    long steps,
    int skipped,
    long parameters,
    String commit,
    Optional<String> from,
    ImmutableMap<String, String> figures,
    Optional<LooksTaken> looks) {}
