package org.lowerbound.model.likelihood;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A likelihood on small observations, with its log-density in double precision.
 *
 * @param name of the case in reports
 * @param family the likelihood
 * @param observed the observations
 * @param host the log-density, straight from its definition
 */
record LikelihoodCase(
    String name, LikelihoodFamily family, ObservedData observed, HostLogProb host) {
  /** Log p(x | z) in double precision. */
  @FunctionalInterface
  interface HostLogProb {
    /**
     * Returns nats.
     *
     * @param heads the decoder's outputs for one z, head by head
     * @param parameters the likelihood's own parameters by name
     */
    double of(List<double[]> heads, Function<String, double[]> parameters, double... x);
  }

  /** The likelihood in a graph, on outputs that are inputs of it. */
  record Built(
      GraphHarness harness,
      InputParameters parameters,
      ImmutableList<Head> heads,
      ImmutableList<Operand<TFloat32>> outputs,
      Distribution distribution) {
    double[] parameter(String name) {
      return doubles(parameters.values(name));
    }

    /** Returns log p(x | z) for {@code [B, D]} values. */
    Operand<TFloat32> logProb(int batch, float... x) {
      return distribution.logProb(
          harness.tf(), harness.input(Shape.of(batch, distribution.dimension()), x));
    }

    /** Returns the outputs for one z. */
    List<double[]> row(int row) {
      List<double[]> rows = new ArrayList<>();
      for (int h = 0; h < heads.size(); h++) {
        double[] all = doubles(harness.get(outputs.get(h)));
        int size = heads.get(h).size();
        rows.add(Arrays.copyOfRange(all, row * size, (row + 1) * size));
      }
      return rows;
    }
  }

  static ObservedData observed(ValueKind kind, Shape shape, double... mean) {
    return new ObservedData(shape, kind, ImmutableDoubleArray.copyOf(mean));
  }

  int dimension() {
    return observed.dimension();
  }

  /** Builds it with the first biases, and noise around them, as the outputs. */
  Built build(GraphHarness harness, double noise, long... leading) {
    return build(
        harness,
        Pass.evaluation(),
        (head, count) -> {
          float[] bias = head.bias().values(new RandomStream(1, "bias"), Shape.of(head.size()));
          float[] values = Draws.normal(name + head.name(), count, 0, noise);
          for (int i = 0; i < count; i++) {
            values[i] += bias[i % head.size()];
          }
          return values;
        },
        leading);
  }

  /** The outputs of a head. */
  @FunctionalInterface
  interface Outputs {
    float[] of(Head head, int count);
  }

  Built build(GraphHarness harness, Pass pass, Outputs values, long... leading) {
    InputParameters parameters = new InputParameters(harness, 1);
    Parameterization<Distribution> built = family.build(parameters.scope(observed));
    ImmutableList.Builder<Operand<TFloat32>> outputs = ImmutableList.builder();
    for (Head head : built.heads()) {
      Shape shape = Shape.of(leading).append(head.size());
      outputs.add(harness.input(shape, values.of(head, (int) shape.size())));
    }
    ImmutableList<Operand<TFloat32>> inputs = outputs.build();
    return new Built(
        harness, parameters, built.heads(), inputs, built.given(harness.tf(), inputs, pass));
  }

  /** Returns arbitrary values of the kind, {@code [B, D]}, with black and white among grey ones. */
  float[] values(int batch) {
    int count = batch * dimension();
    return switch (observed.kind()) {
      case BINARY -> Draws.bits(name, count);
      case GREY -> {
        float[] levels = Draws.integers(name, count, 256);
        levels[0] = 0;
        levels[count - 1] = 255;
        for (int i = 0; i < count; i++) {
          levels[i] /= 255f;
        }
        yield levels;
      }
      case DEQUANTIZED -> Draws.uniform(name, count);
      case REAL -> Draws.normal(name, count, 0.5, 2);
    };
  }

  static double[] doubles(float... values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @Override
  public String toString() {
    return name;
  }
}
