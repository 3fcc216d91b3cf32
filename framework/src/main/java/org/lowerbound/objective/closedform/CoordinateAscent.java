package org.lowerbound.objective.closedform;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Model;
import org.lowerbound.model.VariationalBayes;
import org.lowerbound.objective.Batch;
import org.lowerbound.objective.ClosedForm;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.likelihood.MaximumLikelihood;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * Mean-field variational inference over a model's parameters by coordinate ascent (Attias 1999;
 * Beal 2003, "variational Bayesian EM"). An epoch is one iteration: its steps collect the sums of
 * q(z), and the last one sets every q(θ) to its best, one after the other. The bound on log p(X)
 * never falls.
 *
 * <p>What is reported is the bound before that, over the number of examples.
 */
public record CoordinateAscent() implements ClosedForm {
  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    VariationalBayes fitted = Ability.VARIATIONAL_BAYES.of(model, TypeNames.of(this));
    Batch batch = scope.batch();
    return new EpochMaximization(TypeNames.of(this), "coordinate ascent")
        .loss(
            tf,
            scope,
            fitted.statistics(tf, batch.observations(), batch.pass()),
            (sums, examples) -> fitted.ascend(tf, sums, examples),
            new EpochEnds(),
            ImmutableMap.of(
                Loss.BOUND,
                GraphMath.meanOverBatch(
                    tf, fitted.bound(tf, batch.observations(), scope.examples()))));
  }

  @Override
  public Objective byGradient() {
    return new MaximumLikelihood();
  }
}
