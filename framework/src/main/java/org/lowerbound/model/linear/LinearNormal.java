package org.lowerbound.model.linear;

import static org.lowerbound.model.linear.PosteriorFactor.product;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.distribution.continuous.LowRankNormal;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.graph.MatrixVectors;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.Decoding;
import org.lowerbound.model.Encoding;
import org.lowerbound.model.ExpectationMaximization;
import org.lowerbound.model.Generating;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.model.LinearDecoding;
import org.lowerbound.model.LinearMap;
import org.lowerbound.model.RawUnits;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.TriangularSolve;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * x = Wz + μ + σε with z ~ N(0, I) and ε ~ N(0, I), in a graph. Its q(z | x) is the exact posterior
 * and has no parameters of its own: log w is log p(x) for every draw, and so is every bound.
 *
 * <p>μ is no parameter, as the mean of the data is its value of greatest likelihood.
 */
abstract class LinearNormal
    implements ExpectationMaximization,
        LatentVariables,
        Encoding,
        Decoding,
        Generating,
        LinearDecoding {
  static final String LOADINGS = "decoder.loadings";
  static final String LOG_SCALE = "decoder.logScale";

  private static final String CROSS = "cross"; // Σ (x − μ) E[z]ᵀ, [D, k]
  private static final String CODES = "codes"; // Σ E[z] E[z]ᵀ, [k, k]
  private static final String SQUARES = "squares"; // Σ (x − μ)², [D]

  /**
   * What a variance must be of the mean square of its values. What is left of them is a difference
   * of sums in double precision, whose error is about 10⁻¹⁴ of them.
   */
  private static final double LEAST_SHARE = 1e-12;

  private final Operand<TFloat32> loadings; // W, [D, k]
  private final Operand<TFloat32> logScale; // log σ, [scales]
  private final ImmutableDoubleArray mean; // μ, [D]
  private final int latents; // k
  private final int scales; // 1 or D
  private final RawUnits units;

  /** Makes the parameters, or takes those that are there. */
  LinearNormal(LinearParameters parameters) {
    this.loadings = parameters.loadings();
    this.logScale = parameters.logScale();
    this.mean = parameters.mean();
    this.latents = parameters.latents();
    this.scales = parameters.scales();
    this.units = parameters.units();
  }

  @Override
  public final int latents() {
    return latents;
  }

  /** Returns D. */
  final int dimension() {
    return mean.length();
  }

  @Override
  public final LinearMap decoderMap(Ops tf, Pass pass) {
    return new LinearMap(
        pass.parameter(tf, loadings), meanNode(tf), Optional.of(pass.parameter(tf, logScale)));
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return units.logDensity(
        tf,
        new LowRankNormal(
                tf.constant(new float[mean.length()]),
                pass.parameter(tf, logScale),
                pass.parameter(tf, loadings),
                mean.length(),
                latents)
            .logProb(tf, centered(tf, observations)));
  }

  @Override
  public Operand<TFloat32> logWeight(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass) {
    return ExpectationMaximization.super.logWeight(tf, observations, noise, sampleCount, pass);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }

  @Override
  public BoundTerms terms(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass) {
    FullNormal q = encode(tf, observations, pass);
    DiagonalNormal prior =
        new DiagonalNormal(
            tf.constant(new float[latents]), tf.constant(new float[latents]), latents);
    Sampleable.Draw draw = q.sampleWithLogProb(tf, noise, sampleCount); // [K, B, k]
    return new BoundTerms(
        draw.value(),
        q,
        prior,
        units.logDensity(
            tf, deviation(tf, draw.value(), pass).logProb(tf, centered(tf, observations))),
        prior.logProb(tf, draw.value()),
        draw.logProb(),
        ClosedFormKls.registry());
  }

  /** Returns p(z | x), whose covariance is one for all x (Tipping and Bishop 1999, eq. 6). */
  @Override
  public FullNormal encode(Ops tf, Operand<TFloat32> observations, Pass pass) {
    Operand<TFloat32> precision = tf.math.exp(tf.math.neg(pass.parameter(tf, logScale))); // 1 / σ
    Operand<TFloat32> g =
        tf.math.mul(
            pass.parameter(tf, loadings), tf.expandDims(precision, tf.constant(-1))); // [D, k]
    Operand<TFloat32> factor = PosteriorFactor.of(tf, g, latents); // [k, k]
    Operand<TFloat32> inUnits = tf.math.mul(centered(tf, observations), precision); // [B, D]
    return new FullNormal(posteriorMean(tf, inUnits, g, factor), factor, latents);
  }

  /** Returns (I + GᵀG)⁻¹ Gᵀ u for the rows u, {@code [B, k]}. */
  private static <T extends TNumber> Operand<T> posteriorMean(
      Ops tf, Operand<T> rows, Operand<T> g, Operand<T> factor) {
    Operand<T> projected = product(tf, rows, false, g, false); // [B, k]
    return product(tf, product(tf, projected, false, factor, false), false, factor, true);
  }

  @Override
  public Distribution decode(Ops tf, Operand<TFloat32> codes, Pass pass) {
    DiagonalNormal centered = deviation(tf, codes, pass);
    return new DiagonalNormal(
        tf.math.add(centered.loc(), meanNode(tf)), centered.logScale(), centered.dimension());
  }

  /** Returns the distribution of x − μ given z {@code [..., k]}, as a batch {@code [...]}. */
  private DiagonalNormal deviation(Ops tf, Operand<TFloat32> codes, Pass pass) {
    return new DiagonalNormal(
        MatrixVectors.product(tf, pass.parameter(tf, loadings), codes),
        pass.parameter(tf, logScale),
        mean.length());
  }

  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    return new LowRankNormal(
            meanNode(tf),
            pass.parameter(tf, logScale),
            pass.parameter(tf, loadings),
            mean.length(),
            latents)
        .draw(tf, noise, count); // [count, D]
  }

  /** {@inheritDoc} They are taken and summed in double precision. */
  @Override
  public ImmutableMap<String, Operand<TFloat64>> statistics(
      Ops tf, Operand<TFloat32> observations, Pass pass) {
    Operand<TFloat64> x = exactlyCentered(tf, observations); // [B, D]
    Operand<TFloat64> inUnits = tf.math.mul(x, exactPrecision(tf));
    Operand<TFloat64> g = exactInUnits(tf);
    Operand<TFloat64> codes =
        posteriorMean(tf, inUnits, g, PosteriorFactor.exact(tf, g, latents)); // [B, k]
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
    Operand<TFloat64> factor = PosteriorFactor.exact(tf, exactInUnits(tf), latents);
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
    Operand<TFloat64> rows = tf.reshape(sums, tf.array(scales, mean.length() / scales));
    return tf.math.div(tf.math.mean(rows, tf.constant(1)), examples);
  }

  private static Operand<TFloat64> transpose(Ops tf, Operand<TFloat64> matrix) {
    return tf.linalg.transpose(matrix, tf.array(1, 0));
  }

  /** Returns x − μ, rounded once: μ may be large. */
  private Operand<TFloat32> centered(Ops tf, Operand<TFloat32> observations) {
    return tf.dtypes.cast(exactlyCentered(tf, observations), TFloat32.class);
  }

  final Operand<TFloat64> exactlyCentered(Ops tf, Operand<TFloat32> observations) {
    return tf.math.sub(tf.dtypes.cast(observations, TFloat64.class), tf.constant(mean.toArray()));
  }

  private Operand<TFloat32> meanNode(Ops tf) {
    float[] values = new float[mean.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) mean.get(i);
    }
    return tf.constant(values);
  }
}
