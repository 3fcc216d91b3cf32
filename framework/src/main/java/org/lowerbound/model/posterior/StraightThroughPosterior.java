package org.lowerbound.model.posterior;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.relaxed.StraightThroughCategorical;
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
 * q(z | x) = Π Cat(z_v; softmax(l_v(x))) with the biased gradient of a concrete draw, the
 * straight-through Gumbel-softmax (Jang et al. 2017, section 2.2), for the prior "categorical" and
 * the gradient "straight-through".
 *
 * @param classes the number of values of a variable
 * @param temperature of the draw whose gradient is borrowed, over the training
 */
public record StraightThroughPosterior(
    @Default("10") @Interval(min = 2, max = 1_000_000) int classes,
    @Default("1.0") @Interval(min = 0.01, max = 100) Schedule temperature)
    implements PosteriorFamily {
  /** Checks the arguments. */
  public StraightThroughPosterior {
    Classes.check(classes);
    Temperatures.check(temperature);
  }

  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    Operand<TFloat32> lambda = scope.schedules().scalar(name + ".temperature", temperature);
    return Parameterization.of(
        ImmutableList.of(Head.ofSize("logits", latents)),
        outputs -> new StraightThroughCategorical(outputs.get(0), lambda, classes, latents));
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.oneHot(classes);
  }

  @Override
  public void checkLatents(int latents) {
    Classes.checkDivides(classes, latents);
  }
}
