package org.lowerbound.distribution.transformed;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The density of the image of a distribution, which need not be one to draw from.
 *
 * @param base the distribution of the argument
 * @param bijector what the argument is mapped with
 */
@Called("flow")
public record TransformedDensity(Distribution base, Bijector bijector) implements Distribution {
  /** Checks that both have one dimension. */
  public TransformedDensity {
    Transformed.check(base, bijector);
  }

  @Override
  public int dimension() {
    return base.dimension();
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    return Transformed.logProb(tf, base, bijector, value);
  }
}
