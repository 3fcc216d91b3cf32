package org.lowerbound.distribution.bijector;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class HouseholderSylvesterTest extends SylvesterContract {
  @Override
  int columns(int dimension) {
    return Math.max(1, dimension - 1);
  }

  @Override
  List<Integer> orthogonalLengths(int dimension) {
    return List.of(dimension, dimension);
  }

  @Override
  Operand<TFloat32> orthogonal(
      Ops tf, List<Operand<TFloat32>> parameters, int dimension, int columns) {
    return OrthogonalFactors.householder(tf, parameters, dimension, columns);
  }
}
