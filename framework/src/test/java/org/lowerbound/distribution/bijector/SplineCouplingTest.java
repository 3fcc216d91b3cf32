package org.lowerbound.distribution.bijector;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class SplineCouplingTest extends BijectorContract {
  private static final int BINS = NearBinCenters.BINS;

  @Override
  protected List<Integer> dimensions() {
    return List.of(2, 3, 5);
  }

  @Override
  protected List<Integer> parameterLengths(int dimension) {
    Halves halves = halves(dimension);
    int outputs = outputs(halves);
    return List.of(outputs * halves.passed(), outputs);
  }

  @Override
  protected float[] parameter(int index, int count) {
    return NearBinCenters.parameter(index, count);
  }

  @Override
  protected float[] arguments(int count) {
    return NearBinCenters.arguments(count);
  }

  @Override
  protected Bijector create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    Halves halves = halves(dimension);
    return new SplineCoupling(
        LinearConditioner.of(tf, parameters, halves.passed(), outputs(halves)),
        halves,
        BINS,
        NearBinCenters.BOUND);
  }

  private static Halves halves(int dimension) {
    return new Halves(dimension, dimension == 3);
  }

  private static int outputs(Halves halves) {
    return halves.changed() * RationalQuadraticSpline.parameterCount(BINS);
  }
}
