package org.lowerbound.model.prior;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.mixture.NormalMixture;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.network.Normal;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Zeros;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * p(z) = Σ π_c N(z; μ_c, diag σ_c²), all learned.
 *
 * @param components the number of components
 * @param spread the standard deviation of the first means
 */
public record MixturePrior(
    @Default("10") @Interval(min = 1, max = Counts.MOST_UNITS) int components,
    @Default("1.0") @Interval(above = 0) double spread)
    implements PriorFamily {
  /** Checks the arguments. */
  public MixturePrior {
    Counts.checkPositive("components", components, Counts.MOST_UNITS);
    checkArgument(
        spread > 0,
        "spread must be positive but is %s: components that start together stay together",
        spread);
  }

  @Override
  public Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior) {
    ParameterStore parameters = scope.parameters();
    Shape shape = Shape.of(components, latents);
    Operand<TFloat32> logits = parameters.create("prior.logits", Shape.of(components), new Zeros());
    Operand<TFloat32> locs = parameters.create("prior.locs", shape, new Normal(spread));
    Operand<TFloat32> logScales = parameters.create("prior.logScales", shape, new Zeros());
    return (tf, pass) ->
        new NormalMixture(
            pass.parameter(tf, logits),
            pass.parameter(tf, locs),
            DiagonalNormal.bounded(tf, pass.parameter(tf, logScales)),
            latents);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }
}
