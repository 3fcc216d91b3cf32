package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An affine coupling layer: one half of the components passes, and gives the scale and the shift of
 * the other, y = x ⊙ exp(s) + t (Dinh et al. 2017). s is {@link Affine#bounded}.
 *
 * @param conditioner its two parameters are t and s before the bound, each {@code [..., B, n]} with
 *     n of {@link Halves#changed}
 * @param halves which half passes
 */
public record AffineCoupling(Twins<Conditioner> conditioner, Halves halves) implements Bijector {
  @Override
  public int dimension() {
    return halves.dimension();
  }

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    return halves.couple(tf, x, passed -> affine(tf, passed), Bijector::forward);
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    return halves.couple(tf, y, passed -> affine(tf, passed), Bijector::inverse);
  }

  @Override
  public AffineCoupling detached(Ops tf) {
    return new AffineCoupling(conditioner.bothDetached(), halves);
  }

  private Affine affine(Ops tf, Operand<TFloat32> passed) {
    ImmutableList<Operand<TFloat32>> parameters = conditioner.live().parameters(tf, passed);
    checkArgument(
        parameters.size() == 2,
        "an affine coupling's conditioner must give 2 parameters, shift and log scale, not %s",
        parameters.size());
    return new Affine(parameters.get(0), Affine.bounded(tf, parameters.get(1)), halves.changed());
  }
}
