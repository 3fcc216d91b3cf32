package org.lowerbound.experiment.config;

import static com.google.common.base.Preconditions.checkState;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.LinkedListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Multimaps;
import com.google.common.collect.SetMultimap;
import com.google.common.primitives.Primitives;
import com.google.common.reflect.TypeToken;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lowerbound.spec.Interval;

/**
 * Says in JSON Schema, draft 7, what {@link SpecReader} reads: what editors of text know best.
 *
 * <p>What is described are the nodes of sweeps, of which any may be the rest of another: an axis or
 * an included file may give what is missing, even the {@code "type"}. So no key is required, an
 * object that names no type may have the keys of any of its family, and a null, which takes a key
 * away, is good for each. A type's own keys are asked for by {@code if} and {@code then}, of which
 * editors show the problems of the type that is meant, and not those of all others.
 *
 * <p>Not safe for use by several threads.
 */
public final class SpecSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The end of the name of a definition that has the keys of all types of a family. */
  private static final String KEYS = "-keys";

  /** The end of the name of a definition that has the type names of a family. */
  private static final String NAMES = "-type";

  /** What a key of two types may have each its own, though it takes the same values. */
  private static final ImmutableSet<String> BESIDE_VALUES =
      ImmutableSet.of("description", "default");

  private final SpecTypes types;
  private final Descriptions words;
  private final Map<String, ObjectNode> definitions = new TreeMap<>();
  private final Map<String, Class<?>> owners = new HashMap<>();
  private final boolean whole;

  /** Makes a schema of the types that a table knows. */
  public SpecSchema(SpecTypes types, Descriptions words) {
    this(types, words, false);
  }

  private SpecSchema(SpecTypes types, Descriptions words, boolean whole) {
    this.types = types;
    this.words = words;
    this.whole = whole;
  }

  /** Makes a schema of records without families, whose keys no null takes away. */
  public static SpecSchema ofWhole(Descriptions words) {
    return new SpecSchema(SpecTypes.builder().build(), words, true);
  }

  /** Returns all that was defined so far, by name and sorted by it. */
  public ImmutableMap<String, ObjectNode> definitions() {
    return ImmutableMap.copyOf(definitions);
  }

  /** Returns the classes that the definitions are of, enums among them. */
  public ImmutableSet<Class<?>> classes() {
    return ImmutableSet.copyOf(owners.values());
  }

  /** Returns a reference to a definition. */
  public static ObjectNode reference(String definition) {
    return Json.object().put("$ref", "#/definitions/" + definition);
  }

  /** Defines a record, if it is not yet defined, and returns the name of its definition. */
  public String define(Class<? extends Record> record) {
    return defineRecord(TypeToken.of(record));
  }

  /** Returns the keys of a record, each with what its value may be. */
  public ObjectNode properties(Class<? extends Record> record) {
    own(SpecWords.of(record), record);
    return properties(SpecRecord.of(TypeToken.of(record)));
  }

  /** Returns the name of the definition whose {@code properties} are the keys of a type, if any. */
  Optional<String> keysOf(TypeToken<?> type) {
    Class<?> raw = type.getRawType();
    if (Generics.isOptional(type)) {
      return keysOf(Generics.optionalContent(type));
    } else if (types.isFamily(raw)) {
      return Optional.of(defineFamily(raw) + KEYS);
    } else if (raw.isRecord()) {
      return Optional.of(defineRecord(type));
    } else if (raw.isInterface() && ScalarOrObject.isOne(raw)) {
      return Optional.of(defineRecord(TypeToken.of(ScalarOrObject.of(raw).object())));
    }
    return Optional.empty();
  }

  private ObjectNode value(TypeToken<?> type, boolean nullable, Optional<Interval> interval) {
    Class<?> raw = type.getRawType();
    if (Generics.isOptional(type)) {
      return value(Generics.optionalContent(type), nullable, interval);
    } else if (raw == JsonNode.class) {
      return Json.object();
    } else if (raw.isEnum()) {
      return enumeration(raw, nullable);
    } else if (Scalars.isScalar(raw)) {
      ObjectNode scalar = typed(nullable, scalarType(raw));
      interval.ifPresent(range -> Intervals.put(range, scalar));
      return scalar;
    } else if (Generics.isList(type)) {
      ObjectNode list = typed(nullable, "array");
      list.set("items", value(Generics.listElement(type), false, interval));
      return list;
    } else if (Generics.isMap(type)) {
      ObjectNode map = typed(nullable, "object");
      map.set("additionalProperties", value(Generics.mapValue(type), false, interval));
      return map;
    } else if (types.isFamily(raw)) {
      return ofInterval(reference(defineFamily(raw)), interval);
    } else if (raw.isRecord()) {
      return reference(defineRecord(type));
    }
    checkState(ScalarOrObject.isOne(raw), "%s cannot be read", type);
    return either(ScalarOrObject.of(raw), nullable, interval);
  }

  private static String scalarType(Class<?> scalar) {
    Class<?> type = Primitives.wrap(scalar);
    if (type == Double.class) {
      return "number";
    } else if (Scalars.isNumber(type)) {
      return "integer";
    }
    return type == Boolean.class ? "boolean" : "string";
  }

  /** What stands beside a reference does not count in draft 7. */
  private static ObjectNode ofInterval(ObjectNode reference, Optional<Interval> interval) {
    if (interval.isEmpty()) {
      return reference;
    }
    ObjectNode both = Json.object();
    both.putArray("allOf").add(reference);
    Intervals.put(interval.get(), both);
    return both;
  }

  private ObjectNode enumeration(Class<?> type, boolean nullable) {
    own(type.getName(), type);
    ObjectNode node = Json.object();
    ArrayNode names = node.putArray("enum");
    ArrayNode meanings = NODES.arrayNode();
    for (Object constant : type.getEnumConstants()) {
      names.add(Scalars.enumName(constant));
      meanings.add(words.of(type, ((Enum<?>) constant).name()).orElse(""));
    }
    if (nullable) {
      names.addNull();
      meanings.add("the default");
    }
    if (meanings.valueStream().anyMatch(text -> !text.textValue().isEmpty())) {
      node.set("enumDescriptions", meanings);
    }
    return node;
  }

  private ObjectNode either(ScalarOrObject either, boolean nullable, Optional<Interval> interval) {
    ObjectNode node = Json.object();
    SpecRecord.Key scalar = SpecRecord.of(TypeToken.of(either.scalar())).keys().get(0);
    node.putArray("anyOf")
        .add(value(scalar.type(), nullable, interval.or(() -> intervalOf(scalar))))
        .add(reference(defineRecord(TypeToken.of(either.object()))));
    return node;
  }

  private ObjectNode typed(boolean nullable, String type) {
    ObjectNode node = Json.object();
    if (nullable) {
      node.putArray("type").add(type).add("null");
      return node;
    }
    return node.put("type", type);
  }

  private ObjectNode properties(SpecRecord record) {
    ObjectNode properties = Json.object();
    for (SpecRecord.Key key : record.keys()) {
      properties.set(key.name(), property(key));
    }
    return properties;
  }

  private ObjectNode property(SpecRecord.Key key) {
    ObjectNode property = Json.object();
    describe(property, description(key));
    ObjectNode value = value(key.type(), !whole, intervalOf(key));
    if (key.isOneOrMore()) {
      value = oneOrMore(value);
    }
    if (value.has("$ref")) {
      property.putArray("allOf").add(value);
    } else {
      property.setAll(value);
    }
    key.defaultLiteral()
        .ifPresent(literal -> property.set("default", Json.parse(literal, "the default")));
    return property;
  }

  private static ObjectNode oneOrMore(ObjectNode list) {
    ObjectNode either = Json.object();
    either.putArray("anyOf").add(list.get("items").deepCopy()).add(list);
    return either;
  }

  private Optional<String> description(SpecRecord.Key key) {
    RecordComponent component = key.component();
    Optional<String> text = words.of(component.getDeclaringRecord(), component.getName());
    return key.isRequired() ? text.map(known -> known + " (required)") : text;
  }

  private static Optional<Interval> intervalOf(SpecRecord.Key key) {
    return Optional.ofNullable(key.component().getAnnotation(Interval.class));
  }

  private static void describe(ObjectNode node, Optional<String> text) {
    text.ifPresent(words -> node.put("description", words));
  }

  /** A record by itself, or one of a family. */
  private String defineRecord(TypeToken<?> type) {
    Class<?> raw = type.getRawType();
    String name =
        types
            .nameOf(raw)
            .map(own -> SpecWords.of(types.familiesOf(raw).get(0)) + "." + own)
            .orElseGet(() -> SpecWords.of(raw));
    if (own(name, raw)) {
      ObjectNode definition = Json.object();
      definitions.put(name, definition);
      SpecRecord record = SpecRecord.of(type);
      describe(definition, words.of(raw));
      boolean named = types.nameOf(raw).isPresent();
      definition.setAll(whole || named ? typed(false, "object") : typed(true, "object"));
      ObjectNode properties = Json.object();
      if (named) {
        properties.put(SpecTypes.TYPE, true);
      }
      properties.setAll(properties(record));
      close(definition, properties, record.names());
    }
    return name;
  }

  /** A key with a dot or an index reaches into one of the keys, as in all overrides. */
  private void close(ObjectNode definition, ObjectNode properties, Collection<String> keys) {
    definition.set("properties", properties);
    if (!whole && !keys.isEmpty()) {
      definition
          .putObject("patternProperties")
          .put(
              keys.stream()
                  .map(Pattern::quote)
                  .map(SpecSchema::plain)
                  .collect(Collectors.joining("|", "^(?:", ")[.\\[]")),
              true);
    }
    definition.put("additionalProperties", false);
  }

  private static String plain(String quoted) {
    return quoted.substring(2, quoted.length() - 2);
  }

  private String defineFamily(Class<?> family) {
    String name = SpecWords.of(family);
    if (own(name, family)) {
      ObjectNode definition = Json.object();
      definitions.put(name, definition);
      definitions.put(name + NAMES, names(family));
      describe(definition, words.of(family));
      ArrayNode kinds = definition.putArray("anyOf").add(reference(name + NAMES));
      types
          .numberShorthand(family)
          .map(number -> SpecRecord.of(TypeToken.of(number.getDeclaringRecord())).keys().get(0))
          .ifPresent(key -> kinds.add(value(key.type(), false, intervalOf(key))));
      kinds.addObject().put("type", "object");
      kinds.addObject().put("type", "null");
      ObjectNode isTyped = definition.putObject("if").put("type", "object");
      isTyped.putArray("required").add(SpecTypes.TYPE);
      ObjectNode typed = definition.putObject("then");
      typed.putObject("properties").set(SpecTypes.TYPE, reference(name + NAMES));
      ArrayNode byType = typed.putArray("allOf");
      for (String type : types.names(family)) {
        ObjectNode choice = byType.addObject();
        choice.withObject("/if/properties/" + SpecTypes.TYPE).put("const", type);
        choice.set(
            "then", reference(defineRecord(TypeToken.of(types.find(family, type).orElseThrow()))));
      }
      definition.set("else", reference(name + KEYS));
      defineKeys(name, family);
    }
    return name;
  }

  private ObjectNode names(Class<?> family) {
    ObjectNode node = Json.object();
    ArrayNode names = node.putArray("enum");
    ArrayNode meanings = NODES.arrayNode();
    for (String name : types.names(family)) {
      names.add(name);
      meanings.add(words.sentence(types.find(family, name).orElseThrow()).orElse(""));
    }
    node.set("enumDescriptions", meanings);
    return node;
  }

  /** An object whose type is said elsewhere may have the keys of any. */
  private void defineKeys(String name, Class<?> family) {
    ListMultimap<String, ObjectNode> places = LinkedListMultimap.create();
    SetMultimap<String, JsonNode> meanings = LinkedHashMultimap.create();
    for (String type : types.names(family)) {
      TypeToken<?> record = TypeToken.of(types.find(family, type).orElseThrow());
      String definition = defineRecord(record);
      for (SpecRecord.Key key : SpecRecord.of(record).keys()) {
        if (meanings.put(key.name(), property(key).without(BESIDE_VALUES))) {
          places.put(key.name(), reference(definition + "/properties/" + key.name()));
        }
      }
    }
    ObjectNode keys = Json.object();
    keys.set(SpecTypes.TYPE, reference(name + NAMES));
    Multimaps.asMap(places).forEach((key, all) -> keys.set(key, anyOf(all)));
    ObjectNode definition = Json.object();
    definitions.put(name + KEYS, definition);
    close(definition, keys, places.keySet());
  }

  private static ObjectNode anyOf(List<ObjectNode> schemas) {
    if (schemas.size() == 1) {
      return schemas.get(0);
    }
    ObjectNode node = Json.object();
    node.putArray("anyOf").addAll(schemas);
    return node;
  }

  /** Returns whether the name is new. */
  private boolean own(String name, Class<?> type) {
    Class<?> before = owners.putIfAbsent(name, type);
    checkState(
        before == null || before == type, "%s and %s are both called %s", before, type, name);
    return before == null;
  }
}
