package org.lowerbound.objective.regularized;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.aggregate.AggregatePosterior;
import org.lowerbound.objective.bound.ElboParts;
import org.lowerbound.objective.bound.PenalizedElbo;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The ELBO less λ times the maximum mean discrepancy of the codes of examples with different labels
 * s, as in the variational fair autoencoder (Louizos, Swersky, Li, Welling and Zemel 2016, eqs. 8
 * and 9): a code from which s cannot be told. With {@code "condition": "label"} in the model both
 * networks see s, and the code has no need of it; without, what the code must not have is lost to
 * the decoder, too.
 *
 * <p>For more than two labels the discrepancy is the mean over pairs of labels. The kernel is
 * evaluated for all pairs of the batch; the authors approximate it by random features. Labels with
 * fewer than two examples in a batch are left out of its discrepancy.
 *
 * @param lambda λ, a weight for each example as that of the rate is
 * @param kernel of the discrepancy
 * @param kl how the rate is computed
 */
public record FairVae(
    @Default("100.0") @Interval(min = 0) double lambda,
    @Default("\"rbf\"") Kernel kernel,
    @Default("\"closed-form\"") KlEstimator kl)
    implements PenalizedElbo {
  /** Checks the argument. */
  public FairVae {
    ObjectiveChecks.checkWeight(lambda, "lambda");
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope, ElboParts parts) {
    scope.checkBatchSize(4);
    Operand<TFloat32> labels = scope.batch().pass().everyLabel("the objective fair-vae");
    Operand<TFloat32> discrepancy =
        new MaximumMeanDiscrepancy(kernel, terms.posterior().dimension())
            .amongGroups(tf, AggregatePosterior.draws(tf, terms), labels);
    return parts.loss(
        tf,
        tf.math.add(
            tf.math.add(parts.distortion(), parts.rate()),
            tf.math.mul(tf.constant((float) lambda), discrepancy)),
        ImmutableMap.of("mmd", discrepancy));
  }
}
