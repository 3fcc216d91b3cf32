package org.lowerbound.model.flow;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.bijector.AffineCoupling;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Head;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * Affine couplings (Dinh et al. 2017) whose halves take turns.
 *
 * @param length the number of couplings
 * @param network from one half, and the context, to shift and scale of the other
 * @param context the length of a vector from the encoder that the networks see, 0 for none
 */
public record RealNvpFlow(
    @Default("6") @Interval(min = 1, max = Counts.MOST_LAYERS) int length,
    @Default("{\"type\": \"mlp\", \"hidden\": [100]}") Architecture network,
    @Default("32") @Interval(min = 0, max = Counts.MOST_UNITS) int context)
    implements ClosedFormInverse {
  /** Checks the arguments. */
  public RealNvpFlow {
    Layering.checkLength(length);
    Counts.checkNotNegative("context", context, Counts.MOST_UNITS);
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
                Head.ofSize("shift", halves.changed()), Head.ofSize("logScale", halves.changed())),
        AffineCoupling::new);
  }
}
