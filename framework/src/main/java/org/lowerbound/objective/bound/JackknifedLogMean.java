package org.lowerbound.objective.bound;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.common.math.LongMath;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Σ_{j ≤ m} c(K, m, j) L̄_{K−j}, where L̄_n is the mean of log-mean-exp over all subsets of n draws
 * and c(K, m, j) = (−1)^j (K − j)^m / ((m − j)! j!) (Nowozin 2018, eq. 10–11).
 *
 * @param samples K
 * @param order m; at 0 it is log-mean-exp
 */
record JackknifedLogMean(int samples, int order) {
  /** Added to the log-weights that a subset leaves out: their share is an exact 0. */
  private static final float LEFT_OUT = -1e30f;

  /** Returns c(K, m, j). */
  double coefficient(int j) {
    double sign = j % 2 == 0 ? 1 : -1;
    return sign
        * Math.pow(samples - (double) j, order)
        / ((double) LongMath.factorial(order - j) * LongMath.factorial(j));
  }

  /** Returns the combination of the log-weights: {@code [K, ...] -> [...]}. */
  Operand<TFloat32> value(Ops tf, Operand<TFloat32> logWeights) {
    ImmutableList.Builder<Operand<TFloat32>> parts = ImmutableList.builder();
    for (int j = 0; j <= order; j++) {
      Operand<TFloat32> masked = // [K, S, ...]
          tf.math.add(tf.expandDims(logWeights, tf.constant(1)), masks(tf, logWeights, j));
      // The mean inside the logarithm is over K − j draws, not over K.
      float shift = (float) Math.log((double) samples / (samples - j));
      Operand<TFloat32> bounds =
          tf.math.add(GraphMath.logMeanExp(tf, masked), tf.constant(shift)); // [S, ...]
      parts.add(
          tf.math.mul(tf.constant((float) coefficient(j)), tf.math.mean(bounds, tf.constant(0))));
    }
    return tf.math.addN(parts.build());
  }

  /** Returns 0 for draws in a subset of K − j, else a very low number: {@code [K, S, 1, ...]}. */
  private Operand<TFloat32> masks(Ops tf, Operand<TFloat32> logWeights, int j) {
    ImmutableSet<Integer> draws =
        IntStream.range(0, samples).boxed().collect(ImmutableSet.toImmutableSet());
    ImmutableList<Set<Integer>> leftOut = ImmutableList.copyOf(Sets.combinations(draws, j));
    float[] values = new float[samples * leftOut.size()];
    for (int s = 0; s < leftOut.size(); s++) {
      for (int k : leftOut.get(s)) {
        values[k * leftOut.size() + s] = LEFT_OUT;
      }
    }
    long[] shape = new long[logWeights.shape().numDimensions() + 1];
    Arrays.fill(shape, 1);
    shape[0] = samples;
    shape[1] = leftOut.size();
    return tf.constant(Shape.of(shape), DataBuffers.of(values));
  }
}
