package org.lowerbound.distribution.continuous;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.MatrixVectors;
import org.lowerbound.graph.Shapes;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A normal distribution whose covariance is a diagonal and R directions: Σ = diag(σ²) + FFᵀ.
 *
 * <p>Draws are loc + σε₁ + Fε₂. Densities take a factorization of size R (Woodbury's identity and
 * the matrix determinant lemma), in units of σ.
 *
 * @param loc the mean, {@code [..., B, D]} or {@code [D]}
 * @param logScale log σ; any shape that broadcasts to {@code loc}; see {@link
 *     DiagonalNormal#bounded}
 * @param factor F, {@code [..., B, D, R]} or {@code [D, R]}, whose leading axes broadcast to those
 *     of {@code loc}
 * @param dimension D
 * @param rank R
 */
public record LowRankNormal(
    Operand<TFloat32> loc,
    Operand<TFloat32> logScale,
    Operand<TFloat32> factor,
    int dimension,
    int rank)
    implements Reparameterized, WithMean {
  /** Checks the sizes. */
  public LowRankNormal {
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
    checkArgument(rank > 0, "rank must be positive: %s", rank);
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return loc;
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> z = tf.math.mul(tf.math.sub(value, loc), inverseScale(tf));
    Capacitance capacitance = capacitance(tf);
    Operand<TFloat32> none = tf.zerosLike(MatrixVectors.product(tf, capacitance.projection(), z));
    return logProb(tf, capacitance, capacitance.distance(tf, z, none));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> ofDiagonal =
        noise.standardNormal(tf, Shapes.prepend(tf, sampleCount, tf.shape(loc))); // [K, B, D]
    Operand<TInt32> batch = MatrixVectors.leadingAxes(tf, ofDiagonal, 1); // [K, B]
    Operand<TFloat32> ofFactor =
        noise.standardNormal(tf, tf.concat(List.of(batch, tf.array(rank)), tf.constant(0)));
    Operand<TFloat32> deviation =
        tf.math.add(
            tf.math.mul(tf.math.exp(logScale), ofDiagonal),
            MatrixVectors.product(tf, factor, ofFactor));
    Capacitance capacitance = capacitance(tf);
    return new Draw(
        tf.math.add(loc, deviation),
        logProb(tf, capacitance, capacitance.distance(tf, ofDiagonal, ofFactor)));
  }

  @Override
  public LowRankNormal detached(Ops tf) {
    return new LowRankNormal(
        tf.stopGradient(loc), tf.stopGradient(logScale), tf.stopGradient(factor), dimension, rank);
  }

  /** Returns ½ log |Σ|, {@code [..., B]}. */
  public Operand<TFloat32> logDeterminant(Ops tf) {
    return logDeterminant(tf, capacitance(tf));
  }

  private Operand<TFloat32> logDeterminant(Ops tf, Capacitance capacitance) {
    Operand<TFloat32> ofDiagonal = GraphMath.sumEvent(tf, tf.math.add(logScale, tf.zerosLike(loc)));
    return tf.math.add(ofDiagonal, tf.math.mul(tf.constant(0.5f), capacitance.logDeterminant()));
  }

  private Operand<TFloat32> logProb(Ops tf, Capacitance capacitance, Operand<TFloat32> distance) {
    return NormalDensity.logProb(tf, distance, logDeterminant(tf, capacitance), dimension);
  }

  private Operand<TFloat32> inverseScale(Ops tf) {
    return tf.math.exp(tf.math.neg(logScale));
  }

  /** Returns what I + GGᵀ is made of, where G is F in units of σ. */
  private Capacitance capacitance(Ops tf) {
    Operand<TFloat32> inUnits =
        tf.math.mul(factor, tf.expandDims(inverseScale(tf), tf.constant(-1)));
    return Capacitance.of(tf, inUnits, dimension, rank);
  }
}
