package org.lowerbound.model.flow;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.continuous.Point;
import org.lowerbound.model.Encoding;
import org.lowerbound.model.ExactEvidence;
import org.lowerbound.model.Generating;
import org.lowerbound.model.Prior;
import org.lowerbound.model.RawUnits;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Observations that are images of draws from a base, in a graph. There is no p(x | z), as x is a
 * function of z.
 *
 * @param base p₀(z)
 * @param map from z to x
 * @param dimension D
 * @param units those of x: densities are of the raw values, all else is of those that are seen
 */
record FlowModel(Prior base, Map map, int dimension, RawUnits units)
    implements ExactEvidence, Encoding, Generating {
  /** Gives the map with its parameters as a pass sees them. */
  @FunctionalInterface
  interface Map {
    Bijector given(Ops tf, Pass pass);
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> observations, Pass pass) {
    Bijector.Image code = map.given(tf, pass).inverse(tf, observations);
    Operand<TFloat32> ofCode = base.distribution(tf, pass).logProb(tf, code.value()); // [B]
    return units.logDensity(tf, tf.math.add(ofCode, code.logDeterminant()));
  }

  @Override
  public int latents() {
    return dimension;
  }

  /** Returns z = f⁻¹(x), a point. */
  @Override
  public Point encode(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return new Point(map.given(tf, pass).inverse(tf, observations).value(), dimension);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the base cannot be drawn from
   */
  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    Pass own = pass.unasked();
    Distribution from = base.distribution(tf, own);
    checkArgument(
        from instanceof Sampleable, "the base %s cannot be drawn from", TypeNames.of(from));
    Operand<TFloat32> code = ((Sampleable) from).draw(tf, noise, own.usesLabels() ? 1 : count);
    Operand<TFloat32> rows = tf.reshape(code, tf.array(-1, dimension)); // [count, D]
    return map.given(tf, pass).forward(tf, rows).value();
  }
}
