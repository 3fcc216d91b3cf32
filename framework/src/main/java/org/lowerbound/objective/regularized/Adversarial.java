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
import org.lowerbound.objective.aggregate.PriorDraws;
import org.lowerbound.objective.bound.ElboParts;
import org.lowerbound.objective.bound.PenalizedElbo;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The adversarial autoencoder (Makhzani et al. 2015, section 2): a discriminator tells draws from
 * the prior from latents of the data, and the encoder, beside the distortion, minimises λ times
 * −log of the probability that its latents pass for the prior's. There is no rate in the loss.
 *
 * <p>Discriminator and model move in the same step from the same parameters, where the authors move
 * one after the other.
 *
 * @param lambda λ
 * @param discriminator its network and optimizer
 * @param kl how the rate of the reported bound is computed
 */
public record Adversarial(
    @Default("1.0") @Interval(min = 0) double lambda,
    @Default("{}") DiscriminatorSpec discriminator,
    @Default("\"closed-form\"") KlEstimator kl)
    implements PenalizedElbo {
  /** Checks the argument. */
  public Adversarial {
    ObjectiveChecks.checkWeight(lambda, "lambda");
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope, ElboParts parts) {
    Discriminator built =
        new Discriminator(discriminator.network(), Shape.of(terms.posterior().dimension()), scope);
    Operand<TFloat32> z = AggregatePosterior.draws(tf, terms);
    Operand<TFloat32> notPassed =
        GraphMath.meanOverBatch(tf, tf.math.softplus(tf.math.neg(built.logits(tf, z))));
    Operand<TFloat32> surrogate =
        tf.math.add(parts.distortion(), tf.math.mul(tf.constant((float) lambda), notPassed));

    Operand<TFloat32> ofPrior = tf.stopGradient(PriorDraws.of(tf, terms, scope));
    Operand<TFloat32> ofData = tf.stopGradient(z);
    return Loss.of(
        ImmutableList.of(
            Descent.ofModel(surrogate),
            Discriminator.descent(
                built.crossEntropy(tf, ofPrior, ofData), discriminator.optimizer())),
        parts.bound(tf),
        parts.metrics(
            ImmutableMap.of(
                "adversarial",
                notPassed,
                "discriminator-accuracy",
                built.accuracy(tf, ofPrior, ofData))));
  }
}
