package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What a causal network of images keeps of the rows above: strips of its feature maps. */
final class RowMemory {
  private final List<Strip> strips = new ArrayList<>();

  /**
   * The last rows of a map.
   *
   * @param number counted from 0
   * @param height how many rows
   * @param width of a row
   * @param channels of the map
   */
  record Strip(int number, int height, int width, int channels) {
    Shape shape() {
      return Shape.of(-1, height, width, channels);
    }
  }

  /** Adds a strip of a map. */
  Strip strip(int height, ImageShape map) {
    Strip strip = new Strip(strips.size(), height, map.width(), map.channels());
    strips.add(strip);
    return strip;
  }

  /** Returns the strips above the first row: zeros, as padding is. */
  ImmutableList<Operand<TFloat32>> start(Ops tf, Operand<TInt32> images) {
    ImmutableList.Builder<Operand<TFloat32>> kept = ImmutableList.builder();
    for (Strip strip : strips) {
      Operand<TInt32> shape =
          tf.concat(
              List.of(
                  tf.expandDims(images, tf.constant(0)),
                  tf.array(strip.height(), strip.width(), strip.channels())),
              tf.constant(0));
      kept.add(tf.zeros(shape, TFloat32.class));
    }
    return kept.build();
  }

  /** One row of images, which takes the strips above and leaves those of itself. */
  static final class One implements Rows {
    private final ImageShape shape;
    private final Operand<TFloat32> x;
    private final Operand<TInt32> number;
    private final Optional<Operand<TFloat32>> condition;
    private final List<Operand<TFloat32>> kept;

    /**
     * Makes one.
     *
     * @param shape of the images
     * @param x {@code [images, D]}
     * @param number of the row, a scalar
     * @param condition what layers see of the context
     * @param above the strips
     */
    One(
        ImageShape shape,
        Operand<TFloat32> x,
        Operand<TInt32> number,
        Optional<Operand<TFloat32>> condition,
        List<Operand<TFloat32>> above) {
      this.shape = shape;
      this.x = x;
      this.number = number;
      this.condition = condition;
      this.kept = new ArrayList<>(above);
    }

    @Override
    public int height() {
      return 1;
    }

    @Override
    public Operand<TFloat32> image(Ops tf, int above) {
      Operand<TFloat32> padded = Rows.padded(tf, tf.reshape(x, tf.array(shape.axes())), above);
      Operand<TInt32> rows =
          tf.math.add(number, tf.range(tf.constant(0), tf.constant(above + 1), tf.constant(1)));
      return tf.gather(padded, rows, tf.constant(1));
    }

    @Override
    public Operand<TFloat32> withAbove(Ops tf, Strip strip, Operand<TFloat32> map) {
      Operand<TFloat32> both = tf.concat(List.of(kept(tf, strip), map), tf.constant(1));
      kept.set(strip.number(), tf.slice(both, tf.array(0, 1, 0, 0), tf.array(-1, -1, -1, -1)));
      return both;
    }

    @Override
    public Optional<Operand<TFloat32>> above(Ops tf, Strip strip) {
      return Optional.of(kept(tf, strip));
    }

    private Operand<TFloat32> kept(Ops tf, Strip strip) {
      return tf.ensureShape(kept.get(strip.number()), strip.shape());
    }

    @Override
    public void keep(Strip strip, Operand<TFloat32> row) {
      kept.set(strip.number(), row);
    }

    @Override
    public Operand<TFloat32> of(Ops tf, Operand<TFloat32> map) {
      return tf.gather(map, tf.expandDims(number, tf.constant(0)), tf.constant(1));
    }

    @Override
    public Optional<Operand<TFloat32>> condition() {
      return condition;
    }

    /** Returns the strips for the row below. */
    ImmutableList<Operand<TFloat32>> kept() {
      return ImmutableList.copyOf(kept);
    }
  }
}
