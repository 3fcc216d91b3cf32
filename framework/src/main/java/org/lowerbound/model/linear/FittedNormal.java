package org.lowerbound.model.linear;

import static org.lowerbound.model.linear.PosteriorFactor.product;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.model.ExpectationMaximization;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.TriangularSolve;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** A linear model with normal noise whose parameters are fitted by EM. */
abstract class FittedNormal extends LinearNormal implements ExpectationMaximization {
  private static final String CROSS = "cross"; // Σ (x − μ) E[z]ᵀ, [D, k]
  private static final String CODES = "codes"; // Σ E[z] E[z]ᵀ, [k, k]
  private static final String SQUARES = "squares"; // Σ (x − μ)², [D]

  /**
   * What a variance must be of the mean square of its values. What is left of them is a difference
   * of sums in double precision, whose error is about 10⁻¹⁴ of them.
   */
  private static final double LEAST_SHARE = 1e-12;

  FittedNormal(LinearParameters parameters) {
    super(parameters);
  }

  @Override
  public final ImmutableMap<String, Operand<TFloat32>> parameters() {
    return ImmutableMap.of(LOADINGS, loadings, LOG_SCALE, logScale);
  }

  /** {@inheritDoc} They are taken and summed in double precision. */
  @Override
  public ImmutableMap<String, Operand<TFloat64>> statistics(
      Ops tf, Operand<TFloat32> observations, Pass pass) {
    Operand<TFloat64> x = exactlyCentered(tf, observations); // [B, D]
    Operand<TFloat64> inUnits = tf.math.mul(x, exactPrecision(tf));
    Operand<TFloat64> g = exactInUnits(tf);
    Operand<TFloat64> codes =
        posteriorMean(tf, inUnits, g, PosteriorFactor.exact(tf, g, latents())); // [B, k]
    return ImmutableMap.of(
        CROSS, product(tf, x, true, codes, false),
        CODES, product(tf, codes, true, codes, false),
        SQUARES, tf.reduceSum(tf.math.square(x), tf.constant(0)));
  }

  /** Returns G = W / σ in double precision, {@code [D, k]}. */
  private Operand<TFloat64> exactInUnits(Ops tf) {
    return tf.math.mul(
        tf.dtypes.cast(loadings, TFloat64.class),
        tf.expandDims(exactPrecision(tf), tf.constant(-1)));
  }

  /** Returns 1 / σ in double precision. */
  private Operand<TFloat64> exactPrecision(Ops tf) {
    return tf.math.exp(tf.math.neg(tf.dtypes.cast(logScale, TFloat64.class)));
  }

  /**
   * {@inheritDoc} W = (Σ x E[z]ᵀ) (Σ E[zzᵀ])⁻¹, and the variances are what W leaves of the squares:
   * Σ x² − W Σ E[z] xᵀ on the diagonal (Rubin and Thayer 1982), or its mean over the values
   * (Tipping and Bishop 1999, eq. 27 and 28).
   */
  @Override
  public ImmutableMap<String, Operand<TFloat32>> maximize(
      Ops tf, ImmutableMap<String, Operand<TFloat64>> statistics, long examples) {
    Operand<TFloat64> n = tf.constant((double) examples);
    Operand<TFloat64> cross = statistics.get(CROSS);
    Operand<TFloat64> factor = PosteriorFactor.exact(tf, exactInUnits(tf), latents());
    Operand<TFloat64> secondMoment = // Σ E[zzᵀ], [k, k]
        tf.math.add(
            statistics.get(CODES), tf.math.mul(n, product(tf, factor, false, factor, true)));
    Operand<TFloat64> lower = tf.linalg.cholesky(secondMoment);
    Operand<TFloat64> half = tf.linalg.triangularSolve(lower, transpose(tf, cross)); // [k, D]
    Operand<TFloat64> newLoadings =
        transpose(
            tf,
            tf.linalg.triangularSolve(
                lower, half, TriangularSolve.lower(true), TriangularSolve.adjoint(true))); // [D, k]
    // W Σ E[z] xᵀ is a product with its own transpose: its diagonal is a sum of squares.
    Operand<TFloat64> squares = statistics.get(SQUARES);
    Operand<TFloat64> explained = tf.reduceSum(tf.math.square(half), tf.constant(0)); // [D]
    Operand<TFloat64> variance = perScale(tf, tf.math.sub(squares, explained), n); // [1] or [D]
    return parameters(tf, newLoadings, variance, perScale(tf, squares, n));
  }

  /**
   * Returns the parameters by name.
   *
   * @param variance σ², {@code [scales]}; one that is lost in the rounding of the mean squares
   *     counts as 0, which no likelihood has
   * @param meanSquares of the values, {@code [scales]}
   */
  static ImmutableMap<String, Operand<TFloat32>> parameters(
      Ops tf,
      Operand<TFloat64> loadings,
      Operand<TFloat64> variance,
      Operand<TFloat64> meanSquares) {
    Operand<TFloat64> least = tf.math.mul(tf.constant(LEAST_SHARE), meanSquares);
    Operand<TFloat64> resolved =
        tf.select(tf.math.greater(variance, least), variance, tf.zerosLike(variance));
    return ImmutableMap.of(
        LOADINGS,
        tf.dtypes.cast(loadings, TFloat32.class),
        LOG_SCALE,
        tf.dtypes.cast(tf.math.mul(tf.constant(0.5), tf.math.log(resolved)), TFloat32.class));
  }

  /** Returns the means per example, and per value where values share a scale: {@code [scales]}. */
  private Operand<TFloat64> perScale(Ops tf, Operand<TFloat64> sums, Operand<TFloat64> examples) {
    Operand<TFloat64> rows = tf.reshape(sums, tf.array(scales, dimension() / scales));
    return tf.math.div(tf.math.mean(rows, tf.constant(1)), examples);
  }

  static Operand<TFloat64> transpose(Ops tf, Operand<TFloat64> matrix) {
    return tf.linalg.transpose(matrix, tf.array(1, 0));
  }
}
