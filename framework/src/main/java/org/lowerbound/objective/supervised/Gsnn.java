package org.lowerbound.objective.supervised;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.model.Model;
import org.lowerbound.model.Predicting;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Batch;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.Surrogate;
import org.lowerbound.objective.bound.ElboParts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.PlacedException;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The hybrid objective of a conditional VAE, α L_CVAE + (1 − α) L_GSNN (Sohn, Lee and Yan 2015, eq.
 * 7), where L_CVAE is the ELBO (eq. 5) and L_GSNN = E[log p(x | z, c)] for z from p(z | c) (eq. 6),
 * the expected log-likelihood of a prediction. In nats per example.
 *
 * <p>By Jensen's inequality L_GSNN is at most log p(x | c), as the ELBO is; so is their mean, which
 * is reported as the bound.
 *
 * <p>With α = 0 this is a Gaussian stochastic neural network, which has no q(z | x, c). Metrics
 * have use for one all the same, for the proposals of {@code nll} among others: the encoder then
 * follows the ELBO, of which decoder and prior know nothing.
 *
 * @param alpha α
 * @param samples L, the draws per observation: as many from q(z | x, c) as from p(z | c)
 * @param kl how the KL of L_CVAE is computed
 */
public record Gsnn(
    @Default("0.5") @Interval(min = 0, max = 1) double alpha,
    @Default("1") @Interval(min = 1, max = 1_000_000) int samples,
    @Default("\"closed-form\"") KlEstimator kl)
    implements Objective {
  /** Checks the arguments. */
  public Gsnn {
    checkArgument(alpha >= 0 && alpha <= 1, "alpha must be in [0, 1] but is %s", alpha);
    ObjectiveChecks.checkDraws(samples, "samples");
  }

  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    checkArgument(
        model instanceof Predicting,
        "%s draws z from a prior that is given a label or a part of each observation; a vae with"
            + " the prior \"conditional\" has one",
        TypeNames.of(this));
    Predicting conditional = (Predicting) model;
    Batch batch = scope.batch();
    ObjectiveChecks.checkFits(samples, batch);
    BoundTerms byPrior = terms(tf, conditional.byPrior(), batch.withNoise(scope.noise("prior")));
    BoundTerms byPosterior = terms(tf, conditional, batch);
    ElboParts parts = ElboParts.of(tf, byPosterior, kl);
    Operand<TFloat32> predicted =
        GraphMath.meanOverBatch(tf, GraphMath.meanOverDraws(tf, byPrior.logLikelihood()));
    Operand<TFloat32> elbo = parts.bound(tf);
    Operand<TFloat32> hybrid =
        tf.math.add(
            tf.math.mul(tf.constant((float) alpha), elbo),
            tf.math.mul(tf.constant((float) (1 - alpha)), predicted));
    return Loss.of(
        ImmutableList.of(
            Descent.ofModel(
                ImmutableList.of(
                    new Surrogate(tf.math.neg(hybrid), ParameterGroup.GENERATIVE),
                    new Surrogate(
                        tf.math.neg(alpha > 0 ? hybrid : elbo), ParameterGroup.INFERENCE)))),
        hybrid,
        parts.metrics(ImmutableMap.of("prior-distortion", tf.math.neg(predicted))));
  }

  private BoundTerms terms(Ops tf, LatentVariables model, Batch batch) {
    BoundTerms terms =
        PlacedException.in(
            "model",
            () -> model.terms(tf, batch.observations(), batch.noise(), samples, batch.pass()));
    terms.checkReparameterized();
    return terms;
  }
}
