package org.lowerbound.model;

import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A model whose codes have a prior that they can be drawn from. */
public interface CodeGenerating extends Decoding {
  /**
   * Returns draws from p(z), {@code [count, latents]}; of a prior that looks at labels, one for
   * each label of the pass, which has {@code count} of them.
   *
   * @throws IllegalArgumentException if the prior cannot be drawn from
   */
  Operand<TFloat32> sampleCodes(Ops tf, NoiseSource noise, int count, Pass pass);
}
