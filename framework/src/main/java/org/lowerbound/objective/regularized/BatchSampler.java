package org.lowerbound.objective.regularized;

import java.util.List;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The estimators of log q(z) from a batch of B of N examples in Chen et al. (2018), appendix C. */
public enum BatchSampler {
  /**
   * Minibatch weighted sampling (C.1): log (1/(N B)) Σ_j q(z_i | x_j). Biased: as x_i itself is
   * always in the batch, the estimate of log q(z) is too low by up to log N.
   */
  WEIGHTED {
    @Override
    Operand<TFloat32> logWeights(Ops tf, Operand<TInt32> size, long examples) {
      Operand<TFloat32> b = tf.dtypes.cast(size, TFloat32.class);
      Operand<TFloat32> perPair =
          tf.math.neg(
              tf.math.add(tf.math.log(b), tf.constant((float) Math.log((double) examples))));
      return tf.math.add(perPair, zeros(tf, size));
    }
  },
  /**
   * Minibatch stratified sampling (C.2): Σ_j W_ji q(z_i | x_j) with W = 1/N for x_i itself, (N − B
   * + 1) / (N (B − 1)) for one other and 1/(B − 1) for the rest. Its exponential is unbiased for
   * q(z).
   */
  STRATIFIED {
    @Override
    Operand<TFloat32> logWeights(Ops tf, Operand<TInt32> size, long examples) {
      Operand<TFloat32> n = tf.constant((float) examples);
      Operand<TFloat32> others =
          tf.math.sub(tf.dtypes.cast(size, TFloat32.class), tf.constant(1f)); // B − 1
      Operand<TFloat32> one =
          tf.math.div(tf.math.sub(n, others), tf.math.mul(n, others)); // (N − B + 1)/(N (B − 1))
      Operand<TInt32> index = tf.range(tf.constant(0), size, tf.constant(1));
      Operand<TInt32> next = tf.math.mod(tf.math.add(index, tf.constant(1)), size);
      Operand<TFloat32> own = matches(tf, index, index);
      Operand<TFloat32> chosen = matches(tf, next, index);
      Operand<TFloat32> rest = tf.math.sub(tf.math.sub(tf.constant(1f), own), chosen);
      return tf.math.log(
          tf.math.addN(
              List.of(tf.math.div(own, n), tf.math.mul(chosen, one), tf.math.div(rest, others))));
    }
  };

  /**
   * Returns log q(z_i) from log q(z_i | x_j): {@code [j, i, ...] -> [i, ...]}.
   *
   * @param examples N
   */
  Operand<TFloat32> logAggregate(Ops tf, Operand<TFloat32> pairs, long examples) {
    Operand<TInt32> size = Shapes.size(tf, pairs, 0); // B
    Operand<TFloat32> weights = logWeights(tf, size, examples); // [j, i]
    Operand<TFloat32> shaped =
        pairs.shape().numDimensions() == 2 ? weights : tf.expandDims(weights, tf.constant(2));
    Operand<TFloat32> sum = GraphMath.logMeanExp(tf, tf.math.add(pairs, shaped));
    return tf.math.add(sum, tf.math.log(tf.dtypes.cast(size, TFloat32.class)));
  }

  /** Returns the logarithms of the weights, {@code [j, i]}. */
  abstract Operand<TFloat32> logWeights(Ops tf, Operand<TInt32> size, long examples);

  private static Operand<TFloat32> zeros(Ops tf, Operand<TInt32> size) {
    return tf.zeros(tf.stack(List.of(size, size)), TFloat32.class);
  }

  /** Returns 1 where rows[j] = columns[i], {@code [j, i]}. */
  private static Operand<TFloat32> matches(Ops tf, Operand<TInt32> rows, Operand<TInt32> columns) {
    return tf.dtypes.cast(
        tf.math.equal(tf.expandDims(rows, tf.constant(1)), tf.expandDims(columns, tf.constant(0))),
        TFloat32.class);
  }
}
