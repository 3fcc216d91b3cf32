package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The KL of each latent unit, as a training looks at it after an epoch: in closed form, so that it
 * takes no draws, on so few examples that it takes no time, and for so few units that a history of
 * them stays small.
 */
final class UnitKls {
  private static final int EXAMPLES = 500;
  private static final int MOST_UNITS = 1000;

  private final Operand<TFloat32> kls; // [B, units]
  private final int units;

  private UnitKls(Operand<TFloat32> kls, int units) {
    this.kls = kls;
    this.units = units;
  }

  /** Adds the nodes; none for a model that has no such KL, or too many units. */
  static Optional<UnitKls> of(Ops tf, EvaluationScope graph) {
    if (!Ability.LATENT_VARIABLES.isOf(graph.model())) {
      return Optional.empty();
    }
    BoundTerms terms = graph.terms(tf, "kl-per-unit", "kl-per-unit", 1);
    int units = terms.posterior().dimension();
    return units > MOST_UNITS
        ? Optional.empty()
        : terms.closedFormKlPerLatent(tf).map(kls -> new UnitKls(kls, units));
  }

  /** Returns the mean over examples of each unit's KL, in nats. */
  ImmutableDoubleArray means(RowRunner runner) {
    int[] rows = Batches.spread(runner.count(), EXAMPLES);
    float[] values = runner.run(rows, 0, ImmutableList.of(kls)).get(0);
    double[] means = new double[units];
    for (int i = 0; i < values.length; i++) {
      means[i % units] += values[i] / (double) rows.length;
    }
    return ImmutableDoubleArray.copyOf(means);
  }
}
