package org.lowerbound.model.posterior;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.discrete.OneHotCategorical;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.network.Head;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * q(z | x) = Π Cat(z_v; softmax(l_v(x))), one-hot variables of some classes each, so that {@code
 * latents} is variables × classes. Its draws have no derivative: train it with a score-function
 * estimator.
 *
 * @param classes the number of values of a variable
 */
public record CategoricalPosterior(@Default("10") @Interval(min = 2, max = 1_000_000) int classes)
    implements PosteriorFamily {
  /** Checks the argument. */
  public CategoricalPosterior {
    Classes.check(classes);
  }

  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    return Parameterization.of(
        ImmutableList.of(Head.ofSize("logits", latents)),
        outputs -> new OneHotCategorical(outputs.get(0), classes, latents));
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
