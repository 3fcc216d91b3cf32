package org.lowerbound.experiment.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** Returns, say, {@code above 0, at most 1}. */
  static String inWords(Interval interval) {
    return Stream.of(
            word("at least", interval.min()),
            word("above", interval.above()),
            word("at most", interval.max()),
            word("below", interval.below()))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> word(String relation, double value) {
    return Double.isFinite(value)
        ? Optional.of(relation + " " + (isWhole(value) ? Long.toString((long) value) : value))
        : Optional.empty();
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
