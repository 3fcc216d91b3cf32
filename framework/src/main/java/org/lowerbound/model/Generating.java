package org.lowerbound.model;

import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A model that observations can be drawn from. */
public interface Generating extends Model {
  /**
   * Returns draws from p(x), {@code [count, D]}; of a model that looks at labels, one for each
   * label of the pass, which has {@code count} of them.
   */
  Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass);
}
