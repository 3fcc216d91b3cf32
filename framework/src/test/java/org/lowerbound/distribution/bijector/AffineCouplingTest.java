package org.lowerbound.distribution.bijector;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class AffineCouplingTest extends BijectorContract {
  @Override
  protected List<Integer> dimensions() {
    return List.of(2, 3, 5);
  }

  @Override
  protected List<Integer> parameterLengths(int dimension) {
    Halves halves = halves(dimension);
    int weights = halves.changed() * halves.passed();
    return List.of(weights, halves.changed(), weights, halves.changed());
  }

  @Override
  protected Bijector create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    Halves halves = halves(dimension);
    return new AffineCoupling(
        LinearConditioner.of(tf, parameters, halves.passed(), halves.changed(), halves.changed()),
        halves);
  }

  private static Halves halves(int dimension) {
    return new Halves(dimension, dimension == 3);
  }
}
