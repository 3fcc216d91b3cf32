package org.lowerbound.model.flow;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.Householder;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * Householder reflections (Tomczak and Welling 2016), vectors from the encoder: rotations, which
 * make a full covariance of a diagonal one and nothing else.
 *
 * @param length the number of reflections
 */
public record HouseholderFlow(@Default("4") @Interval(min = 1, max = 200) int length)
    implements ClosedFormInverse {
  /** Checks the arguments. */
  public HouseholderFlow {
    Layering.checkLength(length);
  }

  @Override
  public Parameterization<Bijector> build(ModelScope scope, String name, int dimension) {
    return Layering.of(
        length,
        i ->
            Parameterization.of(
                ImmutableList.of(Layering.head("flow" + i + ".v", dimension)),
                outputs -> new Householder(ImmutableList.of(outputs.get(0)), dimension)));
  }
}
