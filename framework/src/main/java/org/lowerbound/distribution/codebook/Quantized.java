package org.lowerbound.distribution.codebook;

import org.lowerbound.distribution.StraightThrough;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.distribution.formula.RepeatedDraws;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The deterministic posterior of a VQ-VAE, a point on the codebook: the nearest codes have all the
 * mass (van den Oord et al. 2017, eq. 1).
 *
 * <p>It has a mass on a finite set and no density: log q of its draws is 0. With a uniform prior
 * over the N codes of G groups its KL is the constant G log N; a prior with a density has none.
 *
 * <p>The gradient of draws is straight-through: it goes to the encoder as it comes and not to the
 * codebook, which moves by {@link Quantization#codebookLoss} or {@link CodebookAverages}. The mass
 * has no gradient, so that no score function can train the encoder.
 *
 * @param quantizer the codebook
 * @param quantization the encoder's output and its codes, which the losses are taken from
 */
@Called("vector-quantized")
public record Quantized(VectorQuantizer quantizer, Quantization quantization)
    implements StraightThrough, WithMean {
  /**
   * Quantises an encoder's output.
   *
   * @param encoded z_e, {@code [..., B, G·C]}
   */
  public static Quantized of(Ops tf, VectorQuantizer quantizer, Operand<TFloat32> encoded) {
    return new Quantized(quantizer, quantizer.nearest(tf, encoded));
  }

  @Override
  public int dimension() {
    return quantizer.dimension();
  }

  /** Returns the codes, with the gradient of draws. */
  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return quantization.values(tf);
  }

  /** Returns 0 for the codes themselves and −∞ for any other value, without a gradient. */
  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> equal =
        tf.dtypes.cast(
            tf.reduceAll(
                tf.math.equal(tf.stopGradient(value), tf.stopGradient(quantization.codes())),
                tf.constant(-1)),
            TFloat32.class);
    return tf.stopGradient(tf.math.log(equal));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> value = RepeatedDraws.of(tf, quantization.values(tf), sampleCount);
    return new Draw(value, logProb(tf, value));
  }

  @Override
  public Quantized discrete(Ops tf) {
    return new Quantized(quantizer, quantization.detached(tf));
  }
}
