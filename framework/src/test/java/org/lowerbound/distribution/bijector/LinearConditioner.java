package org.lowerbound.distribution.bijector;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The smallest function that a coupling or an autoregressive layer takes: W tanh(x) + c. */
final class LinearConditioner {
  private LinearConditioner() {}

  /**
   * Makes a conditioner of weights {@code [n·d]} or {@code [B, n·d]} and offsets, for each output.
   */
  static Twins<Conditioner> of(
      Ops tf, List<Operand<TFloat32>> weightsAndOffsets, int inputs, int... outputs) {
    return new Twins<>(
        conditioner(weightsAndOffsets, inputs, outputs),
        conditioner(detached(tf, weightsAndOffsets), inputs, outputs));
  }

  private static Conditioner conditioner(
      List<Operand<TFloat32>> weightsAndOffsets, int inputs, int... outputs) {
    return (tf, x) -> {
      ImmutableList.Builder<Operand<TFloat32>> all = ImmutableList.builder();
      for (int i = 0; i < outputs.length; i++) {
        Operand<TFloat32> weights = weightsAndOffsets.get(2 * i);
        Operand<TFloat32> matrix =
            Shapes.withLeadingAxesOf(tf, weights, weights, outputs[i], inputs);
        all.add(linear(tf, matrix, weightsAndOffsets.get(2 * i + 1), x));
      }
      return all.build();
    };
  }

  /** Makes an autoregressive function: the matrices are lower triangular, without a diagonal. */
  static Twins<AutoregressiveFunction> autoregressive(
      Ops tf, List<Operand<TFloat32>> weightsAndOffsets, int dimension) {
    return new Twins<>(
        triangular(weightsAndOffsets, dimension),
        triangular(detached(tf, weightsAndOffsets), dimension));
  }

  private static AutoregressiveFunction triangular(
      List<Operand<TFloat32>> weightsAndOffsets, int dimension) {
    float[][] below = new float[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < i; j++) {
        below[i][j] = 1;
      }
    }
    return (tf, x) -> {
      ImmutableList.Builder<Operand<TFloat32>> all = ImmutableList.builder();
      for (int i = 0; i < weightsAndOffsets.size(); i += 2) {
        Operand<TFloat32> weights = weightsAndOffsets.get(i);
        Operand<TFloat32> matrix =
            tf.math.mul(
                Shapes.withLeadingAxesOf(tf, weights, weights, dimension, dimension),
                tf.constant(below));
        all.add(linear(tf, matrix, weightsAndOffsets.get(i + 1), x));
      }
      return all.build();
    };
  }

  private static Operand<TFloat32> linear(
      Ops tf, Operand<TFloat32> matrix, Operand<TFloat32> offset, Operand<TFloat32> x) {
    Operand<TFloat32> rows = tf.expandDims(tf.math.tanh(x), tf.constant(-2));
    return tf.math.add(GraphMath.sumEvent(tf, tf.math.mul(matrix, rows)), offset);
  }

  private static ImmutableList<Operand<TFloat32>> detached(
      Ops tf, List<Operand<TFloat32>> weightsAndOffsets) {
    return weightsAndOffsets.stream()
        .<Operand<TFloat32>>map(tf::stopGradient)
        .collect(ImmutableList.toImmutableList());
  }
}
