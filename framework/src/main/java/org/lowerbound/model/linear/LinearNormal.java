package org.lowerbound.model.linear;

import static org.lowerbound.model.linear.PosteriorFactor.product;

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
import org.lowerbound.model.Encoding;
import org.lowerbound.model.ExactEvidence;
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
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * x = Wz + μ + σε with z ~ N(0, I) and ε ~ N(0, I), in a graph. Its q(z | x) is the exact posterior
 * and has no parameters of its own: log w is log p(x) for every draw, and so is every bound.
 *
 * <p>μ is the mean of the data, its value of greatest likelihood, or that and a parameter.
 */
abstract class LinearNormal
    implements ExactEvidence, LatentVariables, Encoding, Generating, LinearDecoding {
  static final String LOADINGS = "decoder.loadings";
  static final String LOG_SCALE = "decoder.logScale";
  static final String SHIFT = "decoder.shift"; // μ less the mean of the data, [D]

  final Operand<TFloat32> loadings; // W, [D, k]
  final Operand<TFloat32> logScale; // log σ, [scales]
  private final ImmutableDoubleArray mean; // μ, less the shift, [D]
  private final Optional<Operand<TFloat32>> shift; // [D]
  private final int latents; // k
  final int scales; // 1 or D
  final RawUnits units;

  /** Makes the parameters, or takes those that are there. */
  LinearNormal(LinearParameters parameters) {
    this.loadings = parameters.loadings();
    this.logScale = parameters.logScale();
    this.mean = parameters.mean();
    this.shift = parameters.shift();
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
        pass.parameter(tf, loadings),
        meanNode(tf, pass),
        Optional.of(pass.parameter(tf, logScale)));
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
            .logProb(tf, centered(tf, observations, pass)));
  }

  @Override
  public Operand<TFloat32> logWeight(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass) {
    return ExactEvidence.super.logWeight(tf, observations, noise, sampleCount, pass);
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
            tf, deviation(tf, draw.value(), pass).logProb(tf, centered(tf, observations, pass))),
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
    Operand<TFloat32> inUnits = tf.math.mul(centered(tf, observations, pass), precision); // [B, D]
    return new FullNormal(posteriorMean(tf, inUnits, g, factor), factor, latents);
  }

  /** Returns (I + GᵀG)⁻¹ Gᵀ u for the rows u, {@code [B, k]}. */
  static <T extends TNumber> Operand<T> posteriorMean(
      Ops tf, Operand<T> rows, Operand<T> g, Operand<T> factor) {
    Operand<T> projected = product(tf, rows, false, g, false); // [B, k]
    return product(tf, product(tf, projected, false, factor, false), false, factor, true);
  }

  @Override
  public Distribution decode(Ops tf, Operand<TFloat32> codes, Pass pass) {
    DiagonalNormal centered = deviation(tf, codes, pass);
    return new DiagonalNormal(
        tf.math.add(centered.loc(), meanNode(tf, pass)), centered.logScale(), centered.dimension());
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
            meanNode(tf, pass),
            pass.parameter(tf, logScale),
            pass.parameter(tf, loadings),
            mean.length(),
            latents)
        .draw(tf, noise, count); // [count, D]
  }

  /** Returns x − μ, rounded once: μ may be large. */
  private Operand<TFloat32> centered(Ops tf, Operand<TFloat32> observations, Pass pass) {
    Operand<TFloat32> rounded = tf.dtypes.cast(exactlyCentered(tf, observations), TFloat32.class);
    return shift
        .<Operand<TFloat32>>map(by -> tf.math.sub(rounded, pass.parameter(tf, by)))
        .orElse(rounded);
  }

  /** Returns x less the mean of the data. */
  final Operand<TFloat64> exactlyCentered(Ops tf, Operand<TFloat32> observations) {
    return tf.math.sub(tf.dtypes.cast(observations, TFloat64.class), tf.constant(mean.toArray()));
  }

  private Operand<TFloat32> meanNode(Ops tf, Pass pass) {
    float[] values = new float[mean.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) mean.get(i);
    }
    return shift
        .<Operand<TFloat32>>map(by -> tf.math.add(tf.constant(values), pass.parameter(tf, by)))
        .orElse(tf.constant(values));
  }
}
