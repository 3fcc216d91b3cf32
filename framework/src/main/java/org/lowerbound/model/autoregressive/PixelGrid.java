package org.lowerbound.model.autoregressive;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Every s-th pixel of every s-th row of an image, from the first of both: an image of its own.
 *
 * @param image the shape of an image, {@code [H, W, C]}
 * @param scale s
 */
record PixelGrid(Shape image, int scale) {
  /** Returns the shape of the small image, {@code [⌈H / s⌉, ⌈W / s⌉, C]}. */
  Shape small() {
    return Shape.of(
        (image.get(0) + scale - 1) / scale, (image.get(1) + scale - 1) / scale, image.get(2));
  }

  /** Returns where the small image's values are in the large one, in their order. */
  ImmutableIntArray values() {
    return ImmutableIntArray.copyOf(
        IntStream.range(0, (int) image.size()).filter(value -> hasPixel(value / channels())));
  }

  /**
   * Returns the places of the grid.
   *
   * @param valuesOfPlace how many values come together: 1, or those of a pixel
   */
  ImmutableSet<Integer> places(int valuesOfPlace) {
    return values().stream()
        .mapToObj(value -> value / valuesOfPlace)
        .collect(ImmutableSet.toImmutableSet());
  }

  private boolean hasPixel(int pixel) {
    int width = (int) image.get(1);
    return pixel / width % scale == 0 && pixel % width % scale == 0;
  }

  private int channels() {
    return (int) image.get(2);
  }

  /** Returns small images of large ones, {@code [rows, D] -> [rows, values of the grid]}. */
  Operand<TFloat32> of(Ops tf, Operand<TFloat32> images) {
    return tf.gather(images, tf.constant(values().toArray()), tf.constant(1));
  }

  /** Returns large images with the small ones' pixels, and 0 elsewhere: {@code [rows, D]}. */
  Operand<TFloat32> spread(Ops tf, Operand<TFloat32> small) {
    ImmutableIntArray values = values();
    int[] from = new int[(int) image.size()];
    Arrays.fill(from, values.length()); // A column of zeros after the last.
    for (int i = 0; i < values.length(); i++) {
      from[values.get(i)] = i;
    }
    Operand<TFloat32> withZeros =
        tf.pad(small, tf.constant(new int[][] {{0, 0}, {0, 1}}), tf.constant(0f));
    return tf.gather(
        tf.ensureShape(withZeros, Shape.of(-1, values.length() + 1)),
        tf.constant(from),
        tf.constant(1));
  }
}
