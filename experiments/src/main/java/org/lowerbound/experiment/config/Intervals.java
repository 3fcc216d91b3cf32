package org.lowerbound.experiment.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lowerbound.spec.Interval;

/** Says an {@link Interval} in JSON Schema and in words. */
final class Intervals {
  private static final double LARGEST_WHOLE = 1e15;

  private Intervals() {}

  static void put(Interval interval, ObjectNode schema) {
    put(schema, "minimum", interval.min());
    put(schema, "exclusiveMinimum", interval.above());
    put(schema, "maximum", interval.max());
    put(schema, "exclusiveMaximum", interval.below());
  }

  private static void put(ObjectNode schema, String key, double value) {
    if (Double.isFinite(value)) {
      if (isWhole(value)) {
        schema.put(key, (long) value);
      } else {
        schema.put(key, value);
      }
    }
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE;
  }
}
