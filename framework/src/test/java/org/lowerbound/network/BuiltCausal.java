package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A causal network in a harness, with parameters away from where they start. */
final class BuiltCausal implements AutoCloseable {
  static final int ROWS = 3;

  final GraphHarness harness = new GraphHarness();
  final InputParameters parameters = new InputParameters(harness, 3);
  final ImmutableList<Head> heads;
  final Operand<TFloat32> x; // [ROWS, D]
  final Optional<Operand<TFloat32>> context; // [ROWS, size]
  final CausalNetwork network;
  final ImmutableList<Operand<TFloat32>> outputs;

  /**
   * Makes one.
   *
   * @param scale the standard deviation of all parameters
   */
  BuiltCausal(
      CausalArchitecture architecture,
      Shape observed,
      int contextSize,
      ChannelOrder order,
      ImmutableList<Head> heads,
      double scale) {
    this.heads = heads;
    int size = (int) observed.size();
    this.x = harness.input(Shape.of(ROWS, size), Draws.normal("x", ROWS * size, 0, 1));
    this.context =
        contextSize == 0
            ? Optional.empty()
            : Optional.of(
                harness.input(
                    Shape.of(ROWS, contextSize), Draws.normal("c", ROWS * contextSize, 0, 1)));
    this.network = architecture.causal(parameters, "net", observed, contextSize, order, heads);
    parameters
        .byName()
        .forEach(
            (name, input) ->
                harness.set(input, Draws.normal(name, harness.get(input).length, 0, scale)));
    this.outputs = network.apply(harness.tf(), x, context, Pass.evaluation());
  }

  /**
   * Returns the largest absolute derivative, over rows, of each output of a head by each input of
   * its own row: {@code [size of the head][D]}.
   */
  double[][] slopes(int head) {
    var tf = harness.tf();
    int size = heads.get(head).size();
    int dimension = (int) x.shape().get(1);
    Operand<TFloat32> chosen = harness.input(Shape.of(size), new float[size]);
    Operand<TFloat32> sum = tf.math.mul(outputs.get(head), chosen);
    Operand<TFloat32> gradient = harness.gradient(sum, x); // [ROWS, D]
    double[][] slopes = new double[size][dimension];
    for (int output = 0; output < size; output++) {
      float[] one = new float[size];
      one[output] = 1;
      harness.set(chosen, one);
      float[] values = harness.run(gradient);
      for (int i = 0; i < values.length; i++) {
        slopes[output][i % dimension] =
            Math.max(slopes[output][i % dimension], Math.abs(values[i]));
      }
    }
    return slopes;
  }

  /** Returns the inputs of a row. */
  double[] row(int row) {
    return row(x, row);
  }

  /** Returns the context of a row. */
  double[] contextOf(int row) {
    return context.map(c -> row(c, row)).orElseGet(() -> new double[0]);
  }

  private double[] row(Operand<TFloat32> of, int row) {
    int size = (int) of.shape().get(1);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = harness.get(of)[row * size + i];
    }
    return values;
  }

  @Override
  public void close() {
    harness.close();
  }
}
