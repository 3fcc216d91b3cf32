package org.lowerbound.model.flow;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.RationalQuadraticSpline;
import org.lowerbound.distribution.bijector.SplineCoupling;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Head;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * Couplings with rational-quadratic splines (Durkan et al. 2019) whose halves take turns.
 *
 * @param length the number of couplings
 * @param network from one half, and the context, to the splines of the other
 * @param context the length of a vector from the encoder that the networks see, 0 for none
 * @param bins K, the number of bins of a spline
 * @param bound the half-width of the interval outside of which nothing changes
 */
public record NeuralSplineFlow(
    @Default("4") @Interval(min = 1, max = Counts.MOST_LAYERS) int length,
    @Default("{\"type\": \"mlp\", \"hidden\": [100]}") Architecture network,
    @Default("32") @Interval(min = 0, max = Counts.MOST_UNITS) int context,
    @Default("8") @Interval(min = 2, max = 100) int bins,
    @Default("4.0") @Interval(above = 0, max = 1000) double bound)
    implements ClosedFormInverse {
  /** Checks the arguments. */
  public NeuralSplineFlow {
    Layering.checkLength(length);
    Counts.checkNotNegative("context", context, Counts.MOST_UNITS);
    checkArgument(bins > 1, "bins must be at least 2 but is %s", bins);
    checkArgument(bins <= 100, "bins must be at most 100 but is %s", bins);
    checkArgument(bound > 0 && bound <= 1000, "bound must lie between 0 and 1000 but is %s", bound);
  }

  @Override
  public Parameterization<Bijector> build(ModelScope scope, String name, int dimension) {
    return Couplings.build(
        scope,
        name,
        dimension,
        length,
        network,
        context,
        halves ->
            ImmutableList.of(
                Head.ofSize(
                    "spline", halves.changed() * RationalQuadraticSpline.parameterCount(bins))),
        (conditioner, halves) -> new SplineCoupling(conditioner, halves, bins, (float) bound));
  }
}
