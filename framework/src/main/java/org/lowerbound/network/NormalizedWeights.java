package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.graph.Shapes;
import org.lowerbound.random.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * w = g v / ‖v‖ for each output, see {@link Normalization.Weight}.
 *
 * @param direction v, {@code [..., out]}
 * @param norm g, {@code [out]}
 * @param outputs the number of outputs
 */
record NormalizedWeights(Operand<TFloat32> direction, Operand<TFloat32> norm, int outputs)
    implements Weights {
  /** Makes the parameters {@code name.direction} and {@code name.norm}. */
  static NormalizedWeights create(
      ParameterStore parameters, String name, Shape shape, Initializer initializer) {
    int outputs = (int) shape.get(-1);
    FirstNorms norms = new FirstNorms(initializer, outputs);
    Operand<TFloat32> direction = parameters.create(name + ".direction", shape, norms);
    checkArgument(
        norms.squares != null && norms.smallest() > 0,
        "%s: weight normalization divides by the length of the weights, which start at 0; choose"
            + " another initializer",
        name);
    return new NormalizedWeights(
        direction, parameters.create(name + ".norm", Shape.of(outputs), norms.fill()), outputs);
  }

  @Override
  public Operand<TFloat32> in(Ops tf, Pass pass) {
    Operand<TFloat32> v = pass.parameter(tf, direction);
    Operand<TFloat32> squares =
        tf.reduceSum(tf.math.square(Shapes.toRows(tf, v, outputs)), tf.constant(0));
    return tf.math.mul(v, tf.math.mul(pass.parameter(tf, norm), tf.math.rsqrt(squares)));
  }

  /** An initializer that remembers how long the weights of each output are that it gave. */
  private static final class FirstNorms implements Initializer {
    private final Initializer initializer;
    private final int outputs;
    private double[] squares;

    FirstNorms(Initializer initializer, int outputs) {
      this.initializer = initializer;
      this.outputs = outputs;
    }

    @Override
    public float[] values(RandomStream stream, Shape shape) {
      float[] values = initializer.values(stream, shape);
      squares = new double[outputs];
      for (int i = 0; i < values.length; i++) {
        squares[i % outputs] += (double) values[i] * values[i];
      }
      return values;
    }

    double smallest() {
      return ImmutableDoubleArray.copyOf(squares).stream().min().orElse(0);
    }

    Fill fill() {
      return new Fill(
          ImmutableDoubleArray.copyOf(
              ImmutableDoubleArray.copyOf(squares).stream().map(Math::sqrt)));
    }
  }
}
