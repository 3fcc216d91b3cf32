package org.lowerbound.distribution.sphere;

import java.util.List;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.graph.Shapes;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A von Mises-Fisher distribution on the unit sphere S^{D−1} in D dimensions, the posterior of a
 * hyperspherical VAE (Davidson et al. 2018, section 3.1 and appendix A).
 *
 * <p>Densities are with respect to the sphere's surface measure: log p(x) = κ⟨μ, x⟩ − L(κ) − log
 * area, where L(κ) = log E e^{κw} under the uniform distribution is log I_{D/2−1}(κ) but for
 * elementary terms. Since x and μ are unit vectors, ⟨μ, x⟩ is taken as 1 − ½‖x − μ‖², which keeps
 * the digits that κ multiplies; the gradient −κ(x − μ) by x differs from κμ only along x, where
 * there is no sphere, and that by μ likewise. That x and μ are unit vectors is not checked.
 *
 * <p>Draws are x = R(cos θ, sin θ · v): θ by the inverse of its distribution function instead of
 * rejection, so that the derivative by κ along the path is the whole one; v uniform on the unit
 * sphere in D − 1 dimensions (a sign for D = 2); R a reflection that takes the first axis to μ. The
 * gradient by μ is that of the reflection, which jumps where μ's first component changes its sign.
 *
 * <p>A draw costs that of D normal numbers and some 300 arithmetic operations more, however large κ
 * and D are; each κ costs a table of 201 nodes in double precision, five transcendental functions a
 * node, which all K draws share.
 *
 * @param loc μ, unit vectors, {@code [..., B, D]} or {@code [D]}
 * @param kappa κ ≥ 0, the concentration; {@code [..., B, 1]} or {@code [1]}
 * @param dimension D, at least 2
 */
public record VonMisesFisher(Operand<TFloat32> loc, Operand<TFloat32> kappa, int dimension)
    implements Reparameterized, WithMean {
  /** Checks the dimension. */
  public VonMisesFisher {
    Sphere.checkDimension("a von Mises-Fisher distribution", dimension);
  }

  /** Returns A(κ)μ, which is shorter than 1: the mean of the vectors, not their direction. */
  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return tf.math.mul(loc, new LogBessel(tf, dimension, kappa).resultant(tf));
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> squares =
        Sphere.sumOverAxes(tf, tf.math.square(tf.math.sub(value, loc))); // [..., B, 1]
    return logProbAtHeight(tf, tf.math.mul(tf.constant(0.5f), squares));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> kappas =
        tf.math.add(kappa, tf.zerosLike(Sphere.sumOverAxes(tf, loc))); // [..., B, 1]
    Operand<TFloat32> theta = angles(tf, noise, kappas, sampleCount); // [K, ..., B, 1]
    Operand<TFloat32> tangent =
        Sphere.direction(
            tf,
            noise.standardNormal(tf, withLastAxis(tf, tf.shape(theta), dimension - 1)),
            dimension - 1); // [K, ..., B, D - 1]
    Operand<TFloat32> aroundFirstAxis =
        tf.concat(
            List.of(tf.math.cos(theta), tf.math.mul(tf.math.sin(theta), tangent)), tf.constant(-1));
    Operand<TFloat32> half = tf.math.sin(tf.math.mul(theta, tf.constant(0.5f)));
    Operand<TFloat32> height = tf.math.mul(tf.constant(2f), tf.math.square(half));
    // log q(z) as a function of θ: without the rounding of z, and the same gradient.
    return new Draw(reflect(tf, aroundFirstAxis), logProbAtHeight(tf, height));
  }

  @Override
  public VonMisesFisher detached(Ops tf) {
    return new VonMisesFisher(tf.stopGradient(loc), tf.stopGradient(kappa), dimension);
  }

  /** Returns log p where 1 − ⟨μ, x⟩ is given: {@code [..., B, 1] -> [..., B]}. */
  private Operand<TFloat32> logProbAtHeight(Ops tf, Operand<TFloat32> height) {
    Operand<TFloat32> logProb =
        tf.math.sub(new LogBessel(tf, dimension, kappa).deficit(tf), tf.math.mul(kappa, height));
    return tf.squeeze(
        tf.math.sub(logProb, tf.constant((float) Sphere.logArea(dimension))),
        Squeeze.axis(List.of(-1L)));
  }

  private Operand<TFloat32> angles(
      Ops tf, NoiseSource noise, Operand<TFloat32> kappas, int sampleCount) {
    Operand<TFloat32> rows = Shapes.toRows(tf, kappas, 1); // [R, 1]
    Operand<TFloat32> uniform =
        noise.uniform(tf, withLastAxis(tf, tf.shape(rows), sampleCount)); // [R, K]
    Operand<TFloat32> theta = new VonMisesFisherAngle(tf, rows, dimension).at(tf, uniform);
    return tf.reshape(
        tf.linalg.transpose(theta, tf.array(1, 0)),
        Shapes.prepend(tf, sampleCount, tf.shape(kappas)));
  }

  private static Operand<TInt32> withLastAxis(Ops tf, Operand<TInt32> shape, int length) {
    Operand<TInt32> leading =
        tf.slice(shape, tf.array(0), tf.math.sub(tf.shape(shape), tf.array(1)));
    return tf.concat(List.of(leading, tf.array(length)), tf.constant(0));
  }

  /**
   * Returns vectors after the reflection that takes the first axis e to μ, or rather the negative
   * one that takes it to −μ where this is farther away: along e ± μ, which is never short.
   */
  private Operand<TFloat32> reflect(Ops tf, Operand<TFloat32> x) {
    float[] axis = new float[dimension];
    axis[0] = 1;
    Operand<TFloat32> e = tf.constant(axis);
    Operand<TFloat32> first = Sphere.sumOverAxes(tf, tf.math.mul(loc, e)); // [..., B, 1]
    Operand<TFloat32> sign = Sphere.sign(tf, first);
    Operand<TFloat32> normal = tf.math.add(loc, tf.math.mul(sign, e)); // [..., B, D]
    Operand<TFloat32> scale =
        tf.math.div(tf.constant(2f), Sphere.sumOverAxes(tf, tf.math.square(normal)));
    Operand<TFloat32> along =
        tf.math.mul(scale, Sphere.sumOverAxes(tf, tf.math.mul(x, normal))); // [K, ..., B, 1]
    return tf.math.mul(sign, tf.math.sub(tf.math.mul(along, normal), x));
  }
}
