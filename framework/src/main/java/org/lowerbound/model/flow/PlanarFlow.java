package org.lowerbound.model.flow;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.Planar;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * Planar maps (Rezende and Mohamed 2015, eq. 10), all parameters from the encoder.
 *
 * @param length the number of maps
 */
public record PlanarFlow(@Default("8") @Interval(min = 1, max = 200) int length) implements Flow {
  /** Checks the arguments. */
  public PlanarFlow {
    Layering.checkLength(length);
  }

  @Override
  public Parameterization<Bijector> build(ModelScope scope, String name, int dimension) {
    return Layering.of(
        length,
        i ->
            Parameterization.of(
                ImmutableList.of(
                    Layering.head("flow" + i + ".w", dimension),
                    Layering.head("flow" + i + ".u", dimension),
                    Layering.head("flow" + i + ".b", 1)),
                outputs -> new Planar(outputs.get(0), outputs.get(1), outputs.get(2), dimension)));
  }
}
