package org.lowerbound.objective.regularized;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.adversarial.Discriminator;
import org.lowerbound.objective.adversarial.DiscriminatorSpec;
import org.lowerbound.objective.aggregate.AggregatePosterior;
import org.lowerbound.objective.bound.ElboParts;
import org.lowerbound.objective.bound.PenalizedElbo;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The ELBO less γ times the total correlation KL(q(z) ‖ Π q(z_d)), whose density ratio a
 * discriminator learns (FactorVAE: Kim and Mnih 2018, eq. 2–3, algorithm 2).
 *
 * <p>The discriminator tells the latents of one half of the batch from those of the other half,
 * each latent permuted over that half by itself. It moves in the same step as the model, from the
 * same parameters, where the authors move it after the model on a batch of its own.
 *
 * @param gamma γ
 * @param discriminator its network and optimizer
 * @param kl how the rate is computed
 */
public record FactorVae(
    @Default("10.0") @Interval(min = 0) double gamma,
    @Default("{}") DiscriminatorSpec discriminator,
    @Default("\"closed-form\"") KlEstimator kl)
    implements PenalizedElbo {
  /** Checks the argument. */
  public FactorVae {
    ObjectiveChecks.checkWeight(gamma, "gamma");
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope, ElboParts parts) {
    scope.checkBatchSize(4);
    terms.checkSeveralLatents();
    Discriminator built =
        new Discriminator(discriminator.network(), Shape.of(terms.posterior().dimension()), scope);
    Operand<TFloat32> z = AggregatePosterior.draws(tf, terms);
    Operand<TFloat32> correlation = GraphMath.meanOverBatch(tf, built.logits(tf, z));
    Operand<TFloat32> surrogate =
        tf.math.addN(
            ImmutableList.of(
                parts.distortion(),
                parts.rate(),
                tf.math.mul(tf.constant((float) gamma), correlation)));

    Halves halves = Halves.of(tf, tf.stopGradient(z));
    Operand<TFloat32> joint = halves.first();
    Operand<TFloat32> independent = Permutation.ofEachColumn(tf, halves.second(), scope.noise());
    return Loss.of(
        ImmutableList.of(
            Descent.ofModel(surrogate),
            Discriminator.descent(
                built.crossEntropy(tf, joint, independent), discriminator.optimizer())),
        parts.bound(tf),
        parts.metrics(
            ImmutableMap.of(
                "total-correlation",
                correlation,
                "discriminator-accuracy",
                built.accuracy(tf, joint, independent))));
  }
}
