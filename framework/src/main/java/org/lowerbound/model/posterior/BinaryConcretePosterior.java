package org.lowerbound.model.posterior;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.relaxed.RelaxedBernoulli;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.network.Head;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * q(z | x) = Π BinaryConcrete(zᵢ; lᵢ(x), λ), relaxed bits (Maddison et al. 2017, appendix B), for
 * the priors "binary-concrete" and "uniform". The model is one of relaxed latents.
 *
 * @param temperature λ over the training; evaluation takes the last value
 */
public record BinaryConcretePosterior(
    @Default("0.6666667") @Interval(min = 0.01, max = 100) Schedule temperature)
    implements PosteriorFamily {
  /** Checks the argument. */
  public BinaryConcretePosterior {
    Temperatures.check(temperature);
  }

  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    Operand<TFloat32> lambda = scope.schedules().scalar(name + ".temperature", temperature);
    return Parameterization.of(
        ImmutableList.of(Head.ofSize("logits", latents)),
        outputs -> new RelaxedBernoulli(outputs.get(0), lambda, latents));
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.UNIT_CUBE;
  }
}
