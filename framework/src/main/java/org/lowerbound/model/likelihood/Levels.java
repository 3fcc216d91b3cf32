package org.lowerbound.model.likelihood;

import org.lowerbound.data.ValueKind;
import org.tensorflow.ndarray.Shape;

/** The numbers and shapes that likelihoods of levels have in common. */
final class Levels {

  private Levels() {}

  /**
   * Returns the number of levels k·s of values, where s is what stored values are multiplied by.
   */
  static int of(ValueKind kind) {
    return 1 + (int) Math.round(1 / kind.scale());
  }

  /**
   * Returns the shape of an output with {@code count} numbers for each value, as neighbours: {@code
   * [H, W, C] -> [H, W, C·count]}.
   */
  static Shape times(Shape observed, int count) {
    int last = observed.numDimensions() - 1;
    return observed.subShape(0, last).append(observed.get(last) * count);
  }
}
