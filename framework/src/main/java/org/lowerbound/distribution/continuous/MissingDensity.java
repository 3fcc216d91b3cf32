package org.lowerbound.distribution.continuous;

import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/**
 * Stands where a log-density would be if there were one. It is no node: whatever asks for its
 * output, to compute with it or to evaluate it, is refused while the graph is built. A 0 there
 * would give a bound that looks like any other.
 */
final class MissingDensity implements Operand<TFloat32> {
  /** Returns what the use of a density is answered with. */
  static IllegalArgumentException refusal() {
    return new IllegalArgumentException(
        "the posterior point has no density: all of its mass is on one point, and a bound, a KL or"
            + " an importance weight of it would be infinite; the objective \"autoencoder\" and the"
            + " metric \"reconstruction-error\" work with it, and for this one a posterior with a"
            + " density such as \"diagonal-normal\"");
  }

  @Override
  public Output<TFloat32> asOutput() {
    throw refusal();
  }

  @Override
  public Operation op() {
    throw refusal();
  }
}
