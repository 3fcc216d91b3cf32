package org.lowerbound.evaluation.compression;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.compression.FrequencyTable;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.distribution.discrete.OneHotCategorical;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;

/**
 * Latents that are discrete themselves: bits, or groups of which one is 1. Nothing is lost in their
 * tables but rounding.
 *
 * @param posteriorNodes log-masses of q(z | x), the classes of a variable as neighbours
 * @param priorNodes those of p(z)
 * @param classes of a variable
 * @param oneHot whether a variable has a number for each class; else it has one, 0 or 1
 */
record MassTables(
    ImmutableList<Operand<TFloat32>> posteriorNodes,
    ImmutableList<Operand<TFloat32>> priorNodes,
    int classes,
    boolean oneHot)
    implements LatentTables {
  /** As of bits of images: 2⁻¹⁶ is the least mass. */
  private static final int PRECISION = 16;

  static MassTables of(Ops tf, Bernoulli posterior, Bernoulli prior) {
    return new MassTables(
        ImmutableList.of(ofBits(tf, posterior)), ImmutableList.of(ofBits(tf, prior)), 2, false);
  }

  static MassTables of(Ops tf, OneHotCategorical posterior, OneHotCategorical prior) {
    return new MassTables(
        ImmutableList.of(posterior.logProbabilities(tf)),
        ImmutableList.of(prior.logProbabilities(tf)),
        posterior.classes(),
        true);
  }

  private static Operand<TFloat32> ofBits(Ops tf, Bernoulli bits) {
    Operand<TFloat32> zero = tf.zerosLike(bits.logits());
    return tf.stack(
        List.of(
            bits.logProbPerComponent(tf, zero),
            bits.logProbPerComponent(tf, tf.onesLike(bits.logits()))),
        Stack.axis(-1L));
  }

  @Override
  public ImmutableList<FrequencyTable> prior(List<float[]> values) {
    return LevelTables.neighbours(values.get(0), classes, PRECISION);
  }

  @Override
  public ImmutableList<FrequencyTable> posterior(List<float[]> values, List<float[]> prior) {
    return LevelTables.neighbours(values.get(0), classes, PRECISION);
  }

  @Override
  public float[] latents(int[] symbols, List<float[]> prior) {
    float[] latents = new float[oneHot ? symbols.length * classes : symbols.length];
    for (int i = 0; i < symbols.length; i++) {
      if (oneHot) {
        latents[i * classes + symbols[i]] = 1;
      } else {
        latents[i] = symbols[i];
      }
    }
    return latents;
  }
}
