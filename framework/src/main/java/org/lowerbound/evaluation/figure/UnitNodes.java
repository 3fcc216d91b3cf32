package org.lowerbound.evaluation.figure;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.lowerbound.distribution.Factorized;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Nodes that {@link UnitStatistics} are made of. */
final class UnitNodes {
  /** The draws of a KL without a closed form. */
  private static final int DRAWS = 10;

  private final int latents;
  private final ImmutableList<Operand<TFloat32>> fetches; // each [B, latents]
  private final boolean hasVariance;
  private final boolean hasKl;

  /**
   * Adds the nodes.
   *
   * @param who asks, by its type name
   */
  UnitNodes(Ops tf, EvaluationScope graph, CodeNodes codes, String who, String stream) {
    ImmutableList.Builder<Operand<TFloat32>> nodes = ImmutableList.builder();
    this.latents = codes.latents;
    nodes.add(codes.best);
    Optional<Operand<TFloat32>> variance = codes.variance();
    variance.ifPresent(nodes::add);
    this.hasVariance = variance.isPresent();
    Optional<Operand<TFloat32>> kl =
        Ability.LATENT_VARIABLES.isOf(graph.model())
            ? kl(tf, graph.terms(tf, who, stream + ".kl", DRAWS))
            : Optional.empty();
    kl.ifPresent(nodes::add);
    this.hasKl = kl.isPresent();
    this.fetches = nodes.build();
  }

  /** Returns the KL of each unit, {@code [B, latents]}, where the KL is their sum. */
  private static Optional<Operand<TFloat32>> kl(Ops tf, BoundTerms terms) {
    return terms
        .closedFormKlPerLatent(tf)
        .or(
            () ->
                terms.posterior() instanceof Factorized && terms.prior() instanceof Factorized
                    ? Optional.of(KlEstimator.MONTE_CARLO.klPerLatent(tf, terms))
                    : Optional.empty());
  }

  /** Returns the statistics over all examples. */
  UnitStatistics of(SplitRunner runner) {
    double[] mean = new double[latents];
    double[] squares = new double[latents];
    double[] variance = new double[latents];
    double[] kl = new double[latents];
    double[] shift =
        new double[latents]; // The first code: what all have in common takes no digits.
    Batches.forEach(
        runner,
        DRAWS,
        (index, rows) -> {
          ImmutableList<float[]> values = runner.run(rows, index, fetches);
          for (int i = 0; i < values.get(0).length; i++) {
            int unit = i % latents;
            double code = values.get(0)[i];
            if (index == 0 && i < latents) {
              shift[unit] = code;
            }
            mean[unit] += code - shift[unit];
            squares[unit] += (code - shift[unit]) * (code - shift[unit]);
            variance[unit] += hasVariance ? values.get(1)[i] : 0;
            kl[unit] += hasKl ? values.get(values.size() - 1)[i] : 0;
          }
        });
    int n = runner.count();
    for (int unit = 0; unit < latents; unit++) {
      mean[unit] /= n;
      squares[unit] = Math.max(0, squares[unit] / n - mean[unit] * mean[unit]);
      mean[unit] += shift[unit];
      variance[unit] /= n;
      kl[unit] /= n;
    }
    return new UnitStatistics(
        hasKl ? ImmutableDoubleArray.copyOf(kl) : ImmutableDoubleArray.of(),
        ImmutableDoubleArray.copyOf(mean),
        ImmutableDoubleArray.copyOf(squares),
        ImmutableDoubleArray.copyOf(variance));
  }
}
