package org.lowerbound.distribution.bijector;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A map taken the other way round. An inverse autoregressive layer becomes the masked
 * autoregressive one of Papamakarios et al. (2017), whose density takes one pass and whose draws
 * take D.
 *
 * @param bijector the map whose inverse is the forward direction here
 */
public record Inverted(Bijector bijector) implements Bijector {
  @Override
  public int dimension() {
    return bijector.dimension();
  }

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    return bijector.inverse(tf, x);
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    return bijector.forward(tf, y);
  }

  @Override
  public Inverted detached(Ops tf) {
    return new Inverted(bijector.detached(tf));
  }
}
