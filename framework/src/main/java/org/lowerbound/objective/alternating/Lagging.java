package org.lowerbound.objective.alternating;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.aggregate.AggregatePosterior;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Aggressive training of an inference network that lags behind its target (He et al. 2019,
 * algorithm 1). At first the encoder alone is trained until its bound stops to rise, then the
 * decoder makes one step, and again. Once the mutual information of x and z has not risen from one
 * epoch to the next, all steps are joint.
 *
 * <p>The bound counts as risen if its mean over {@code window} steps is above that of the window
 * before. The mutual information is the batch's own estimate, E log q(z | x) − log (1/B) Σ_j q(z |
 * x_j), which cannot exceed log B; it is averaged over the epoch's training batches, where the
 * authors take the validation split. Every step, also one of the encoder alone, sees a new batch
 * and counts as a step of the training.
 *
 * @param objective the bound that all parts follow
 * @param window how many encoder steps are averaged for the look at the bound (10 or 15 in the
 *     authors' program)
 * @param mostSteps the most encoder steps before a step of the decoder
 */
public record Lagging(
    @Default("\"elbo\"") Objective objective,
    @Default("10") @Interval(min = 1) int window,
    @Default("100") int mostSteps)
    implements BoundObjective {
  /** Checks the arguments. */
  public Lagging {
    Parts.checkBound(objective, "lagging");
    Counts.checkPositive("window", window, Counts.MOST_DRAWS);
    checkArgument(
        mostSteps >= window,
        "mostSteps must be at least the window, %s, but is %s",
        window,
        mostSteps);
  }

  private BoundObjective bound() {
    return (BoundObjective) objective;
  }

  @Override
  public int draws() {
    return bound().draws();
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope) {
    scope.checkBatchSize(2);
    Loss loss = NothingBuiltException.check(objective, bound().build(tf, terms, scope));
    Parts parts = Parts.of(loss, objective);
    Operand<TFloat32> information = AggregatePosterior.mutualInformation(tf, terms);
    return new Loss(
        ImmutableList.of(parts.encoder(), parts.decoder(), parts.joint()),
        new LaggingOrder(window, mostSteps),
        ImmutableMap.<String, Operand<TFloat32>>builder()
            .put(Loss.BOUND, loss.bound())
            .putAll(loss.metrics())
            .put(LaggingOrder.INFORMATION, information)
            .buildOrThrow());
  }
}
