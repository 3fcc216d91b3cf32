package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The rows of maps of several sizes that a network of shifted convolutions computes at once: all,
 * or of each size the one in which a row of the image lies. Level l is the image's size halved l
 * times; row r of the image lies in its row ⌊r / 2ˡ⌋.
 */
interface LevelRows {
  /** Returns how many rows of the image are computed. */
  int height();

  /** Returns how many rows of zeros a kernel puts above what it is given, of so many it sees. */
  int padding(int above);

  /**
   * Returns the image with the rows above that a kernel sees and does not put there itself.
   *
   * @param image {@code [images, H, W, C]}
   */
  Operand<TFloat32> image(Ops tf, Operand<TFloat32> image, int above);

  /**
   * Applies a convolution to the image moved down by a row, with zeros in the first.
   *
   * @param image {@code [images, H, W, C]}
   */
  Operand<TFloat32> ofRowAbove(
      Ops tf, BiasedConvolution convolution, Operand<TFloat32> image, Pass pass);

  /** Returns a map of a level with the rows above that a kernel does not put there itself. */
  Operand<TFloat32> withAbove(Ops tf, int level, RowMemory.Strip strip, Operand<TFloat32> map);

  /**
   * Returns the rows of the next level.
   *
   * @param level whose rows they are made of
   * @param strip keeps them, where they are not made at each row
   * @param map a convolution of every second row
   */
  Operand<TFloat32> halved(Ops tf, int level, RowMemory.Strip strip, Operand<TFloat32> map);

  /**
   * Returns the rows of a level that is larger.
   *
   * @param level the larger one
   * @param map of the next level
   */
  Operand<TFloat32> doubled(
      Ops tf, int level, ShiftedUpsampling upsampling, Operand<TFloat32> map, Pass pass);

  /** Returns the rows of a map that is there for the whole image. */
  Operand<TFloat32> of(Ops tf, Operand<TFloat32> map);

  /**
   * All rows.
   *
   * @param height H, of the image
   */
  record All(int height) implements LevelRows {
    @Override
    public int padding(int above) {
      return above;
    }

    @Override
    public Operand<TFloat32> image(Ops tf, Operand<TFloat32> image, int above) {
      return image;
    }

    @Override
    public Operand<TFloat32> ofRowAbove(
        Ops tf, BiasedConvolution convolution, Operand<TFloat32> image, Pass pass) {
      Operand<TFloat32> rows = convolution.of(tf, image, convolution.above(), pass);
      return tf.slice(Rows.padded(tf, rows, 1), tf.array(0, 0, 0, 0), tf.array(-1, height, -1, -1));
    }

    @Override
    public Operand<TFloat32> withAbove(
        Ops tf, int level, RowMemory.Strip strip, Operand<TFloat32> map) {
      return map;
    }

    @Override
    public Operand<TFloat32> halved(
        Ops tf, int level, RowMemory.Strip strip, Operand<TFloat32> map) {
      return map;
    }

    @Override
    public Operand<TFloat32> doubled(
        Ops tf, int level, ShiftedUpsampling upsampling, Operand<TFloat32> map, Pass pass) {
      return upsampling.apply(tf, map, pass);
    }

    @Override
    public Operand<TFloat32> of(Ops tf, Operand<TFloat32> map) {
      return map;
    }
  }
}
