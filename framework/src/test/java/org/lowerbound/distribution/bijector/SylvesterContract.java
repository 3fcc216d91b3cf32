package org.lowerbound.distribution.bijector;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A Sylvester layer with one of the three kinds of orthogonal factors. */
abstract class SylvesterContract extends BijectorContract {
  @Override
  protected final List<Integer> dimensions() {
    return List.of(1, 2, 5);
  }

  /** Returns M for a dimension. */
  abstract int columns(int dimension);

  /** Returns the lengths of the orthogonal factor's parameters. */
  abstract List<Integer> orthogonalLengths(int dimension);

  /** Makes Q. */
  abstract Operand<TFloat32> orthogonal(
      Ops tf, List<Operand<TFloat32>> parameters, int dimension, int columns);

  @Override
  protected final List<Integer> parameterLengths(int dimension) {
    int columns = columns(dimension);
    int count = Sylvester.parameterCount(columns);
    return ImmutableList.<Integer>builder()
        .add(count, count, columns)
        .addAll(orthogonalLengths(dimension))
        .build();
  }

  @Override
  protected final Bijector create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    int columns = columns(dimension);
    return new Sylvester(
        orthogonal(tf, parameters.subList(3, parameters.size()), dimension, columns),
        parameters.get(0),
        parameters.get(1),
        parameters.get(2),
        columns,
        dimension);
  }
}
