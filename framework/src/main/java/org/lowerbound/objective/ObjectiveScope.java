package org.lowerbound.objective;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.function.Function;
import org.lowerbound.graph.ScheduledInputs;
import org.lowerbound.graph.StateStore;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * What an objective may use beside the terms of a batch.
 *
 * @param observations x, {@code [B, D]}
 * @param observation the shape of one observation before flattening
 * @param batchSize the number of observations of a training step
 * @param examples N, the size of the training split
 * @param latents the dimension of z
 * @param schedules turns functions of the time into scalars
 * @param parameters makes parameters in the group of the objective's own
 * @param states keeps values from step to step
 * @param squaredNorm gives the sum of squares of all parameters of a group of the model, a scalar
 * @param noise draws that no other part of the graph shares
 */
public record ObjectiveScope(
    Operand<TFloat32> observations,
    Shape observation,
    int batchSize,
    long examples,
    int latents,
    ScheduledInputs schedules,
    ParameterStore parameters,
    StateStore states,
    Function<ParameterGroup, Operand<TFloat32>> squaredNorm,
    NoiseSource noise) {
  /**
   * Checks that a batch is large enough to be compared within itself.
   *
   * @param least the fewest observations
   */
  public void checkBatchSize(int least) {
    checkArgument(
        batchSize >= least,
        "this objective compares the observations of a batch and needs at least %s, but batchSize"
            + " is %s",
        least,
        batchSize);
  }

  /** Checks that there are latents that may depend on each other. */
  public void checkSeveralLatents() {
    checkArgument(
        latents > 1,
        "this objective weighs the total correlation of the latents and needs at least 2, but there"
            + " is 1, whose total correlation is 0; \"elbo\" works");
  }
}
