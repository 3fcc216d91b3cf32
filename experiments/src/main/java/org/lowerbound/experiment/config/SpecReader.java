package org.lowerbound.experiment.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.primitives.Primitives;
import com.google.common.reflect.TypeToken;
import java.util.Map;
import java.util.Optional;

/**
 * Makes typed specs of JSON: each component of a record is a key.
 *
 * <p>A value may be a number, truth value, text, an enum (its constant in lower case with {@code -}
 * for {@code _}), a record, a list, a map with text keys, an optional, raw JSON, or an interface
 * that {@link SpecTypes} knows. The last is an object with a {@code "type"}, or that type's name
 * alone when all its keys may be left out, or a number where the family has a shorthand for one. A
 * sealed interface of two records, one of them with a single scalar, is that scalar or an object
 * with the other's keys.
 *
 * <p>Nothing is ignored and nothing is guessed: an unknown key, a missing one, a value of the wrong
 * kind or out of range, and whatever a record refuses are problems; as many as can be found at once
 * are reported together.
 */
public final class SpecReader {
  private final SpecTypes types;

  /** What the trials of a sweep have in common is read once. */
  private final ReadParts parts = new ReadParts();

  /** Makes a reader of the types that a table knows. */
  public SpecReader(SpecTypes types) {
    this.types = types;
  }

  /**
   * Checks that every default of every known record can be read, which is for tests of new types.
   *
   * @throws IllegalStateException naming the first component whose default cannot
   */
  public void checkDefaults() {
    types.records().forEach(new Reading(types)::checkDefaults);
  }

  /**
   * Returns the spec that has the given values of components, and the defaults of all others.
   *
   * @param given by the components' names; of the components' types
   * @throws ConfigException if a required component is missing, or the spec refuses its values
   * @throws IllegalStateException if the spec's class is at fault, as in {@link #read}
   */
  public <T extends Record> T make(Class<T> type, Map<String, Object> given) {
    Reading reading = new Reading(types);
    return reading
        .make(SpecRecord.of(TypeToken.of(type)), given)
        .map(type::cast)
        .orElseThrow(() -> new ConfigException(reading.problems()));
  }

  /**
   * Returns the spec that a node describes.
   *
   * @param path where the node is, put before the path of every problem; empty for the root
   * @throws ConfigException with every problem found
   * @throws IllegalStateException if the spec's class, not the node, is at fault: a component of a
   *     type that cannot be read, or a default that its own component refuses
   */
  public <T> T read(JsonNode node, Class<T> type, String path) {
    Reading reading = new Reading(types, path, parts);
    Optional<Object> value = reading.read(node, TypeToken.of(type), path);
    if (value.isEmpty() || !reading.problems().isEmpty()) {
      throw new ConfigException(reading.problems());
    }
    return Primitives.wrap(type).cast(value.get());
  }
}
