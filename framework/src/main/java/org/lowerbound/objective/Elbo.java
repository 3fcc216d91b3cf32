package org.lowerbound.objective;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.spec.Default;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The evidence lower bound, E_q[log p(x | z)] − β KL(q(z | x) ‖ p(z)): Kingma and Welling (2014),
 * eq. 3, with the weight of Higgins et al. (2017), eq. 4. KL annealing is a schedule for β (Bowman
 * et al. 2016; cyclical: Fu et al. 2019).
 *
 * @param beta the weight of the KL; the reported bound is at 1 always
 * @param samples L, the draws per observation
 * @param kl how the KL is computed
 */
public record Elbo(
    @Default("1.0") Schedule beta,
    @Default("1") int samples,
    @Default("\"closed-form\"") KlEstimator kl)
    implements Objective {
  /** Checks the arguments. */
  public Elbo {
    checkArgument(samples > 0, "samples must be positive but is %s", samples);
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ScheduledInputs inputs) {
    Operand<TFloat32> rate = GraphMath.meanOverBatch(tf, kl.kl(tf, terms));
    Operand<TFloat32> distortion =
        tf.math.neg(
            GraphMath.meanOverBatch(tf, GraphMath.meanOverDraws(tf, terms.logLikelihood())));
    Operand<TFloat32> weighted = tf.math.mul(inputs.scalar("beta", beta), rate);
    return new Loss(
        tf.math.add(distortion, weighted),
        tf.math.neg(tf.math.add(distortion, rate)),
        ImmutableMap.of("rate", rate, "distortion", distortion));
  }

  @Override
  public ImmutableMap<String, Schedule> schedules() {
    return ImmutableMap.of("beta", beta);
  }
}
