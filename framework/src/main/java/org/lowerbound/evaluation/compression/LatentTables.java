package org.lowerbound.evaluation.compression;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.compression.FrequencyTable;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.StraightThrough;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.distribution.discrete.OneHotCategorical;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How the latents of one observation become symbols. Each of them has a table by its prior, another
 * by its posterior, and the number or numbers that it stands for.
 */
interface LatentTables {
  /** Returns what tables of the posterior are made of: nodes for one observation. */
  ImmutableList<Operand<TFloat32>> posteriorNodes();

  /** Returns what tables of the prior are made of. */
  ImmutableList<Operand<TFloat32>> priorNodes();

  /** Returns the tables of the prior, one for each symbol. */
  ImmutableList<FrequencyTable> prior(List<float[]> values);

  /**
   * Returns the tables of the posterior, one for each symbol.
   *
   * @param values of the posterior's nodes
   * @param prior of the prior's nodes
   */
  ImmutableList<FrequencyTable> posterior(List<float[]> values, List<float[]> prior);

  /** Returns the latents that symbols stand for. */
  float[] latents(int[] symbols, List<float[]> prior);

  /**
   * Returns the tables of a pair.
   *
   * @param bits of the bins of a real latent
   * @throws IllegalArgumentException if there are none for this pair; the message says for which
   */
  static LatentTables of(Ops tf, Distribution posterior, Distribution prior, int bits, String who) {
    Distribution q = discrete(tf, posterior);
    Distribution p = discrete(tf, prior);
    if (q instanceof DiagonalNormal normal && p instanceof DiagonalNormal of) {
      return NormalTables.of(tf, normal, of, bits);
    }
    if (q instanceof Bernoulli bernoulli && p instanceof Bernoulli of) {
      return MassTables.of(tf, bernoulli, of);
    }
    if (q instanceof OneHotCategorical categorical && p instanceof OneHotCategorical of) {
      return MassTables.of(tf, categorical, of);
    }
    throw new IllegalArgumentException(
        "%s codes latents whose posterior and prior are both normal and independent, both bernoulli"
                .formatted(who)
            + " or both categorical, but here the posterior is %s and the prior %s; the posterior"
                .formatted(TypeNames.of(posterior), TypeNames.of(prior))
            + " \"diagonal-normal\" with the prior \"standard-normal\" works");
  }

  private static Distribution discrete(Ops tf, Distribution distribution) {
    return distribution instanceof StraightThrough draws ? draws.discrete(tf) : distribution;
  }
}
