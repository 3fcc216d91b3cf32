package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.function.BiFunction;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.ConfigPaths;
import org.lowerbound.experiment.config.NearestNames;
import org.lowerbound.experiment.config.Shown;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.experiment.config.SpecTypes;

/** Reads what a path of a random axis is drawn from: {@code {"integers": [2, 64]}}. */
final class RandomRangeReader {
  private static final ImmutableList<String> KINDS =
      ImmutableList.of("uniform", "log-uniform", "integers", "choice");

  private static final String EXPECTED =
      "expected an object with one key, 'uniform', 'log-uniform' or 'integers' with two bounds, or"
          + " 'choice' with a list of values, such as {\"integers\": [2, 64]}, but is ";

  private static final SpecReader READER = new SpecReader(SpecTypes.builder().build());

  private RandomRangeReader() {}

  /**
   * Returns the range that a node describes.
   *
   * @throws ConfigException with what is wrong with it
   */
  static RandomRange read(JsonNode node, String where) {
    if (!node.isObject() || node.size() != 1) {
      throw ConfigException.at(where, EXPECTED + Shown.value(node));
    }
    String kind = node.fieldNames().next();
    String place = ConfigPaths.key(where, kind);
    JsonNode content = node.get(kind);
    return switch (kind) {
      case "uniform" -> range(content, place, Double.class, UniformRange::new);
      case "log-uniform" -> range(content, place, Double.class, LogUniformRange::new);
      case "integers" -> range(content, place, Integer.class, IntegerRange::new);
      case "choice" -> choice(content, place);
      default ->
          throw ConfigException.at(
              place,
              "unknown key '%s'".formatted(Shown.text(kind))
                  + NearestNames.didYouMean(kind, KINDS, "known: " + String.join(", ", KINDS)));
    };
  }

  private static <N extends Number> RandomRange range(
      JsonNode bounds, String where, Class<N> type, BiFunction<N, N, RandomRange> maker) {
    if (!bounds.isArray() || bounds.size() != 2) {
      throw ConfigException.at(
          where, "expected a list of two bounds, [low, high], but is " + Shown.value(bounds));
    }
    N low = READER.read(bounds.get(0), type, ConfigPaths.element(where, 0));
    N high = READER.read(bounds.get(1), type, ConfigPaths.element(where, 1));
    try {
      return maker.apply(low, high);
    } catch (IllegalArgumentException e) {
      throw ConfigException.at(where, e.getMessage());
    }
  }

  private static Choice choice(JsonNode values, String where) {
    if (!values.isArray() || values.isEmpty()) {
      throw ConfigException.at(
          where, "expected a list of at least one value but is " + Shown.value(values));
    }
    return new Choice(ImmutableList.copyOf(values));
  }
}
