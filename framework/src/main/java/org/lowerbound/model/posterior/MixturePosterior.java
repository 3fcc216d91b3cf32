package org.lowerbound.model.posterior;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.mixture.StratifiedMixture;
import org.lowerbound.graph.Shapes;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.network.Head;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * q(z | x) = 1/C Σ N(μ_c(x), diag σ_c²(x)), with draws spread evenly over the components
 * (Morningstar et al. 2021). Weights are equal: they have no parameters that draws would have to be
 * differentiated by, and components can still lie on each other.
 *
 * @param components C
 * @param scale how σ comes from its head
 */
public record MixturePosterior(
    @Default("4") @Interval(min = 2, max = Counts.MOST_UNITS) int components,
    @Default("\"exp\"") ScaleLink scale)
    implements PosteriorFamily {
  /** Checks the argument. */
  public MixturePosterior {
    Counts.checkAtLeast("components", components, 2, Counts.MOST_UNITS);
  }

  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    return Parameterization.of(
        ImmutableList.of(
            Head.ofSize("locs", Counts.product("components x latents", components, latents)),
            Head.ofSize("logScales", Counts.product("components x latents", components, latents))),
        (tf, outputs) ->
            new StratifiedMixture(
                perComponent(tf, outputs.get(0), latents),
                perComponent(tf, scale.logScale(tf, outputs.get(1)), latents),
                latents));
  }

  /** Returns {@code [..., C·D] -> [..., C, D]}. */
  private Operand<TFloat32> perComponent(Ops tf, Operand<TFloat32> output, int latents) {
    return Shapes.withLeadingAxesOf(tf, output, output, components, latents);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }
}
