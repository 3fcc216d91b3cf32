package org.lowerbound.model.likelihood;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.ContinuousBernoulli;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.spec.Default;

/**
 * p(x | z) = Π C(l) λᵢˣ(1 − λᵢ)¹⁻ˣ with the logit lᵢ(z) of λᵢ, the continuous Bernoulli
 * (Loaiza-Ganem and Cunningham 2019): what a {@link BernoulliLikelihood} on grey levels lacks to be
 * a density on [0, 1]. It is not one of the 256 levels.
 *
 * @param outputBias where the last bias starts; {@link OutputBias#DATA_MEAN} is the logit whose
 *     continuous Bernoulli has the training mean, which is not λ, clipped to [0.01, 0.99]: the
 *     logit grows as the reciprocal of the mean, not as its logarithm, and is near 100 there
 */
public record ContinuousBernoulliLikelihood(@Default("\"data-mean\"") OutputBias outputBias)
    implements LikelihoodFamily {
  private static final double CLIP = 0.01;

  /** Its mean is 0.005 from the end of [0, 1]. */
  private static final double LARGEST_LOGIT = 200;

  /** Below, the two terms of the mean lose more to each other than l³/720 is. */
  private static final double LINEAR = 1e-4;

  /** Halves an interval of 400 to the distance of neighbouring doubles. */
  private static final int BISECTIONS = 64;

  @Override
  public LikelihoodKind checkFits(ValueKind kind) {
    return Support.UNIT_INTERVAL.check("continuous-bernoulli", kind);
  }

  @Override
  public Parameterization<Distribution> build(ModelScope scope) {
    ObservedData observed = scope.observed();
    Head logits =
        new Head(
            "logits",
            observed.shape(),
            outputBias.of(observed, mean -> logitOfMean(OutputBias.clip(mean, CLIP))));
    return Parameterization.of(
        ImmutableList.of(logits),
        outputs -> new ContinuousBernoulli(outputs.get(0), observed.dimension()));
  }

  /** Inverts the mean, which increases with the logit, by bisection. */
  private static double logitOfMean(double mean) {
    double low = -LARGEST_LOGIT;
    double high = LARGEST_LOGIT;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = 0.5 * (low + high);
      if (meanOfLogit(middle) < mean) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  private static double meanOfLogit(double logit) {
    return Math.abs(logit) < LINEAR ? 0.5 + logit / 12 : -1 / Math.expm1(-logit) - 1 / logit;
  }
}
