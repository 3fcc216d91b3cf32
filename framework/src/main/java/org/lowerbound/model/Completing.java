package org.lowerbound.model;

import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A model that can be drawn from given the first values of an observation. */
public interface Completing extends Model {
  /**
   * Returns draws from p(x | its first values).
   *
   * @param observations {@code [B, D]}, whose first values are kept
   * @param given how many are; those of a pixel are all given or none
   * @param count of draws for each observation
   * @return {@code [count, B, D]}
   */
  Operand<TFloat32> complete(
      Ops tf, Operand<TFloat32> observations, int given, NoiseSource noise, int count, Pass pass);
}
