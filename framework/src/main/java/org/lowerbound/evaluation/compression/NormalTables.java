package org.lowerbound.evaluation.compression;

import com.google.common.collect.ImmutableList;
import java.util.Collections;
import java.util.List;
import org.lowerbound.compression.EqualMassBins;
import org.lowerbound.compression.FrequencyTable;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Normal latents in bins of equal mass under their prior N(m, s²): what is binned is (z − m) / s.
 *
 * @param posteriorNodes the mean and the logarithm of the standard deviation of q(z | x)
 * @param priorNodes those of p(z)
 * @param bins of N(0, 1)
 */
record NormalTables(
    ImmutableList<Operand<TFloat32>> posteriorNodes,
    ImmutableList<Operand<TFloat32>> priorNodes,
    EqualMassBins bins)
    implements LatentTables {
  static NormalTables of(Ops tf, DiagonalNormal posterior, DiagonalNormal prior, int bits) {
    return new NormalTables(nodes(tf, posterior), nodes(tf, prior), new EqualMassBins(bits));
  }

  private static ImmutableList<Operand<TFloat32>> nodes(Ops tf, DiagonalNormal normal) {
    // Either may be one number for all latents.
    Operand<TFloat32> zeros = tf.zeros(tf.array(normal.dimension()), TFloat32.class);
    return ImmutableList.of(
        tf.math.add(normal.loc(), zeros), tf.math.add(normal.logScale(), zeros));
  }

  @Override
  public ImmutableList<FrequencyTable> prior(List<float[]> values) {
    return ImmutableList.copyOf(Collections.nCopies(values.get(0).length, bins.prior()));
  }

  @Override
  public ImmutableList<FrequencyTable> posterior(List<float[]> values, List<float[]> prior) {
    ImmutableList.Builder<FrequencyTable> tables = ImmutableList.builder();
    for (int i = 0; i < values.get(0).length; i++) {
      double scale = StrictMath.exp(prior.get(1)[i]);
      tables.add(
          bins.normal(
              ((double) values.get(0)[i] - prior.get(0)[i]) / scale,
              StrictMath.exp(values.get(1)[i]) / scale));
    }
    return tables.build();
  }

  @Override
  public float[] latents(int[] symbols, List<float[]> prior) {
    float[] latents = new float[symbols.length];
    for (int i = 0; i < latents.length; i++) {
      latents[i] =
          (float) (prior.get(0)[i] + StrictMath.exp(prior.get(1)[i]) * bins.median(symbols[i]));
    }
    return latents;
  }
}
