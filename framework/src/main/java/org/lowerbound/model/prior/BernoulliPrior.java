package org.lowerbound.model.prior;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.network.Fill;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * p(z) = Π Bernoulli(zᵢ; π), over binary latents.
 *
 * @param probability π at the start, or for good
 * @param learned whether the πᵢ are trained, each its own
 */
public record BernoulliPrior(
    @Default("0.5") @Interval(above = 0, below = 1) double probability,
    @Default("false") boolean learned)
    implements PriorFamily {
  /** Checks the argument. */
  public BernoulliPrior {
    checkArgument(
        probability > 0 && probability < 1,
        "probability must lie between 0 and 1 but is %s",
        probability);
  }

  @Override
  public Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior) {
    float logit = (float) (Math.log(probability) - Math.log1p(-probability));
    if (learned) {
      Operand<TFloat32> logits =
          scope.parameters().create("prior.logits", Shape.of(latents), Fill.of(logit, latents));
      return (tf, pass) -> new Bernoulli(pass.parameter(tf, logits), latents);
    }
    float[] logits = new float[latents];
    Arrays.fill(logits, logit);
    return (tf, pass) -> new Bernoulli(tf.constant(logits), latents);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.BINARY;
  }
}
