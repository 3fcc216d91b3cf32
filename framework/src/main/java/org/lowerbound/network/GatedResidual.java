package org.lowerbound.network;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A gated residual block (Salimans et al. 2017): x + a ⊙ σ(b), with (a, b) a convolution of d(e(…))
 * of a convolution of e(x), where e is elu of x and −x side by side and d dropout. What is beside
 * x, such as another stream or a skip connection, is added to the first convolution, a context to
 * the second.
 *
 * @param first {@code [2f] -> [f]} channels
 * @param beside {@code [2g] -> [f]} channels, at each pixel
 * @param dropout between the convolutions
 * @param second {@code [2f] -> [2f]} channels
 * @param context {@code [rows, size] -> [rows, 2f]}, if there is one
 * @param filters f
 */
record GatedResidual(
    LevelConvolution first,
    Optional<Layer> beside,
    Layer dropout,
    LevelConvolution second,
    Optional<Layer> context,
    int filters) {
  /** Returns elu(x) and elu(−x), one behind the other along the last axis. */
  static Operand<TFloat32> concatElu(Ops tf, Operand<TFloat32> x) {
    return tf.nn.elu(tf.concat(List.of(x, tf.math.neg(x)), tf.constant(-1)));
  }

  /**
   * Applies the block.
   *
   * @param rows the h rows that are computed
   * @param x {@code [rows, h, W, f]}
   * @param added {@code [rows, h, W, g]}, present if and only if the block was made with it
   * @param given {@code [rows, size]}, likewise
   */
  Operand<TFloat32> apply(
      Ops tf,
      LevelRows rows,
      Operand<TFloat32> x,
      Optional<Operand<TFloat32>> added,
      Optional<Operand<TFloat32>> given,
      Pass pass) {
    Operand<TFloat32> inner = first.apply(tf, concatElu(tf, x), rows, pass);
    if (beside.isPresent()) {
      inner = tf.math.add(inner, beside.get().apply(tf, concatElu(tf, added.orElseThrow()), pass));
    }
    Operand<TFloat32> gated =
        second.apply(tf, dropout.apply(tf, concatElu(tf, inner), pass), rows, pass);
    if (context.isPresent()) {
      Operand<TFloat32> ofRows = context.get().apply(tf, given.orElseThrow(), pass);
      gated = tf.math.add(gated, tf.reshape(ofRows, tf.array(-1, 1, 1, 2 * filters)));
    }
    Operand<TFloat32> value = tf.slice(gated, tf.array(0, 0, 0, 0), tf.array(-1, -1, -1, filters));
    Operand<TFloat32> gate =
        tf.slice(gated, tf.array(0, 0, 0, filters), tf.array(-1, -1, -1, filters));
    return tf.math.add(x, tf.math.mul(value, tf.math.sigmoid(gate)));
  }
}
