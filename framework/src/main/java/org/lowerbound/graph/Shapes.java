package org.lowerbound.graph;

import com.google.common.primitives.Ints;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Changes of shape that keep the leading axes, whatever they are. */
public final class Shapes {
  private static final int UNKNOWN = -1;

  private Shapes() {}

  /**
   * Returns {@code x} with its last axis flattened together with the others: {@code [..., D] ->
   * [rows, D]}.
   */
  public static Operand<TFloat32> toRows(Ops tf, Operand<TFloat32> x, int dimension) {
    return tf.reshape(x, tf.array(-1, dimension));
  }

  /**
   * Returns {@code x} in the shape of {@code like}, but for the last axis, which becomes {@code
   * axes}.
   */
  public static Operand<TFloat32> withLeadingAxesOf(
      Ops tf, Operand<TFloat32> like, Operand<TFloat32> x, int... axes) {
    int[] known = leadingAxes(like.shape());
    if (IntStream.of(known).filter(length -> length == UNKNOWN).count() <= 1) {
      return tf.reshape(x, tf.array(Ints.concat(known, axes))); // Which finds the one unknown.
    }
    Operand<TInt32> count = tf.math.sub(tf.rank(like), tf.constant(1));
    Operand<TInt32> leading =
        tf.slice(tf.shape(like), tf.array(0), tf.expandDims(count, tf.constant(0)));
    return tf.reshape(x, tf.concat(List.of(leading, tf.array(axes)), tf.constant(0)));
  }

  /** Returns the lengths of all axes but the last; all unknown if their number is. */
  private static int[] leadingAxes(Shape shape) {
    return shape.numDimensions() < 1
        ? new int[] {UNKNOWN, UNKNOWN}
        : LongStream.of(shape.asArray())
            .limit(shape.numDimensions() - 1)
            .mapToInt(Math::toIntExact)
            .toArray();
  }

  /**
   * Returns vectors with others behind them, which are repeated for the leading axes that they do
   * not have: {@code [..., B, n]} and {@code [B, m]} to {@code [..., B, n + m]}.
   */
  public static Operand<TFloat32> joined(Ops tf, Operand<TFloat32> x, Operand<TFloat32> repeated) {
    // Zeros of x's leading axes; a broadcast of shapes would need them as nodes.
    Operand<TFloat32> zero =
        tf.expandDims(tf.zerosLike(GraphMath.sumEvent(tf, x)), tf.constant(-1)); // [..., B, 1]
    return tf.concat(List.of(x, tf.math.add(repeated, zero)), tf.constant(-1));
  }

  /** Returns the shape {@code [first, rest...]} as a node. */
  public static Operand<TInt32> prepend(Ops tf, int first, Operand<TInt32> rest) {
    return tf.concat(List.of(tf.array(first), rest), tf.constant(0));
  }

  /** Returns the length of an axis, a scalar. */
  public static Operand<TInt32> size(Ops tf, Operand<TFloat32> x, int axis) {
    return tf.gather(tf.shape(x), tf.constant(axis), tf.constant(0));
  }

  /** Returns the length of the first axis, a scalar. */
  public static Operand<TFloat32> batchSize(Ops tf, Operand<TFloat32> x) {
    return tf.dtypes.cast(size(tf, x, 0), TFloat32.class);
  }
}
