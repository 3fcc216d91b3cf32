package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The fields of a JSON object that must be of a kind, with the place in every error.
 *
 * <p>Fields that are not asked for are left alone, so that a newer version's files can be read.
 */
final class JsonFields {
  private final JsonNode node;
  private final String file;
  private final String path;

  private JsonFields(JsonNode node, String file, String path) {
    this.node = node;
    this.file = file;
    this.path = path;
    if (!node.isObject()) {
      throw wrong(path.isEmpty() ? "the content" : path, "an object", node);
    }
  }

  /** Returns the fields of the object that {@code file} holds. */
  static JsonFields of(JsonNode node, String file) {
    return new JsonFields(node, file, "");
  }

  String string(String key) {
    return text(at(key), get(key));
  }

  Optional<String> optionalString(String key) {
    return has(key) ? Optional.of(string(key)) : Optional.empty();
  }

  /** Returns the texts of an object by their keys; none if there is no such object. */
  ImmutableMap<String, String> optionalStringsByName(String key) {
    if (!has(key)) {
      return ImmutableMap.of();
    }
    JsonFields inner = object(key);
    return inner.children().keySet().stream()
        .collect(ImmutableMap.toImmutableMap(name -> name, inner::string));
  }

  double number(String key) {
    return number(at(key), get(key));
  }

  OptionalDouble optionalNumber(String key) {
    return has(key) ? OptionalDouble.of(number(key)) : OptionalDouble.empty();
  }

  long integer(String key) {
    return integer(at(key), get(key));
  }

  private long integer(String where, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(where, "an integer", value);
    }
    return value.longValue();
  }

  Optional<Long> optionalInteger(String key) {
    return has(key) ? Optional.of(integer(key)) : Optional.empty();
  }

  OptionalLong optionalLong(String key) {
    return has(key) ? OptionalLong.of(integer(key)) : OptionalLong.empty();
  }

  /** Returns the whole numbers of a list; none if there is no such field. */
  ImmutableList<Long> optionalIntegers(String key) {
    return has(key) ? elements(key, this::integer) : ImmutableList.of();
  }

  /** Returns whatever stands there. */
  JsonNode node(String key) {
    return get(key).deepCopy();
  }

  Instant instant(String key) {
    try {
      return Instant.parse(string(key));
    } catch (DateTimeException e) {
      throw wrong(at(key), "a UTC time such as 2026-01-31T12:00:00Z", get(key));
    }
  }

  /** Returns the constant whose name is, in lower case, the field's value. */
  <E extends Enum<E>> E choice(String key, Class<E> type) {
    return choice(at(key), get(key), type);
  }

  /** Returns the constant that {@link #choice} returns; none if there is no such field. */
  <E extends Enum<E>> Optional<E> optionalChoice(String key, Class<E> type) {
    return has(key) ? Optional.of(choice(key, type)) : Optional.empty();
  }

  /** Returns the constants of a list; none if there is no such field. */
  <E extends Enum<E>> ImmutableList<E> optionalChoices(String key, Class<E> type) {
    return has(key)
        ? elements(key, (where, value) -> choice(where, value, type))
        : ImmutableList.of();
  }

  private <E extends Enum<E>> E choice(String where, JsonNode value, Class<E> type) {
    ImmutableList<String> known =
        Arrays.stream(type.getEnumConstants()).map(JsonFields::name).collect(toImmutableList());
    int index = known.indexOf(text(where, value));
    if (index < 0) {
      throw wrong(where, "one of " + String.join(", ", known), value);
    }
    return type.getEnumConstants()[index];
  }

  /** Returns what {@link #choice} reads. */
  static String name(Enum<?> constant) {
    return Ascii.toLowerCase(constant.name());
  }

  JsonFields object(String key) {
    return new JsonFields(get(key), file, at(key));
  }

  Optional<JsonFields> optionalObject(String key) {
    return has(key) ? Optional.of(object(key)) : Optional.empty();
  }

  ImmutableList<String> strings(String key) {
    return elements(key, this::text);
  }

  ImmutableList<String> optionalStrings(String key) {
    return has(key) ? strings(key) : ImmutableList.of();
  }

  ImmutableList<Double> numbers(String key) {
    return elements(key, this::number);
  }

  /** Returns whether a field is there and true. */
  boolean optionalTruth(String key) {
    if (!has(key)) {
      return false;
    }
    JsonNode value = get(key);
    if (!value.isBoolean()) {
      throw wrong(at(key), "true or false", value);
    }
    return value.booleanValue();
  }

  /** Returns what one object or several say; nothing if there is no such field. */
  <T> ImmutableList<T> oneOrMore(String key, Function<JsonFields, T> read) {
    return has(key) && get(key).isObject()
        ? ImmutableList.of(read.apply(object(key)))
        : optionalObjects(key, read);
  }

  <T> ImmutableList<T> optionalObjects(String key, Function<JsonFields, T> read) {
    return has(key) ? objects(key, read) : ImmutableList.of();
  }

  <T> ImmutableList<T> objects(String key, Function<JsonFields, T> read) {
    return elements(key, (where, value) -> read.apply(new JsonFields(value, file, where)));
  }

  /** Returns an object's objects by their names, in the order of the file. */
  <T> ImmutableMap<String, T> objectsByName(String key, Function<JsonFields, T> read) {
    JsonFields inner = object(key);
    return inner.children().keySet().stream()
        .collect(ImmutableMap.toImmutableMap(name -> name, name -> read.apply(inner.object(name))));
  }

  /** Returns an object's values by their names, in the order of the file. */
  ImmutableMap<String, JsonNode> values(String key) {
    return object(key).children();
  }

  private ImmutableMap<String, JsonNode> children() {
    return ImmutableMap.copyOf(node.properties());
  }

  boolean has(String key) {
    return node.hasNonNull(key);
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private JsonNode get(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new ResultException(file + ": " + at(key) + " is missing");
    }
    return value;
  }

  private String text(String where, JsonNode value) {
    if (!value.isTextual()) {
      throw wrong(where, "a string", value);
    }
    return value.textValue();
  }

  private double number(String where, JsonNode value) {
    return JsonNumbers.read(value)
        .orElseThrow(() -> wrong(where, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"", value));
  }

  private <T> ImmutableList<T> elements(String key, BiFunction<String, JsonNode, T> read) {
    JsonNode array = get(key);
    if (!array.isArray()) {
      throw wrong(at(key), "an array", array);
    }
    ImmutableList.Builder<T> elements = ImmutableList.builder();
    for (int i = 0; i < array.size(); i++) {
      elements.add(read.apply(at(key) + "[" + i + "]", array.get(i)));
    }
    return elements.build();
  }

  private ResultException wrong(String where, String requirement, JsonNode value) {
    String shown = Ascii.truncate(value.toString(), 60, "...");
    return new ResultException(
        file + ": " + where + " must be " + requirement + " but is " + shown);
  }
}
