package org.lowerbound.model.flow;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.MaskedAutoregressive;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * Masked autoregressive maps, "MAF" (Papamakarios et al. 2017): each component is shifted and
 * scaled by masked networks of those before it in the image, so that the map back, and the density
 * of given values, take one pass, and draws as many as there are components. The order of the
 * components is reversed after each map. {@link InverseAutoregressiveFlow} is fast where this is
 * slow.
 *
 * @param length the number of maps
 * @param network the masked network of each
 * @param context the length of a vector from the encoder that the networks see, 0 for none
 */
public record MaskedAutoregressiveFlow(
    @Default("5") @Interval(min = 1, max = Counts.MOST_LAYERS) int length,
    @Default("{\"hidden\": [100]}") MaskedMlp network,
    @Default("0") @Interval(min = 0, max = Counts.MOST_UNITS) int context)
    implements ClosedFormInverse {
  /** Checks the arguments. */
  public MaskedAutoregressiveFlow {
    Layering.checkLength(length);
    Counts.checkNotNegative("context", context, Counts.MOST_UNITS);
  }

  @Override
  public Parameterization<Bijector> build(ModelScope scope, String name, int dimension) {
    return Autoregressions.build(
        scope,
        name,
        dimension,
        length,
        network,
        context,
        ImmutableList.of(Head.ofSize("shift", dimension), Head.ofSize("logScale", dimension)),
        function -> new MaskedAutoregressive(function, dimension));
  }
}
