package org.lowerbound.evaluation.figure;

import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Standardization;

/**
 * The way on the host from what the model sees to raw values.
 *
 * @param standardization how the one came from the other
 * @param dimension the number of values of an observation
 */
record RawValues(Optional<Standardization> standardization, int dimension) {
  /** Returns that of a data set. */
  static RawValues of(Dataset dataset) {
    return new RawValues(dataset.standardization(), dataset.dimension());
  }

  /** Returns raw values, {@code [n, dimension]} as those that are seen. */
  float[] of(float[] seen) {
    if (standardization.isEmpty()) {
      return seen;
    }
    float[] raw = new float[seen.length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (float) standardization.get().raw(i % dimension, seen[i]);
    }
    return raw;
  }
}
