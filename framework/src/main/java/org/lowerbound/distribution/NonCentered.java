package org.lowerbound.distribution;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A distribution that has a non-centred parametrisation: coordinates in which it is as wide in all
 * directions, such as u = (z − μ) / σ of a normal one (Papaspiliopoulos et al. 2007). In a
 * hierarchy, where μ and σ depend on other latents, Hamiltonian moves in z have to follow what may
 * be a thin and bent sheet, and those in u have not (Betancourt and Girolami 2015).
 */
public interface NonCentered extends Distribution {
  /** Returns the values at coordinates, {@code [..., B, D]}, in any number. */
  Place place(Ops tf, Operand<TFloat32> coordinates);

  /** Returns the coordinates of values: {@code [..., B, D] -> [..., B, D]}. */
  Operand<TFloat32> coordinates(Ops tf, Operand<TFloat32> value);

  /**
   * Values at coordinates.
   *
   * @param value z(u), {@code [..., B, D]}
   * @param logProb log p(z), {@code [..., B]}, nats
   * @param logDeterminant log |det dz/du|, {@code [..., B]}: with {@code logProb} the log-density
   *     of the coordinates
   */
  record Place(
      Operand<TFloat32> value, Operand<TFloat32> logProb, Operand<TFloat32> logDeterminant) {}
}
