package org.lowerbound.objective;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.function.Function;
import org.lowerbound.graph.ScheduledInputs;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.random.NoiseStreams;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What an objective may use beside the model.
 *
 * @param batch the observations
 * @param examples N, the size of the training split
 * @param schedules turns functions of the time into scalars
 * @param parameters makes parameters in the group of the objective's own, and keeps values from
 *     step to step
 * @param squaredNorm gives the sum of squares of all parameters of a group of the model, a scalar
 * @param noise draws that no other part of the graph shares
 * @param streams opens further noise by name, see {@link #noise(String)}
 * @param labeled the training examples whose label is known
 */
public record ObjectiveScope(
    Batch batch,
    long examples,
    ScheduledInputs schedules,
    ParameterStore parameters,
    Function<ParameterGroup, Operand<TFloat32>> squaredNorm,
    NoiseSource noise,
    Function<String, NoiseSource> streams,
    LabeledExamples labeled) {
  /** Has each name opened once. */
  public ObjectiveScope {
    streams = new NoiseStreams("the objective draws twice from", streams);
  }

  /** Makes what an objective may use that draws no labelled examples of its own. */
  public ObjectiveScope(
      Batch batch,
      long examples,
      ScheduledInputs schedules,
      ParameterStore parameters,
      Function<ParameterGroup, Operand<TFloat32>> squaredNorm,
      NoiseSource noise,
      Function<String, NoiseSource> streams) {
    this(batch, examples, schedules, parameters, squaredNorm, noise, streams, LabeledExamples.NONE);
  }

  /**
   * Opens noise for one use of the model, or of the objective's own. It is a function of the name,
   * and not of how often anything else was drawn: a use that is added leaves the draws of the
   * others as they were.
   *
   * @param name each once in a step
   * @throws IllegalArgumentException if the name is taken
   */
  public NoiseSource noise(String name) {
    return streams.apply(name);
  }

  /**
   * Checks that a batch is large enough to be compared within itself.
   *
   * @param least the fewest observations
   */
  public void checkBatchSize(int least) {
    checkArgument(
        batch.size() >= least,
        "this objective compares the observations of a batch and needs at least %s, but batchSize"
            + " is %s",
        least,
        batch.size());
  }
}
