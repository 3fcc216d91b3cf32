package org.lowerbound.model.prior;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.Laplace;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * p(z) = Π Laplace(zᵢ; 0, b): most latents small, some large.
 *
 * @param scale b; the standard deviation is √2 b
 */
public record LaplacePrior(@Default("1.0") @Interval(above = 0) double scale)
    implements PriorFamily {
  /** Checks the argument. */
  public LaplacePrior {
    checkArgument(
        scale > 0 && Double.isFinite(scale), "scale must be positive and finite but is %s", scale);
  }

  @Override
  public Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior) {
    float[] logScale = new float[latents];
    Arrays.fill(logScale, (float) Math.log(scale));
    return (tf, pass) ->
        new Laplace(tf.constant(new float[latents]), tf.constant(logScale), latents);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }
}
