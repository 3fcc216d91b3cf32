package org.lowerbound.model.energy;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * p(z) = exp(−U(z)) / Z on the plane.
 *
 * @param energy U
 * @param logNormalizer log Z in nats
 */
@Called("energy")
record EnergyDensity(Energy energy, double logNormalizer) implements Distribution {
  /** Returns the density with its normaliser computed. */
  static EnergyDensity of(Energy energy) {
    return new EnergyDensity(energy, LogNormalizer.of(energy));
  }

  @Override
  public int dimension() {
    return Energy.DIMENSION;
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    return tf.math.neg(tf.math.add(energy.at(tf, value), tf.constant((float) logNormalizer)));
  }
}
