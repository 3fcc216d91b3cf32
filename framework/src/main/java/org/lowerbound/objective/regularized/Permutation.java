package org.lowerbound.objective.regularized;

import org.lowerbound.graph.Shapes;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Random permutations. */
final class Permutation {
  private Permutation() {}

  /**
   * Returns a matrix with each column permuted over its rows, independently of the others: draws of
   * the product of the columns' distributions (Kim and Mnih 2018, algorithm 1). {@code [B, D]}
   */
  static Operand<TFloat32> ofEachColumn(Ops tf, Operand<TFloat32> matrix, NoiseSource noise) {
    Operand<TInt32> exchange = tf.constant(new int[] {1, 0});
    Operand<TFloat32> columns = tf.linalg.transpose(matrix, exchange); // [D, B]
    Operand<TFloat32> keys = noise.uniform(tf, tf.shape(columns));
    // The order of independent uniform keys is a uniform permutation.
    Operand<TInt32> order = tf.nn.topK(keys, Shapes.size(tf, columns, 1), TInt32.class).indices();
    Operand<TFloat32> permuted =
        tf.gather(columns, order, tf.constant(1), Gather.batchDims(1L)); // [D, B]
    return tf.linalg.transpose(permuted, exchange);
  }
}
