package org.lowerbound.objective.alternating;

import com.google.common.collect.ImmutableList;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.op.Ops;

/**
 * Variational EM by gradient steps: n steps of the encoder at a fixed decoder (E), then m steps of
 * the decoder and the prior at a fixed encoder (M), and again (Neal and Hinton 1998: both raise the
 * same bound). Every step sees a new batch, so that n + m steps cost as many examples as n + m
 * joint ones.
 *
 * @param objective the bound that both parts follow
 * @param encoderSteps n
 * @param decoderSteps m
 */
public record Em(
    @Default("\"elbo\"") Objective objective,
    @Default("1") @Interval(min = 1, max = Counts.MOST_DRAWS) int encoderSteps,
    @Default("1") @Interval(min = 1, max = Counts.MOST_DRAWS) int decoderSteps)
    implements BoundObjective {
  /** Checks the arguments. */
  public Em {
    Parts.checkBound(objective, "em");
    Counts.checkPositive("encoderSteps", encoderSteps, Counts.MOST_DRAWS);
    Counts.checkPositive("decoderSteps", decoderSteps, Counts.MOST_DRAWS);
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
    Loss loss = NothingBuiltException.check(objective, bound().build(tf, terms, scope));
    Parts parts = Parts.of(loss, objective);
    long period = (long) encoderSteps + decoderSteps;
    return new Loss(
        ImmutableList.of(parts.encoder(), parts.decoder()),
        (MemorylessOrder) time -> time.step() % period < encoderSteps ? 0 : 1,
        loss.reported());
  }
}
