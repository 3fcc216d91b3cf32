package org.lowerbound.model.flow;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.Radial;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * Radial maps (Rezende and Mohamed 2015, eq. 14), all parameters from the encoder.
 *
 * @param length the number of maps
 */
public record RadialFlow(@Default("8") @Interval(min = 1, max = 200) int length) implements Flow {
  /** Checks the arguments. */
  public RadialFlow {
    Layering.checkLength(length);
  }

  @Override
  public Parameterization<Bijector> build(ModelScope scope, String name, int dimension) {
    return Layering.of(
        length,
        i ->
            Parameterization.of(
                ImmutableList.of(
                    Layering.head("flow" + i + ".center", dimension),
                    Layering.head("flow" + i + ".logAlpha", 1),
                    Layering.head("flow" + i + ".beta", 1)),
                outputs -> new Radial(outputs.get(0), outputs.get(1), outputs.get(2), dimension)));
  }
}
