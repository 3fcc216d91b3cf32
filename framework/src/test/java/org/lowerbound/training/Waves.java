package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.tensorflow.ndarray.Shape;

/** Data without random numbers, of which other programs have computed linear models. */
final class Waves {
  static final int COUNT = 200;
  static final int DIMENSION = 6;

  static final Dataset DATASET = dataset(values());

  private Waves() {}

  static float[] values() {
    float[] values = new float[COUNT * DIMENSION];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < DIMENSION; j++) {
        double x =
            Math.sin(0.1 * (i + 1) * (j + 1))
                + 0.5 * Math.cos(0.37 * (i + 1)) * (j - 2)
                + 0.3 * Math.sin(1.7 * (i + 1) + 2.3 * j * j);
        sum += x;
        squares += x * x;
        values[i * DIMENSION + j] = (float) x;
      }
    }
    assertEquals(19.770808430298, sum, 1e-9);
    assertEquals(1153.545111595903, squares, 1e-9);
    return values;
  }

  /** Returns observations of as many values, all for training, the first for test. */
  static Dataset dataset(float... values) {
    return Trials.dataset(
        Shape.of(DIMENSION),
        ValueKind.REAL,
        FreshDraw.NOTHING,
        ImmutableMap.of(
            Split.TRAIN,
            new Observations.Floats(values, values.length / DIMENSION, DIMENSION),
            Split.TEST,
            new Observations.Floats(Arrays.copyOf(values, DIMENSION), 1, DIMENSION)));
  }
}
