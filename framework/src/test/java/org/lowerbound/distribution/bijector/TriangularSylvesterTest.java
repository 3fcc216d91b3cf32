package org.lowerbound.distribution.bijector;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class TriangularSylvesterTest extends SylvesterContract {
  @Override
  int columns(int dimension) {
    return dimension;
  }

  @Override
  List<Integer> orthogonalLengths(int dimension) {
    return List.of();
  }

  @Override
  Operand<TFloat32> orthogonal(
      Ops tf, List<Operand<TFloat32>> parameters, int dimension, int columns) {
    return OrthogonalFactors.triangular(tf, dimension, true);
  }
}
