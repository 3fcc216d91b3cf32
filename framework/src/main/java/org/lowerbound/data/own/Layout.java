package org.lowerbound.data.own;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/** In which order an array has the values of an image. */
public enum Layout {
  /** {@code [height, width, channels]}. */
  CHANNELS_LAST {
    @Override
    Shape image(int first, int second, int third) {
      return Shape.of(first, second, third);
    }

    @Override
    int[] order(int first, int second, int third) {
      return IntStream.range(0, first * second * third).toArray();
    }
  },
  /** {@code [channels, height, width]}. */
  CHANNELS_FIRST {
    @Override
    Shape image(int first, int second, int third) {
      return Shape.of(second, third, first);
    }

    @Override
    int[] order(int first, int second, int third) {
      int pixels = second * third;
      return IntStream.range(0, first * pixels).map(i -> i % first * pixels + i / first).toArray();
    }
  };

  private static final int IMAGE = 3;

  abstract Shape image(int first, int second, int third);

  abstract int[] order(int first, int second, int third);

  /**
   * Returns the shape of an observation: images of one channel or several, else vectors.
   *
   * @param sizes what an array has after the number of examples
   */
  Shape shape(List<Integer> sizes) {
    return switch (sizes.size()) {
      case 2 -> Shape.of(sizes.get(0), sizes.get(1), 1);
      case IMAGE -> image(sizes.get(0), sizes.get(1), sizes.get(2));
      default -> Shape.of(product(sizes));
    };
  }

  /** Returns where in a row of the array each value of an observation is. */
  int[] order(List<Integer> sizes) {
    return sizes.size() == IMAGE
        ? order(sizes.get(0), sizes.get(1), sizes.get(2))
        : IntStream.range(0, product(sizes)).toArray();
  }

  private static int product(List<Integer> sizes) {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }
}
