package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One row of the image, and of each smaller map the row in which it lies.
 *
 * <p>A row of a smaller map is a function of the first image row in it and of those above: so it is
 * made there, and at the other rows it is made again of what was kept. It is what is above the next
 * one only when the last image row in it is complete.
 */
final class LevelRow implements LevelRows {
  private final Operand<TInt32> number;
  private final List<Operand<TFloat32>> kept;

  /**
   * Makes one.
   *
   * @param number of the row in the image, a scalar
   * @param kept the strips, as the row above has left them
   */
  LevelRow(Operand<TInt32> number, List<Operand<TFloat32>> kept) {
    this.number = number;
    this.kept = new ArrayList<>(kept);
  }

  @Override
  public int height() {
    return 1;
  }

  @Override
  public int padding(int above) {
    return 0;
  }

  @Override
  public Operand<TFloat32> image(Ops tf, Operand<TFloat32> image, int above) {
    return rows(tf, image, number, above + 1);
  }

  /** Returns so many rows of a map down to one, zeros where there are none. */
  private static Operand<TFloat32> rows(
      Ops tf, Operand<TFloat32> map, Operand<TInt32> last, int count) {
    Operand<TInt32> numbers = // In the padded map, where row 0 is at place count.
        tf.math.add(last, tf.range(tf.constant(1), tf.constant(count + 1), tf.constant(1)));
    return tf.gather(Rows.padded(tf, map, count), numbers, tf.constant(1));
  }

  @Override
  public Operand<TFloat32> ofRowAbove(
      Ops tf, BiasedConvolution convolution, Operand<TFloat32> image, Pass pass) {
    Operand<TInt32> above = tf.math.sub(number, tf.constant(1));
    Operand<TFloat32> row =
        convolution.of(tf, rows(tf, image, above, convolution.above() + 1), 0, pass);
    return tf.select(tf.math.greater(number, tf.constant(0)), row, tf.zerosLike(row));
  }

  @Override
  public Operand<TFloat32> withAbove(
      Ops tf, int level, RowMemory.Strip strip, Operand<TFloat32> map) {
    Operand<TFloat32> above = kept(tf, strip);
    kept.set(strip.number(), level == 0 ? map : tf.select(isLastOf(tf, level), map, above));
    return tf.concat(List.of(above, map), tf.constant(1));
  }

  @Override
  public Operand<TFloat32> halved(Ops tf, int level, RowMemory.Strip strip, Operand<TFloat32> map) {
    Operand<TFloat32> row =
        tf.select(tf.math.equal(half(tf, level), tf.constant(0)), map, kept(tf, strip));
    kept.set(strip.number(), row);
    return row;
  }

  @Override
  public Operand<TFloat32> doubled(
      Ops tf, int level, ShiftedUpsampling upsampling, Operand<TFloat32> map, Pass pass) {
    return tf.gather(
        upsampling.ofRow(tf, map, pass),
        tf.expandDims(half(tf, level), tf.constant(0)),
        tf.constant(1));
  }

  @Override
  public Operand<TFloat32> of(Ops tf, Operand<TFloat32> map) {
    return tf.gather(map, tf.expandDims(number, tf.constant(0)), tf.constant(1));
  }

  /** Returns whether the image's row is the last in a level's. */
  private Operand<TBool> isLastOf(Ops tf, int level) {
    Operand<TInt32> size = tf.constant(1 << level);
    return tf.math.equal(
        tf.math.floorMod(tf.math.add(number, tf.constant(1)), size), tf.constant(0));
  }

  /** Returns whether a level's row is the first, 0, or the second, 1, of the next level's. */
  private Operand<TInt32> half(Ops tf, int level) {
    return tf.math.floorMod(
        tf.math.floorDiv(number, tf.constant(1 << level)), tf.constant(ShiftedLayers.STRIDE));
  }

  private Operand<TFloat32> kept(Ops tf, RowMemory.Strip strip) {
    return tf.ensureShape(kept.get(strip.number()), strip.shape());
  }

  /** Returns the strips for the row below. */
  ImmutableList<Operand<TFloat32>> kept() {
    return ImmutableList.copyOf(kept);
  }
}
