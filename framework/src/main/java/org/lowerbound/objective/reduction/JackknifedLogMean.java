package org.lowerbound.objective.reduction;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.common.math.LongMath;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Σ_{j ≤ m} c(K, m, j) L̄_{K−j}, where L̄_n is the mean of log-mean-exp over all subsets of n draws
 * and c(K, m, j) = (−1)^j (K − j)^m / ((m − j)! j!) (Nowozin 2018).
 *
 * <p>The coefficients add up to 1, but alternate and are as large as 10⁵: what the bounds of
 * subsets differ by would be lost in the rounding of 32-bit floats. All is therefore computed in
 * double precision, of log-weights less the largest.
 *
 * @param samples K
 * @param order m; 0 is {@link LogMeanWeight}
 */
@Called("jackknife")
public record JackknifedLogMean(int samples, int order) implements SmoothReduction {
  /** Added to the log-weights that a subset leaves out, so that none of them is its largest. */
  private static final double LEFT_OUT = -1e300;

  /** As in {@link GraphMath#logMeanExp}: times the largest coefficients, 10⁻⁸. */
  private static final double NEGLIGIBLE = -30;

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
    Operand<TFloat64> wide = tf.dtypes.cast(logWeights, TFloat64.class);
    Operand<TFloat64> largest =
        tf.stopGradient(tf.reduceMax(wide, tf.constant(0), ReduceMax.keepDims(true))); // [1, ...]
    Operand<TFloat64> above =
        combine(
            tf,
            tf.math.sub(wide, largest),
            subsets -> tf.math.mean(subsets.logMeans(tf), tf.constant(0)));
    return narrow(tf, tf.math.add(above, tf.squeeze(largest, Squeeze.axis(List.of(0L)))));
  }

  @Override
  public Operand<TFloat32> slope(Ops tf, Operand<TFloat32> logWeights) {
    return narrow(
        tf,
        combine(
            tf,
            fixed(tf, logWeights),
            subsets -> tf.math.mean(subsets.weights(tf), tf.constant(1))));
  }

  @Override
  public Operand<TFloat32> curvature(Ops tf, Operand<TFloat32> logWeights) {
    return narrow(
        tf,
        combine(
            tf,
            fixed(tf, logWeights),
            subsets -> {
              Operand<TFloat64> weights = subsets.weights(tf);
              return tf.math.mean(
                  tf.math.sub(weights, tf.math.square(weights)), tf.constant(1)); // [K, ...]
            }));
  }

  private static Operand<TFloat64> fixed(Ops tf, Operand<TFloat32> logWeights) {
    return tf.dtypes.cast(tf.stopGradient(logWeights), TFloat64.class);
  }

  private static Operand<TFloat32> narrow(Ops tf, Operand<TFloat64> x) {
    return tf.dtypes.cast(x, TFloat32.class);
  }

  /** Returns Σ c_j {@code meanOver}(the subsets of K − j draws). */
  private Operand<TFloat64> combine(
      Ops tf, Operand<TFloat64> logWeights, Function<Subsets, Operand<TFloat64>> meanOver) {
    ImmutableList.Builder<Operand<TFloat64>> parts = ImmutableList.builder();
    for (int j = 0; j <= order; j++) {
      Operand<TFloat64> mean = meanOver.apply(subsets(tf, logWeights, j));
      parts.add(tf.math.mul(tf.constant(coefficient(j)), mean));
    }
    return tf.math.addN(parts.build());
  }

  /**
   * The subsets of one size.
   *
   * @param exponentials of the log-weights less the subset's largest, 0 for those that a subset
   *     leaves out: {@code [K, S, ...]}
   * @param largest of each subset, {@code [1, S, ...]}
   * @param size the number of draws in a subset
   */
  private record Subsets(Operand<TFloat64> exponentials, Operand<TFloat64> largest, int size) {
    /** Returns the log-mean-exp of each, {@code [S, ...]}. */
    Operand<TFloat64> logMeans(Ops tf) {
      Operand<TFloat64> mean =
          tf.math.div(tf.reduceSum(exponentials, tf.constant(0)), tf.constant((double) size));
      return tf.math.add(tf.math.log(mean), tf.squeeze(largest, Squeeze.axis(List.of(0L))));
    }

    /** Returns the normalised weights in each, {@code [K, S, ...]}. */
    Operand<TFloat64> weights(Ops tf) {
      return tf.math.div(
          exponentials, tf.reduceSum(exponentials, tf.constant(0), ReduceSum.keepDims(true)));
    }
  }

  private Subsets subsets(Ops tf, Operand<TFloat64> logWeights, int j) {
    Operand<TFloat64> x = tf.expandDims(logWeights, tf.constant(1)); // [K, 1, ...]
    Operand<TFloat64> isIn = members(tf, logWeights, j); // [K, S, 1, ...]
    Operand<TFloat64> isOut = tf.math.sub(tf.constant(1.0), isIn);
    Operand<TFloat64> largest =
        tf.stopGradient(
            tf.reduceMax(
                tf.math.add(x, tf.math.mul(tf.constant(LEFT_OUT), isOut)),
                tf.constant(0),
                ReduceMax.keepDims(true)));
    // A draw that is left out may be far above the largest that is not: e to that is kept finite.
    Operand<TFloat64> shifted =
        tf.math.minimum(
            tf.math.maximum(tf.math.sub(x, largest), tf.constant(NEGLIGIBLE)), tf.constant(0.0));
    return new Subsets(tf.math.mul(tf.math.exp(shifted), isIn), largest, samples - j);
  }

  /** Returns 1 for draws in a subset of K − j, else 0: {@code [K, S, 1, ...]}. */
  private Operand<TFloat64> members(Ops tf, Operand<TFloat64> logWeights, int j) {
    ImmutableSet<Integer> draws =
        IntStream.range(0, samples).boxed().collect(ImmutableSet.toImmutableSet());
    ImmutableList<Set<Integer>> leftOut = ImmutableList.copyOf(Sets.combinations(draws, j));
    double[] values = new double[samples * leftOut.size()];
    Arrays.fill(values, 1);
    for (int s = 0; s < leftOut.size(); s++) {
      for (int k : leftOut.get(s)) {
        values[k * leftOut.size() + s] = 0;
      }
    }
    long[] shape = new long[logWeights.shape().numDimensions() + 1];
    Arrays.fill(shape, 1);
    shape[0] = samples;
    shape[1] = leftOut.size();
    return tf.constant(Shape.of(shape), DataBuffers.of(values));
  }
}
