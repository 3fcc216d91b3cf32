package org.lowerbound.model;

import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A model that is known by its draws alone: observations are a function of noise, and nothing gives
 * p(x) (Mohamed and Lakshminarayanan 2016, "Learning in implicit generative models"). As the
 * function has a derivative, what looks at the draws can train it.
 */
public interface ImplicitDensity extends Generating {
  /**
   * Returns draws with a derivative by the parameters, {@code [count, D]}. Of values that are
   * rounded by {@link #sample} these are the ones before.
   */
  Operand<TFloat32> generate(Ops tf, NoiseSource noise, int count, Pass pass);
}
