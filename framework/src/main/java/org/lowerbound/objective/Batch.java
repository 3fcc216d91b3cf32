package org.lowerbound.objective;

import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * The observations of a step.
 *
 * @param observations x, {@code [B, D]}
 * @param size B
 * @param observation the shape of one observation before flattening
 * @param noise what the latents are drawn from
 * @param pass how the model's networks are run, with the labels if the data gives any. An objective
 *     may run the model on other observations and, by {@link Pass#withLabels}, with other labels
 */
public record Batch(
    Operand<TFloat32> observations, int size, Shape observation, NoiseSource noise, Pass pass) {
  /** Returns the same batch with other draws. */
  public Batch withNoise(NoiseSource other) {
    return new Batch(observations, size, observation, other, pass);
  }
}
