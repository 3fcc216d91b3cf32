package org.lowerbound.model;

import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A model of a part of an observation, given the rest of it. */
public interface CompletingPart extends Model {
  /** Returns which part is given. */
  PartOfValues part();

  /**
   * Returns draws from p(x | the part).
   *
   * @param observations {@code [B, D]}, whose part is kept
   * @param count of draws for each observation
   * @return {@code [count, B, D]}
   * @throws IllegalArgumentException if the prior or the likelihood cannot be drawn from
   */
  Operand<TFloat32> complete(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int count, Pass pass);
}
