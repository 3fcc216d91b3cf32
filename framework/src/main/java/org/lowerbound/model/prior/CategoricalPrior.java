package org.lowerbound.model.prior;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.discrete.OneHotCategorical;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.network.Zeros;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * p(z) = Π Cat(z_v; π_v) over one-hot variables, uniform at the start.
 *
 * @param classes the number of values of a variable
 * @param learned whether the π_v are trained, each its own
 */
public record CategoricalPrior(
    @Default("10") @Interval(min = 2, max = Counts.MOST_UNITS) int classes,
    @Default("false") boolean learned)
    implements PriorFamily {
  /** Checks the argument. */
  public CategoricalPrior {
    Counts.checkAtLeast("classes", classes, 2, Counts.MOST_UNITS);
  }

  @Override
  public Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior) {
    if (!learned) {
      return (tf, pass) -> new OneHotCategorical(tf.constant(new float[latents]), classes, latents);
    }
    Operand<TFloat32> logits =
        scope.parameters().create("prior.logits", Shape.of(latents), new Zeros());
    return (tf, pass) -> new OneHotCategorical(pass.parameter(tf, logits), classes, latents);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.oneHot(classes);
  }
}
