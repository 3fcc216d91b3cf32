package org.lowerbound.objective.reduction;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.common.math.LongMath;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Σ_{j ≤ m} c(K, m, j) L̄_{K−j}, where L̄_n is the mean of log-mean-exp over all subsets of n draws
 * and c(K, m, j) = (−1)^j (K − j)^m / ((m − j)! j!) (Nowozin 2018).
 *
 * @param samples K
 * @param order m; 0 is {@link LogMeanWeight}
 */
public record JackknifedLogMean(int samples, int order) implements SmoothReduction {
  /** Added to the log-weights that a subset leaves out: their share is an exact 0. */
  private static final float LEFT_OUT = -1e30f;

  /** Checks the arguments. */
  public JackknifedLogMean {
    checkArgument(
        order >= 0 && order < samples, "order must be in [0, %s) but is %s", samples, order);
  }

  /** Returns c(K, m, j). */
  double coefficient(int j) {
    double sign = j % 2 == 0 ? 1 : -1;
    return sign
        * Math.pow(samples - (double) j, order)
        / ((double) LongMath.factorial(order - j) * LongMath.factorial(j));
  }

  @Override
  public Operand<TFloat32> value(Ops tf, Operand<TFloat32> logWeights) {
    return combine(
        tf,
        logWeights,
        (j, masked) -> { // [K, S, ...] -> [S, ...]
          // The mean inside the logarithm is over K − j draws, not over K.
          float shift = (float) Math.log((double) samples / (samples - j));
          return tf.math.add(GraphMath.logMeanExp(tf, masked), tf.constant(shift));
        },
        0);
  }

  @Override
  public Operand<TFloat32> slope(Ops tf, Operand<TFloat32> logWeights) {
    return combine(
        tf, tf.stopGradient(logWeights), (j, masked) -> GraphMath.normalizedWeights(tf, masked), 1);
  }

  @Override
  public Operand<TFloat32> curvature(Ops tf, Operand<TFloat32> logWeights) {
    return combine(
        tf,
        tf.stopGradient(logWeights),
        (j, masked) -> {
          Operand<TFloat32> weights = GraphMath.normalizedWeights(tf, masked);
          return tf.math.sub(weights, tf.math.square(weights));
        },
        1);
  }

  /** Returns Σ c_j times the mean of {@code ofSubset} over subsets, which are on an axis. */
  private Operand<TFloat32> combine(
      Ops tf,
      Operand<TFloat32> logWeights,
      BiFunction<Integer, Operand<TFloat32>, Operand<TFloat32>> ofSubset,
      int axis) {
    ImmutableList.Builder<Operand<TFloat32>> parts = ImmutableList.builder();
    for (int j = 0; j <= order; j++) {
      Operand<TFloat32> masked =
          tf.math.add(tf.expandDims(logWeights, tf.constant(1)), masks(tf, logWeights, j));
      Operand<TFloat32> mean = tf.math.mean(ofSubset.apply(j, masked), tf.constant(axis));
      parts.add(tf.math.mul(tf.constant((float) coefficient(j)), mean));
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
