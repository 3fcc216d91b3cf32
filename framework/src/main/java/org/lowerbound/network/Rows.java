package org.lowerbound.network;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The rows of images that a causal network computes at once, and where it finds those above:
 * padding where all rows are computed, and else what was kept. So one description of a layer serves
 * both.
 */
interface Rows {
  /** Returns h, how many are computed. */
  int height();

  /**
   * Returns the rows of the images with those above, which are 0 above the first: {@code [images,
   * above + h, W, C]}.
   */
  Operand<TFloat32> image(Ops tf, int above);

  /**
   * Returns a feature map with rows above: {@code [images, h, W, C] -> [images, above + h, W, C]}.
   */
  Operand<TFloat32> withAbove(Ops tf, RowMemory.Strip strip, Operand<TFloat32> map);

  /**
   * Returns what was kept of the row above, a strip of one row; none where all rows are computed.
   */
  Optional<Operand<TFloat32>> above(Ops tf, RowMemory.Strip strip);

  /** Keeps a row for the one below: {@code [images, 1, W, C]}. Where all are computed none is. */
  void keep(RowMemory.Strip strip, Operand<TFloat32> row);

  /** Returns the part of a map that belongs to the rows: {@code [n, H, W, C] -> [n, h, W, C]}. */
  Operand<TFloat32> of(Ops tf, Operand<TFloat32> map);

  /**
   * Returns what layers see of the context, {@code [images, h, W, channels]} or {@code [images, 1,
   * 1, channels]}.
   */
  Optional<Operand<TFloat32>> condition();

  /**
   * All rows of images.
   *
   * @param shape of the images
   * @param x {@code [images, D]}
   * @param condition what layers see of the context
   */
  record All(ImageShape shape, Operand<TFloat32> x, Optional<Operand<TFloat32>> condition)
      implements Rows {
    @Override
    public int height() {
      return shape.height();
    }

    @Override
    public Operand<TFloat32> image(Ops tf, int above) {
      return padded(tf, tf.reshape(x, tf.array(shape.axes())), above);
    }

    @Override
    public Operand<TFloat32> withAbove(Ops tf, RowMemory.Strip strip, Operand<TFloat32> map) {
      return padded(tf, map, strip.height());
    }

    @Override
    public Optional<Operand<TFloat32>> above(Ops tf, RowMemory.Strip strip) {
      return Optional.empty();
    }

    @Override
    public void keep(RowMemory.Strip strip, Operand<TFloat32> row) {
      // There is no row below.
    }

    @Override
    public Operand<TFloat32> of(Ops tf, Operand<TFloat32> map) {
      return map;
    }
  }

  /** Puts rows of zeros above. */
  static Operand<TFloat32> padded(Ops tf, Operand<TFloat32> map, int above) {
    return above == 0
        ? map
        : tf.pad(
            map, tf.constant(new int[][] {{0, 0}, {above, 0}, {0, 0}, {0, 0}}), tf.constant(0f));
  }
}
