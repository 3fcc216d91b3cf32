package org.lowerbound.objective.bound;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.math.IntMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.gradient.EstimatedBound;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.LogWeights;
import org.lowerbound.objective.reduction.JackknifedLogMean;
import org.lowerbound.objective.reduction.LogMeanWeight;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Jackknife variational inference (Nowozin 2018): IWAE(K) with its bias in 1/K removed up to order
 * m, a combination of the importance weighted bounds of all subsets of K, …, K − m draws.
 *
 * <p>It estimates log p(x) with a bias of order K^−(m+1) on no sure side: it is reported as {@code
 * jackknife}, and the reported bound is IWAE(K) of the same draws. For the same reason φ follows
 * IWAE(K) unless it is told otherwise: the correction −(K − 1) L̄_{K−1} has no upper limit in q,
 * and an encoder that maximises it may find draws of vanishing weight and not the posterior.
 *
 * @param order m
 * @param samples K
 * @param joint whether φ follows the estimate, too, as in Tucker et al. (2019)
 * @param gradient how the gradient by φ is estimated
 */
public record Jackknife(
    @Default("1") @Interval(min = 0, max = 4) int order,
    @Default("5") int samples,
    @Default("false") boolean joint,
    @Default("\"reparameterized\"") GradientEstimator gradient)
    implements BoundObjective {
  /** Each subset costs as much as an importance weighted bound. */
  private static final int MOST_SUBSETS = 5000;

  /** Checks the arguments. */
  public Jackknife {
    ObjectiveChecks.checkDraws(samples, "samples");
    checkArgument(
        order >= 0 && order < samples,
        "order must be in [0, %s), below the number of samples, but is %s",
        samples,
        order);
    checkArgument(
        subsets(samples, order) <= MOST_SUBSETS,
        "a jackknife of order %s on %s samples takes more than %s subsets; a lower order or fewer"
            + " samples work",
        order,
        samples,
        MOST_SUBSETS);
  }

  private static long subsets(int samples, int order) {
    long count = 0;
    for (int left = 0; left <= order; left++) {
      count += IntMath.binomial(samples, left); // Saturates.
    }
    return count;
  }

  @Override
  public int draws() {
    return samples;
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope) {
    LogWeights weights = LogWeights.of(tf, terms, 1, samples);
    JackknifedLogMean jackknifed = new JackknifedLogMean(samples, order);
    EstimatedBound ofInference =
        gradient.estimate(tf, joint ? jackknifed : new LogMeanWeight(), weights, scope);
    EstimatedBound ofGenerative =
        EstimatedBound.jointly(tf, jackknifed.value(tf, weights.values(tf)));
    Operand<TFloat32> surrogate = joint ? ofInference.generative() : ofGenerative.generative();
    return Loss.of(
        ImmutableList.of(Descent.ofModel(ofInference.surrogates(surrogate))),
        MultiSample.importanceWeighted(tf, weights),
        ImmutableMap.of("jackknife", ofGenerative.value()));
  }
}
