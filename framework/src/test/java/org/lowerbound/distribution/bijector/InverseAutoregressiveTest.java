package org.lowerbound.distribution.bijector;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class InverseAutoregressiveTest extends BijectorContract {
  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 2, 5);
  }

  @Override
  protected List<Integer> parameterLengths(int dimension) {
    return List.of(dimension * dimension, dimension, dimension * dimension, dimension);
  }

  @Override
  protected Bijector create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    return new InverseAutoregressive(
        LinearConditioner.autoregressive(tf, parameters, dimension), dimension);
  }
}
