package org.lowerbound.evaluation.linear;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.RowRunner;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** The covariance (1/n) of the training split around its mean, in double precision. */
final class TrainingCovariance {
  private static final int ROWS = 2000;

  private final int dimension;
  private final Operand<TFloat32> products; // Σ (x − μ)(x − μ)ᵀ, [D, D]
  private final Operand<TFloat32> rest; // What rounding took from them.

  TrainingCovariance(Ops tf, EvaluationScope graph) {
    this.dimension = graph.dataset().dimension();
    Operand<TFloat64> x =
        tf.math.sub(
            tf.dtypes.cast(graph.observations(), TFloat64.class),
            tf.constant(graph.dataset().trainMean().toArray()));
    Operand<TFloat64> exact = tf.linalg.matMul(x, x, MatMul.transposeA(true));
    this.products = tf.dtypes.cast(exact, TFloat32.class);
    this.rest =
        tf.dtypes.cast(
            tf.math.sub(exact, tf.dtypes.cast(products, TFloat64.class)), TFloat32.class);
  }

  /**
   * Returns the covariance, {@code [D][D]}.
   *
   * @param training runs rows of the training split
   */
  double[][] run(RowRunner training) {
    double[][] covariance = new double[dimension][dimension];
    for (int first = 0; first < training.count(); first += ROWS) {
      int[] rows = IntStream.range(first, Math.min(training.count(), first + ROWS)).toArray();
      ImmutableList<float[]> values =
          training.run(rows, first / ROWS, ImmutableList.of(products, rest));
      for (int i = 0; i < dimension * dimension; i++) {
        covariance[i / dimension][i % dimension] +=
            ((double) values.get(0)[i] + values.get(1)[i]) / training.count();
      }
    }
    return covariance;
  }
}
