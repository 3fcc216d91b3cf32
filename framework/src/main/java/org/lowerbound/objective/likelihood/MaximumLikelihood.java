package org.lowerbound.objective.likelihood;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.ExactEvidence;
import org.lowerbound.model.Model;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.PlacedException;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Maximises log p(x), of models that compute it: minimises its mean over the batch with the sign
 * changed, nats per example. The bound that it reports is log p(x) itself.
 */
public record MaximumLikelihood() implements Objective {
  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    ExactEvidence exact =
        Ability.EXACT_EVIDENCE.of(
            model,
            TypeNames.of(this),
            Ability.LATENT_VARIABLES.isOf(model) ? Optional.of("\"elbo\"") : Optional.empty());
    Operand<TFloat32> logProb =
        PlacedException.in(
            "model",
            () -> exact.logProb(tf, scope.batch().observations(), scope.batch().pass())); // [B]
    Operand<TFloat32> mean = GraphMath.meanOverBatch(tf, logProb); // []
    return Loss.minimizing(tf.math.neg(mean), mean, ImmutableMap.of());
  }
}
