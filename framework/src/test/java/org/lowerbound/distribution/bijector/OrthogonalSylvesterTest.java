package org.lowerbound.distribution.bijector;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class OrthogonalSylvesterTest extends SylvesterContract {
  @Override
  int columns(int dimension) {
    return (dimension + 1) / 2;
  }

  @Override
  List<Integer> orthogonalLengths(int dimension) {
    return List.of(dimension * columns(dimension));
  }

  @Override
  Operand<TFloat32> orthogonal(
      Ops tf, List<Operand<TFloat32>> parameters, int dimension, int columns) {
    return OrthogonalFactors.orthogonal(
        tf, parameters.get(0), dimension, columns, OrthogonalFactors.ITERATIONS);
  }
}
