package org.lowerbound.distribution.continuous;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.MatrixVectors;
import org.lowerbound.graph.Shapes;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Counts;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A normal distribution with any covariance Σ = LLᵀ, by its Cholesky factor L.
 *
 * <p>A draw is loc + Lε, and its density comes from ε. The density of another value x takes L⁻¹(x −
 * loc) by substitution.
 *
 * @param loc the mean, {@code [..., B, D]} or {@code [D]}
 * @param scaleTril L, {@code [..., B, D, D]} or {@code [D, D]}, whose leading axes broadcast to
 *     those of {@code loc}: lower triangular (what is above the diagonal must be 0), with a
 *     positive diagonal; see {@link #scaleTril(Ops, Operand, Operand, int)}
 * @param dimension D
 */
public record FullNormal(Operand<TFloat32> loc, Operand<TFloat32> scaleTril, int dimension)
    implements Reparameterized, WithMean {
  /** Checks the dimension. */
  public FullNormal {
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  /** Returns D(D − 1)/2, the number of elements below the diagonal. */
  public static int belowDiagonal(int dimension) {
    return Counts.product("latents x latents", dimension, dimension - 1) / 2;
  }

  /**
   * Returns a lower triangular matrix with a positive diagonal, {@code [..., B, D, D]}.
   *
   * @param logDiagonal the logarithms of the diagonal, {@code [..., B, D]}, which are kept within
   *     ±{@value DiagonalNormal#LARGEST_LOG_SCALE}
   * @param belowDiagonal the elements below it, row by row, {@code [..., B, D(D-1)/2]}; ignored for
   *     D = 1
   * @param dimension D
   */
  public static Operand<TFloat32> scaleTril(
      Ops tf, Operand<TFloat32> logDiagonal, Operand<TFloat32> belowDiagonal, int dimension) {
    Operand<TFloat32> diagonal = tf.math.exp(DiagonalNormal.bounded(tf, logDiagonal));
    Operand<TFloat32> rows = Shapes.toRows(tf, diagonal, dimension); // [N, D]
    Operand<TFloat32> zero =
        tf.zerosLike(tf.slice(rows, tf.array(0, 0), tf.array(-1, 1))); // [N, 1]
    Operand<TFloat32> elements =
        dimension == 1
            ? rows
            : tf.concat(
                List.of(rows, Shapes.toRows(tf, belowDiagonal, belowDiagonal(dimension)), zero),
                tf.constant(1));
    Operand<TFloat32> matrices =
        tf.gather(elements, tf.constant(places(dimension)), tf.constant(1)); // [N, D·D]
    return Shapes.withLeadingAxesOf(tf, logDiagonal, matrices, dimension, dimension);
  }

  /** Returns where each element of a matrix is among the diagonal's, those below it, and zero. */
  private static int[] places(int dimension) {
    int[] places = new int[Counts.product("latents x latents", dimension, dimension)];
    for (int row = 0; row < dimension; row++) {
      for (int column = 0; column < dimension; column++) {
        int below = dimension + belowDiagonal(row) + column;
        int zero = dimension + belowDiagonal(dimension);
        places[row * dimension + column] = row == column ? row : column < row ? below : zero;
      }
    }
    return places;
  }

  /** Returns the same distribution as one with a diagonal covariance. */
  public static FullNormal of(Ops tf, DiagonalNormal normal) {
    Operand<TFloat32> scale =
        tf.math.exp(tf.math.add(normal.logScale(), tf.zerosLike(normal.loc()))); // [..., B, D]
    Operand<TFloat32> diagonal =
        tf.math.mul(tf.expandDims(scale, tf.constant(-1)), identityMatrix(tf, normal.dimension()));
    return new FullNormal(normal.loc(), diagonal, normal.dimension());
  }

  /** Returns the identity matrix, {@code [D, D]}. */
  static Operand<TFloat32> identityMatrix(Ops tf, int dimension) {
    float[] elements = new float[Counts.product("latents x latents", dimension, dimension)];
    for (int i = 0; i < dimension; i++) {
      elements[i * (dimension + 1)] = 1;
    }
    return tf.constant(Shape.of(dimension, dimension), DataBuffers.of(elements));
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return loc;
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    return logProbOfStandardized(tf, MatrixVectors.solve(tf, scaleTril, tf.math.sub(value, loc)));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> epsilon =
        noise.standardNormal(tf, Shapes.prepend(tf, sampleCount, tf.shape(loc))); // [K, B, D]
    Operand<TFloat32> value = tf.math.add(loc, MatrixVectors.product(tf, scaleTril, epsilon));
    return new Draw(value, logProbOfStandardized(tf, epsilon));
  }

  @Override
  public FullNormal detached(Ops tf) {
    return new FullNormal(tf.stopGradient(loc), tf.stopGradient(scaleTril), dimension);
  }

  /** Returns log |L| = ½ log |Σ|, {@code [..., B]}. */
  public Operand<TFloat32> logDeterminant(Ops tf) {
    Operand<TFloat32> diagonal =
        GraphMath.sumEvent(tf, tf.math.mul(scaleTril, identityMatrix(tf, dimension)));
    return GraphMath.sumEvent(tf, tf.math.log(diagonal));
  }

  /** Returns the log-density of {@code loc + L z}. */
  private Operand<TFloat32> logProbOfStandardized(Ops tf, Operand<TFloat32> z) {
    return NormalDensity.logProb(
        tf, NormalDensity.squaredLength(tf, z), logDeterminant(tf), dimension);
  }
}
