package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lowerbound.spec.Counts;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Some of the bits before a bit of an image, of its own channel: those to its left, and those
 * around its column in the rows above. Outside the image bits are 0. Values that are no image are
 * one row.
 *
 * @param left how many to the left
 * @param above how many of each row above, the nearest first; odd, with the bit's column in the
 *     middle
 */
public record Neighbourhood(int left, ImmutableList<Integer> above) {
  /** A table of 2¹⁶ patterns for each bit of MNIST is 200 MB. */
  private static final int MOST = 16;

  /** Checks the arguments. */
  public Neighbourhood {
    Counts.checkNotNegative("left", left, MOST);
    for (int width : above) {
      checkArgument(
          width > 0 && width % 2 == 1,
          "above must be odd numbers, with the pixel's column in the middle, but is %s",
          above);
    }
    long size = size(left, above);
    checkArgument(
        size <= MOST,
        "left and above are %s neighbours, which have 2^%s patterns: at most %s work",
        size,
        size,
        MOST);
  }

  private static long size(int left, List<Integer> above) {
    return left + above.stream().mapToLong(Integer::longValue).sum();
  }

  /** Returns the number of patterns of the neighbours. */
  public int patterns() {
    return 1 << size(left, above);
  }

  /**
   * Returns the number of the pattern around each bit, {@code [rows, D] -> [rows, D]}.
   *
   * @param observed the shape of an observation
   */
  public Operand<TInt32> pattern(Ops tf, Operand<TFloat32> bits, Shape observed) {
    int dimension = (int) observed.size();
    if (patterns() == 1) {
      return tf.dtypes.cast(tf.zerosLike(bits), TInt32.class);
    }
    ImageShape image =
        ImageShape.isImage(observed)
            ? ImageShape.of("neighbours", observed)
            : new ImageShape(1, dimension, 1);
    int sides = Math.max(left, above.isEmpty() ? 0 : Collections.max(above) / 2);
    Operand<TFloat32> padded =
        tf.pad(
            tf.reshape(bits, tf.array(image.axes())),
            tf.constant(new int[][] {{0, 0}, {above.size(), 0}, {sides, sides}, {0, 0}}),
            tf.constant(0f));
    List<Operand<TFloat32>> terms = new ArrayList<>();
    for (int back = 1; back <= left; back++) {
      terms.add(term(tf, padded, image, above.size(), sides - back, terms.size()));
    }
    for (int up = 1; up <= above.size(); up++) {
      int width = above.get(up - 1);
      for (int i = 0; i < width; i++) {
        int column = sides - width / 2 + i;
        terms.add(term(tf, padded, image, above.size() - up, column, terms.size()));
      }
    }
    // Whole numbers below 2²⁴ are exact.
    Operand<TFloat32> sum = terms.size() == 1 ? terms.get(0) : tf.math.addN(terms);
    return tf.dtypes.cast(tf.reshape(sum, tf.array(-1, dimension)), TInt32.class);
  }

  /** Returns the bits that lie at an offset of the padded image, times 2 to some power. */
  private static Operand<TFloat32> term(
      Ops tf, Operand<TFloat32> padded, ImageShape image, int row, int column, int power) {
    return tf.math.mul(
        tf.slice(
            padded,
            tf.array(0, row, column, 0),
            tf.array(-1, image.height(), image.width(), image.channels())),
        tf.constant((float) (1 << power)));
  }
}
