package org.lowerbound.objective.regularized;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Softmax;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.Head;
import org.lowerbound.network.Network;
import org.lowerbound.network.Pass;
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
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The ELBO less γ times what an adversary can tell of the label s from the code: H(s) less its
 * cross-entropy, a lower bound on the mutual information of code and label (Edwards and Storkey
 * 2016, "Censoring representations with an adversary"). H(s) is a constant, so that the loss has γ
 * times the negative cross-entropy.
 *
 * <p>Adversary and model move in the same step from the same parameters. With a large γ they run
 * after each other without end, and the code tells more of s than without a penalty.
 *
 * @param gamma γ
 * @param adversary its network and optimizer
 * @param kl how the rate is computed
 */
public record FairAdversarial(
    @Default("1.0") @Interval(min = 0) double gamma,
    @Default("{}") DiscriminatorSpec adversary,
    @Default("\"closed-form\"") KlEstimator kl)
    implements PenalizedElbo {
  /** Checks the argument. */
  public FairAdversarial {
    ObjectiveChecks.checkWeight(gamma, "gamma");
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope, ElboParts parts) {
    Operand<TFloat32> labels = scope.batch().pass().everyLabel("the objective fair-adversarial");
    Network network =
        NothingBuiltException.check(
            adversary.network(),
            adversary
                .network()
                .build(
                    scope.parameters(),
                    "adversary",
                    Shape.of(terms.posterior().dimension()),
                    ImmutableList.of(Head.ofSize("logits", (int) labels.shape().get(1)))));
    Pass pass = Pass.training(scope.noise());
    Operand<TFloat32> crossEntropy =
        crossEntropy(tf, network, AggregatePosterior.draws(tf, terms), labels, pass);
    Operand<TFloat32> surrogate =
        tf.math.sub(
            tf.math.add(parts.distortion(), parts.rate()),
            tf.math.mul(tf.constant((float) gamma), crossEntropy));
    return Loss.of(
        ImmutableList.of(
            Descent.ofModel(surrogate), Discriminator.descent(crossEntropy, adversary.optimizer())),
        parts.bound(tf),
        parts.metrics(ImmutableMap.of("adversary-cross-entropy", crossEntropy)));
  }

  /** Returns the mean of −log of the probability that the adversary gives the label. */
  private static Operand<TFloat32> crossEntropy(
      Ops tf, Network network, Operand<TFloat32> z, Operand<TFloat32> labels, Pass pass) {
    Operand<TFloat32> logClasses = Softmax.logSoftmax(tf, network.apply(tf, z, pass).get(0));
    return tf.math.neg(
        GraphMath.meanOverBatch(tf, GraphMath.sumEvent(tf, tf.math.mul(labels, logClasses))));
  }
}
