package org.lowerbound.model.linear;

import static org.lowerbound.model.linear.PosteriorFactor.product;

import com.google.common.collect.ImmutableMap;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/**
 * The q(W) q(μ) q(α) q(τ) of Bayesian PCA (Bishop 1999), in double precision: x = Wz + μ + ε with ε
 * ~ N(0, I / τ), columns w_i ~ N(0, I / α_i), μ ~ N(0, I / β), and gamma priors on every α_i and on
 * τ. Each update is that of one factor, given the others and the sums of q(z), and none lowers the
 * bound.
 *
 * @param loadings E W, {@code [D, k]}
 * @param covariance that of each row of W, one for all, {@code [k, k]}, and its log-determinant
 * @param shift E μ − m, where m is the mean of the data, {@code [D]}
 * @param meanVariance that of each value of μ, a scalar
 * @param precisions E α, {@code [k]}
 * @param noisePrecision E τ, a scalar
 */
record VariationalPca(
    Operand<TFloat64> loadings,
    SpdInverse covariance,
    Operand<TFloat64> shift,
    Operand<TFloat64> meanVariance,
    Operand<TFloat64> precisions,
    Operand<TFloat64> noisePrecision) {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  static final String CROSS = "cross"; // Σ (x − m) E[z]ᵀ, [D, k]

  static final String CODES = "codes"; // Σ E[z] E[z]ᵀ, [k, k]
  static final String CODE_SUM = "codeSum"; // Σ E[z], [k]
  static final String SUM = "sum"; // Σ (x − m), [D]
  static final String SQUARES = "squares"; // Σ |x − m|², [1]

  /**
   * The sums of q(z), which stay while the other factors are updated.
   *
   * @param cross Σ (x − m) E[z]ᵀ, {@code [D, k]}
   * @param seconds Σ E[zzᵀ], {@code [k, k]}
   * @param codeSum Σ E[z], {@code [k]}
   * @param sum Σ (x − m), {@code [D]}
   * @param squares Σ |x − m|², a scalar
   * @param examples N, a scalar
   */
  record Sums(
      Operand<TFloat64> cross,
      Operand<TFloat64> seconds,
      Operand<TFloat64> codeSum,
      Operand<TFloat64> sum,
      Operand<TFloat64> squares,
      Operand<TFloat64> examples) {}

  /** Returns E[WᵀW] = D Σ_W + E[W]ᵀ E[W], {@code [k, k]}. */
  private Operand<TFloat64> gram(Ops tf, PriorsOfPca priors) {
    return tf.math.add(
        tf.math.mul(tf.constant((double) priors.dimension()), covariance.matrix()),
        product(tf, loadings, true, loadings, false));
  }

  /** Returns the covariance of q(z), one for all x: (I + E[τ] E[WᵀW])⁻¹. */
  SpdInverse codeCovariance(Ops tf, PriorsOfPca priors) {
    return SpdInverse.of(
        tf,
        tf.math.add(
            PosteriorFactor.identity(tf, priors.latents()),
            tf.math.mul(noisePrecision, gram(tf, priors))),
        priors.latents());
  }

  /**
   * Returns the means of q(z), {@code [B, k]}: E[τ] Σ_z E[W]ᵀ (x − E[μ]).
   *
   * @param centered x − m, {@code [B, D]}
   */
  Operand<TFloat64> codes(Ops tf, Operand<TFloat64> centered, PriorsOfPca priors) {
    Operand<TFloat64> rest = tf.math.sub(centered, shift);
    return tf.math.mul(
        noisePrecision,
        product(
            tf,
            product(tf, rest, false, loadings, false),
            false,
            codeCovariance(tf, priors).matrix(),
            false));
  }

  /** Returns the sums over a batch at the best q(z). */
  ImmutableMap<String, Operand<TFloat64>> statistics(
      Ops tf, Operand<TFloat64> centered, PriorsOfPca priors) {
    Operand<TFloat64> codes = codes(tf, centered, priors);
    return ImmutableMap.of(
        CROSS, product(tf, centered, true, codes, false),
        CODES, product(tf, codes, true, codes, false),
        CODE_SUM, tf.reduceSum(codes, tf.constant(0)),
        SUM, tf.reduceSum(centered, tf.constant(0)),
        SQUARES, tf.reshape(tf.reduceSum(tf.math.square(centered), tf.array(0, 1)), tf.array(1)));
  }

  /** Returns the sums over all examples, which were taken at the factors of now. */
  Sums sums(
      Ops tf, ImmutableMap<String, Operand<TFloat64>> sums, long examples, PriorsOfPca priors) {
    Operand<TFloat64> n = tf.constant((double) examples);
    return new Sums(
        sums.get(CROSS),
        tf.math.add(sums.get(CODES), tf.math.mul(n, codeCovariance(tf, priors).matrix())),
        sums.get(CODE_SUM),
        sums.get(SUM),
        tf.reshape(sums.get(SQUARES), tf.constant(new int[0])),
        n);
  }

  /** Returns the factors with the best q(W): rows of precision diag(E α) + E[τ] Σ E[zzᵀ]. */
  VariationalPca withLoadings(Ops tf, Sums sums, PriorsOfPca priors) {
    SpdInverse rows =
        SpdInverse.of(
            tf,
            tf.math.add(
                tf.math.mul(
                    PosteriorFactor.identity(tf, priors.latents()),
                    tf.reshape(precisions, tf.array(1, priors.latents()))),
                tf.math.mul(noisePrecision, sums.seconds())),
            priors.latents());
    Operand<TFloat64> ofMean = // E[μ − m] (Σ E[z])ᵀ, [D, k]
        tf.math.mul(
            tf.expandDims(shift, tf.constant(1)), tf.expandDims(sums.codeSum(), tf.constant(0)));
    Operand<TFloat64> means =
        tf.math.mul(
            noisePrecision,
            product(tf, tf.math.sub(sums.cross(), ofMean), false, rows.matrix(), false));
    return new VariationalPca(means, rows, shift, meanVariance, precisions, noisePrecision);
  }

  /** Returns the factors with the best q(μ), of precision β + N E[τ]. */
  VariationalPca withMean(Ops tf, Sums sums, PriorsOfPca priors) {
    Operand<TFloat64> precision =
        tf.math.add(
            tf.constant(priors.meanPrecision()), tf.math.mul(sums.examples(), noisePrecision));
    Operand<TFloat64> explained = // E[W] Σ E[z], [D]
        tf.reduceSum(tf.math.mul(loadings, sums.codeSum()), tf.constant(1));
    Operand<TFloat64> pull = tf.math.mul(tf.constant(priors.meanPrecision()), priors.mean(tf));
    Operand<TFloat64> moved =
        tf.math.div(
            tf.math.sub(tf.math.mul(noisePrecision, tf.math.sub(sums.sum(), explained)), pull),
            precision);
    return new VariationalPca(
        loadings, covariance, moved, tf.math.reciprocal(precision), precisions, noisePrecision);
  }

  /** Returns the factors with the best q(α): b_i = b₀ + ½ E|w_i|². */
  VariationalPca withPrecisions(Ops tf, PriorsOfPca priors) {
    Operand<TFloat64> rates =
        tf.math.add(
            tf.constant(priors.gamma().rate()),
            tf.math.mul(tf.constant(0.5), SpdInverse.diagonal(tf, gram(tf, priors))));
    return new VariationalPca(
        loadings,
        covariance,
        shift,
        meanVariance,
        tf.math.div(priors.loadingsShape(tf), rates),
        noisePrecision);
  }

  /** Returns the factors with the best q(τ): b = b₀ + ½ Σ E|x − Wz − μ|². */
  VariationalPca withNoise(Ops tf, Sums sums, PriorsOfPca priors) {
    Operand<TFloat64> squares = // Σ |x − m − E[μ − m]|²
        tf.math.add(
            tf.math.sub(
                sums.squares(),
                tf.math.mul(tf.constant(2.0), total(tf, tf.math.mul(shift, sums.sum())))),
            tf.math.mul(sums.examples(), total(tf, tf.math.square(shift))));
    Operand<TFloat64> ofMean = // N D Var μ
        tf.math.mul(
            tf.math.mul(sums.examples(), tf.constant((double) priors.dimension())), meanVariance);
    Operand<TFloat64> across = // Σ (x − E μ)ᵀ E[W] E[z]
        tf.math.sub(
            total(tf, tf.math.mul(loadings, sums.cross())),
            total(
                tf,
                tf.math.mul(
                    shift, tf.reduceSum(tf.math.mul(loadings, sums.codeSum()), tf.constant(1)))));
    Operand<TFloat64> error =
        tf.math.add(
            tf.math.add(squares, ofMean),
            tf.math.sub(
                total(tf, tf.math.mul(gram(tf, priors), sums.seconds())),
                tf.math.mul(tf.constant(2.0), across)));
    Operand<TFloat64> rate =
        tf.math.add(tf.constant(priors.gamma().rate()), tf.math.mul(tf.constant(0.5), error));
    return new VariationalPca(
        loadings,
        covariance,
        shift,
        meanVariance,
        precisions,
        tf.math.div(priors.noiseShape(tf, sums.examples()), rate));
  }

  /**
   * Returns the part of each observation in the bound, without the KL of the factors, {@code [B]}:
   * ½ D (E log τ − log 2π) − ½ E[τ] (|r|² + D Var μ) + ½ E[τ]² rᵀE[W] Σ_z E[W]ᵀr + ½ log |Σ_z| with
   * r = x − E μ, which is E log p(x, z | θ) − E log q(z) at the best q(z).
   */
  Operand<TFloat64> ofExamples(
      Ops tf, Operand<TFloat64> centered, Operand<TFloat64> examples, PriorsOfPca priors) {
    double d = priors.dimension();
    Operand<TFloat64> rest = tf.math.sub(centered, shift);
    Operand<TFloat64> codes = codes(tf, centered, priors);
    Operand<TFloat64> projected = // E[τ] rᵀE[W] E[z], [B]
        tf.math.mul(
            noisePrecision,
            tf.reduceSum(
                tf.math.mul(product(tf, rest, false, loadings, false), codes), tf.constant(1)));
    Operand<TFloat64> squares =
        tf.math.mul(
            noisePrecision,
            tf.math.add(
                tf.reduceSum(tf.math.square(rest), tf.constant(1)),
                tf.math.mul(tf.constant(d), meanVariance)));
    Operand<TFloat64> constant =
        tf.math.add(
            tf.math.mul(
                tf.constant(d),
                tf.math.sub(
                    GammaPrior.expectedLog(tf, priors.noiseShape(tf, examples), noisePrecision),
                    tf.constant(LOG_TWO_PI))),
            codeCovariance(tf, priors).logDeterminant());
    return tf.math.mul(tf.constant(0.5), tf.math.add(constant, tf.math.sub(projected, squares)));
  }

  /** Returns −KL(q(W) q(μ) q(α) q(τ) ‖ p), a scalar. */
  Operand<TFloat64> negativeKl(Ops tf, Operand<TFloat64> examples, PriorsOfPca priors) {
    double d = priors.dimension();
    double k = priors.latents();
    Operand<TFloat64> logPrecisions =
        GammaPrior.expectedLog(tf, priors.loadingsShape(tf), precisions); // [k]
    Operand<TFloat64> ofLoadings = // E log p(W | α) + H(q(W)); the terms in log 2π cancel
        tf.math.mul(
            tf.constant(0.5),
            tf.math.add(
                total(
                    tf,
                    tf.math.sub(
                        tf.math.mul(tf.constant(d), logPrecisions),
                        tf.math.mul(precisions, SpdInverse.diagonal(tf, gram(tf, priors))))),
                tf.math.mul(
                    tf.constant(d), tf.math.add(tf.constant(k), covariance.logDeterminant()))));
    double beta = priors.meanPrecision();
    Operand<TFloat64> mean = tf.math.add(priors.mean(tf), shift);
    Operand<TFloat64> ofMean =
        tf.math.mul(
            tf.constant(0.5),
            tf.math.sub(
                tf.math.mul(
                    tf.constant(d),
                    tf.math.add(
                        tf.constant(1 + Math.log(beta)),
                        tf.math.sub(
                            tf.math.log(meanVariance),
                            tf.math.mul(tf.constant(beta), meanVariance)))),
                tf.math.mul(tf.constant(beta), total(tf, tf.math.square(mean)))));
    Operand<TFloat64> ofPrecisions =
        total(tf, priors.gamma().negativeKl(tf, priors.loadingsShape(tf), precisions));
    Operand<TFloat64> ofNoise =
        priors.gamma().negativeKl(tf, priors.noiseShape(tf, examples), noisePrecision);
    return tf.math.add(tf.math.add(ofLoadings, ofMean), tf.math.add(ofPrecisions, ofNoise));
  }

  /** Returns the sum of all elements. */
  private static Operand<TFloat64> total(Ops tf, Operand<TFloat64> values) {
    return tf.reduceSum(tf.reshape(values, tf.array(-1)), tf.constant(0));
  }
}
