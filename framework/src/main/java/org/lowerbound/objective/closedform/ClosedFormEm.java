package org.lowerbound.objective.closedform;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.ExpectationMaximization;
import org.lowerbound.model.Model;
import org.lowerbound.objective.Batch;
import org.lowerbound.objective.ClosedForm;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.likelihood.MaximumLikelihood;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * EM in closed form (Dempster, Laird and Rubin 1977). An epoch is one iteration: its steps collect
 * the sums of the E step at parameters that stay, and the last one sets all parameters to the
 * maximum of the M step. The likelihood of the training split never falls.
 *
 * <p>What is reported is the mean of log p(x), before the M step. An epoch of which a step was
 * skipped makes no M step, as its sums lack examples.
 *
 * <p>EM cannot raise the rank of linear loadings: from a W whose columns depend on each other, or
 * from W = 0, it comes to the best model with as few latents. The metric {@code loadings} tells
 * whether it did.
 */
public record ClosedFormEm() implements ClosedForm {
  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    ExpectationMaximization fitted = Ability.EXPECTATION_MAXIMIZATION.of(model, TypeNames.of(this));
    Batch batch = scope.batch();
    return new EpochMaximization(TypeNames.of(this), "the M step")
        .loss(
            tf,
            scope,
            fitted.statistics(tf, batch.observations(), batch.pass()),
            (sums, examples) -> fitted.maximize(tf, sums, examples),
            new EpochEnds(),
            ImmutableMap.of(
                Loss.BOUND,
                GraphMath.meanOverBatch(
                    tf, fitted.logProb(tf, batch.observations(), batch.pass()))));
  }

  @Override
  public Objective byGradient() {
    return new MaximumLikelihood();
  }
}
