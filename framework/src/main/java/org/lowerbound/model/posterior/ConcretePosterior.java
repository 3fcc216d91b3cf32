package org.lowerbound.model.posterior;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.relaxed.RelaxedOneHotCategorical;
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
 * q(z | x) = Π Concrete(z_v; l_v(x), λ), relaxed one-hot variables, also called Gumbel-softmax
 * (Maddison et al. 2017; Jang et al. 2017), for the prior "concrete". The model is one of relaxed
 * latents: its numbers compare with other relaxed models, and not with those of "categorical".
 *
 * @param classes the number of classes of a variable
 * @param temperature λ over the training; evaluation takes the last value
 */
public record ConcretePosterior(
    @Default("10") @Interval(min = 2, max = 1_000_000) int classes,
    @Default("0.6666667") @Interval(min = 0.01, max = 100) Schedule temperature)
    implements PosteriorFamily {
  /** Checks the arguments. */
  public ConcretePosterior {
    Classes.check(classes);
    Temperatures.check(temperature);
  }

  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    Operand<TFloat32> lambda = scope.schedules().scalar(name + ".temperature", temperature);
    return Parameterization.of(
        ImmutableList.of(Head.ofSize("logits", latents)),
        outputs -> new RelaxedOneHotCategorical(outputs.get(0), lambda, classes, latents));
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.simplex(classes);
  }

  @Override
  public void checkLatents(int latents) {
    Classes.checkDivides(classes, latents);
  }
}
