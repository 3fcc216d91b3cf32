package org.lowerbound.experiment.config;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.reflect.TypeToken;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes typed specs as JSON with every default filled in: the inverse of {@link SpecReader}.
 *
 * <p>A {@code "type"} comes first, an empty optional is left out, and a number stands for the
 * record that is its family's shorthand.
 */
public final class SpecWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final int MOST_PARTS = 10_000;

  private final SpecTypes types;

  /** What has been written of the parts of specs, which many specs share. */
  private final Map<Object, JsonNode> parts = Collections.synchronizedMap(new IdentityHashMap<>());

  /** Makes a writer of the types that a table knows. */
  public SpecWriter(SpecTypes types) {
    this.types = types;
  }

  /**
   * Returns the node that reads back as an equal spec; a record that is in a family says its type.
   * Specs that share a part share its node, so that no node is to be changed.
   *
   * @throws IllegalArgumentException if a part has a class that cannot be read back, or a number is
   *     not finite; the message names the place
   */
  public JsonNode write(Object spec) {
    ImmutableList<Class<?>> families = types.familiesOf(spec.getClass());
    return write(spec, TypeToken.of(families.isEmpty() ? spec.getClass() : families.get(0)), "");
  }

  private JsonNode write(Object value, TypeToken<?> type, String path) {
    Class<?> raw = type.getRawType();
    if (value instanceof JsonNode node) {
      return node.deepCopy();
    } else if (Scalars.isScalar(raw)) {
      return scalar(value, path);
    } else if (Generics.isList(type)) {
      return list((List<?>) value, Generics.listElement(type), path);
    } else if (Generics.isMap(type)) {
      return map((Map<?, ?>) value, Generics.mapValue(type), path);
    } else if (raw.isRecord()) {
      return parts(Json.object(), value, SpecRecord.of(type), path);
    } else if (!types.isFamily(raw) && ScalarOrObject.isOne(raw)) {
      return either(value, ScalarOrObject.of(raw), path);
    }
    return typed(value, raw, path);
  }

  private static JsonNode scalar(Object value, String path) {
    if (value instanceof Double x) {
      checkArgument(Double.isFinite(x), "%s: JSON has no number %s", path, x);
      return NODES.numberNode(x);
    } else if (value instanceof Integer x) {
      return NODES.numberNode(x);
    } else if (value instanceof Long x) {
      return NODES.numberNode(x);
    } else if (value instanceof Boolean x) {
      return NODES.booleanNode(x);
    }
    return NODES.textNode(value instanceof String text ? text : Scalars.enumName(value));
  }

  private ArrayNode list(List<?> values, TypeToken<?> element, String path) {
    ArrayNode out = NODES.arrayNode();
    for (int i = 0; i < values.size(); i++) {
      out.add(write(values.get(i), element, ConfigPaths.element(path, i)));
    }
    return out;
  }

  private ObjectNode map(Map<?, ?> values, TypeToken<?> content, String path) {
    ObjectNode out = Json.object();
    values.forEach(
        (key, value) ->
            out.set((String) key, write(value, content, ConfigPaths.key(path, (String) key))));
    return out;
  }

  private JsonNode either(Object value, ScalarOrObject either, String path) {
    TypeToken<?> type = TypeToken.of(value.getClass());
    if (value.getClass() != either.scalar()) {
      return parts(Json.object(), value, SpecRecord.of(type), path);
    }
    SpecRecord.Key scalar = SpecRecord.of(type).keys().get(0);
    return write(SpecRecord.get(value, scalar), scalar.type(), path);
  }

  private JsonNode typed(Object value, Class<?> family, String path) {
    Optional<String> name = types.nameOf(family, value.getClass());
    checkArgument(
        name.isPresent(),
        "%s: %s has no type name in %s; known types: %s",
        path,
        value.getClass().getName(),
        family.getSimpleName(),
        types.names(family));
    TypeToken<?> type = TypeToken.of(value.getClass());
    if (types
        .numberShorthand(family)
        .map(c -> c.getDeclaringRecord() == value.getClass())
        .orElse(false)) {
      SpecRecord.Key number = SpecRecord.of(type).keys().get(0);
      return write(SpecRecord.get(value, number), number.type(), path);
    }
    return parts(Json.object().put(SpecTypes.TYPE, name.get()), value, SpecRecord.of(type), path);
  }

  private ObjectNode parts(ObjectNode out, Object record, SpecRecord type, String path) {
    for (SpecRecord.Part part : type.parts()) {
      Object value = SpecRecord.get(record, part);
      if (part instanceof SpecRecord.Group group) {
        parts(out, value, group.record(), path);
      } else if (part instanceof SpecRecord.Key key) {
        key(out, value, key, ConfigPaths.key(path, key.name()));
      }
    }
    return out;
  }

  private void key(ObjectNode out, Object value, SpecRecord.Key key, String place) {
    if (Generics.isOptional(key.type())) {
      Generics.unwrap(value)
          .ifPresent(
              content ->
                  out.set(key.name(), write(content, Generics.optionalContent(key.type()), place)));
    } else if (place.equals(key.name()) && value instanceof Record) {
      out.set(key.name(), part(value, key.type(), place));
    } else {
      out.set(key.name(), write(value, key.type(), place));
    }
  }

  private JsonNode part(Object value, TypeToken<?> type, String place) {
    JsonNode known = parts.get(value);
    if (known == null) {
      if (parts.size() >= MOST_PARTS) {
        parts.clear();
      }
      known = write(value, type, place);
      parts.put(value, known);
    }
    return known;
  }
}
