package org.lowerbound.distribution.sphere;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The uniform distribution on the unit sphere S^{D−1} in D dimensions, the prior of a
 * hyperspherical VAE (Davidson et al. 2018).
 *
 * <p>Densities are with respect to the sphere's surface measure: −log(2 π^{D/2} / Γ(D/2)) at every
 * unit vector. That a value is one is not checked.
 *
 * @param dimension D, at least 2
 */
public record HypersphericalUniform(int dimension) implements Sampleable, WithMean {
  /** Checks the dimension. */
  public HypersphericalUniform {
    Sphere.checkDimension("the uniform distribution on a sphere", dimension);
  }

  /** Returns 0, {@code [D]}. */
  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return tf.constant(new float[dimension]);
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> zeros = tf.zerosLike(GraphMath.sumEvent(tf, value)); // [..., B]
    return tf.math.sub(zeros, tf.constant((float) Sphere.logArea(dimension)));
  }

  /** Returns draws {@code [K, D]} with their log-densities {@code [K]}: there is no batch. */
  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> value =
        Sphere.direction(tf, noise.standardNormal(tf, tf.array(sampleCount, dimension)), dimension);
    return new Draw(value, logProb(tf, value));
  }
}
