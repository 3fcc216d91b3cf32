package org.lowerbound.experiment.config;

import static com.google.common.base.Preconditions.checkState;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import com.google.common.reflect.TypeToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One pass over a tree: gathers problems and goes on. A value that cannot be had is empty, and its
 * problem is on the list.
 */
final class Reading {
  private final SpecTypes types;
  private final String root;
  private final ReadParts parts;
  private final List<String> problems = new ArrayList<>();

  Reading(SpecTypes types) {
    this(types, "", new ReadParts());
  }

  /**
   * Starts to read.
   *
   * @param root the path of the whole
   * @param parts those of other wholes that are known
   */
  Reading(SpecTypes types, String root, ReadParts parts) {
    this.types = types;
    this.root = root;
    this.parts = parts;
  }

  ImmutableList<String> problems() {
    return ImmutableList.copyOf(problems);
  }

  Optional<Object> read(JsonNode node, TypeToken<?> type, String path) {
    Class<?> raw = type.getRawType();
    if (Generics.isOptional(type)) {
      return read(node, Generics.optionalContent(type), path)
          .map(content -> Generics.wrap(type, Optional.of(content)));
    } else if (raw == JsonNode.class) {
      return Optional.of(node.deepCopy());
    } else if (Scalars.isScalar(raw)) {
      return attempt(path, () -> Scalars.read(node, raw));
    } else if (Generics.isList(type)) {
      return readList(node, Generics.listElement(type), path);
    } else if (Generics.isMap(type)) {
      return readMap(node, Generics.mapValue(type), path);
    } else if (raw.isRecord()) {
      return readRecord(node, type, path);
    } else if (!types.isFamily(raw) && ScalarOrObject.isOne(raw)) {
      return readEither(node, ScalarOrObject.of(raw), path);
    }
    checkState(
        types.isFamily(raw), "%s: no type is known for %s, and it cannot be read", path, type);
    return readFamily(node, raw, path);
  }

  private Optional<Object> readList(JsonNode node, TypeToken<?> element, String path) {
    if (!node.isArray()) {
      return expected("a list", node, path);
    }
    ImmutableList.Builder<Object> values = ImmutableList.builder();
    int before = problems.size();
    for (int i = 0; i < node.size(); i++) {
      read(node.get(i), element, ConfigPaths.element(path, i)).ifPresent(values::add);
    }
    return problems.size() == before ? Optional.of(values.build()) : Optional.empty();
  }

  private Optional<Object> readMap(JsonNode node, TypeToken<?> content, String path) {
    if (!node.isObject()) {
      return expected("an object", node, path);
    }
    ImmutableMap.Builder<String, Object> values = ImmutableMap.builder();
    int before = problems.size();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = entry.getKey();
      read(entry.getValue(), content, ConfigPaths.key(path, key))
          .ifPresent(value -> values.put(key, value));
    }
    return problems.size() == before ? Optional.of(values.buildOrThrow()) : Optional.empty();
  }

  private Optional<Object> readEither(JsonNode node, ScalarOrObject either, String path) {
    if (node.isObject()) {
      return readKeys(node, TypeToken.of(either.object()), path, Optional.empty());
    }
    SpecRecord record = SpecRecord.of(TypeToken.of(either.scalar()));
    int before = problems.size();
    Optional<Object> value =
        read(node, record.keys().get(0).type(), path)
            .flatMap(scalar -> attempt(path, () -> record.make(ImmutableList.of(scalar))));
    if (problems.size() > before) {
      problems.add(
          problems.remove(before)
              + "; an object works, too: "
              + String.join(", ", SpecRecord.of(TypeToken.of(either.object())).names()));
    }
    return value;
  }

  private Optional<Object> readFamily(JsonNode node, Class<?> family, String path) {
    var shorthand = types.numberShorthand(family);
    if (node.isNumber() && shorthand.isPresent()) {
      SpecRecord record = SpecRecord.of(TypeToken.of(shorthand.get().getDeclaringRecord()));
      return read(node, record.keys().get(0).type(), path)
          .flatMap(number -> attempt(path, () -> record.make(ImmutableList.of(number))));
    } else if (node.isTextual()) {
      Optional<String> number = shorthand.flatMap(x -> Numerals.problem(node.textValue()));
      if (number.isPresent()) {
        return problem(path, number.get());
      }
      return findType(node.textValue(), family, path)
          .flatMap(type -> readKeys(Json.object(), type, path, Optional.of(node.textValue())));
    } else if (!node.isObject()) {
      return expected(
          "an object with a \"type\" or a type's name"
              + (shorthand.isPresent() ? " or a number" : ""),
          node,
          path,
          "; known types: " + String.join(", ", types.names(family)));
    }
    JsonNode name = node.path(SpecTypes.TYPE);
    if (name.isMissingNode()) {
      return problem(
          path, "missing 'type'; known types: " + String.join(", ", types.names(family)));
    } else if (!name.isTextual()) {
      return expected("a type's name", name, ConfigPaths.key(path, SpecTypes.TYPE));
    }
    return findType(name.textValue(), family, ConfigPaths.key(path, SpecTypes.TYPE))
        .flatMap(type -> readKeys(node, type, path, Optional.of(name.textValue())));
  }

  private Optional<TypeToken<?>> findType(String name, Class<?> family, String path) {
    Optional<Class<?>> found = types.find(family, name);
    if (found.isEmpty()) {
      ImmutableList<String> known = types.names(family);
      problem(
          path,
          "unknown type '"
              + Shown.text(name)
              + "'"
              + NearestNames.didYouMean(
                  name,
                  known,
                  "known types: " + String.join(", ", NearestNames.ranked(name, known))));
    }
    return found.map(TypeToken::of);
  }

  /** A record where no family is asked for: its type may be named, but need not. */
  private Optional<Object> readRecord(JsonNode node, TypeToken<?> type, String path) {
    if (!node.isObject()) {
      return expected("an object", node, path);
    }
    ImmutableList<String> names =
        types.familiesOf(type.getRawType()).stream()
            .map(family -> types.nameOf(family, type.getRawType()).orElseThrow())
            .collect(ImmutableList.toImmutableList());
    JsonNode named = node.path(SpecTypes.TYPE);
    if (names.isEmpty() || named.isMissingNode()) {
      return readKeys(node, type, path, Optional.empty());
    } else if (!named.isTextual() || !names.contains(named.textValue())) {
      return expected("\"" + names.get(0) + "\"", named, ConfigPaths.key(path, SpecTypes.TYPE));
    }
    return readKeys(node, type, path, Optional.of(named.textValue()));
  }

  private Optional<Object> readKeys(
      JsonNode node, TypeToken<?> type, String path, Optional<String> typeName) {
    int before = problems.size();
    SpecRecord record = SpecRecord.of(type);
    reportUnknown(node, record, path, typeName.isPresent());
    reportMissing(node, record, path, typeName);
    List<Object> values = new ArrayList<>();
    for (SpecRecord.Key key : record.keys()) {
      readKey(node, key, path).ifPresent(values::add);
    }
    return problems.size() == before ? attempt(path, () -> record.make(values)) : Optional.empty();
  }

  private Optional<Object> readKey(JsonNode node, SpecRecord.Key key, String path) {
    if (node.has(key.name()) && key.isOneOrMore()) {
      return readOneOrMore(node.get(key.name()), key, ConfigPaths.key(path, key.name()));
    }
    if (node.has(key.name())) {
      JsonNode value = withDefaultType(node.get(key.name()), key);
      String place = ConfigPaths.key(path, key.name());
      return path.equals(root) && value.isContainerNode()
          ? readPart(value, key.type(), place)
          : read(value, key.type(), place);
    }
    return leftOut(key);
  }

  private Optional<Object> readPart(JsonNode node, TypeToken<?> type, String path) {
    Optional<Object> known = parts.find(node, type);
    if (known.isPresent()) {
      return known;
    }
    int before = problems.size();
    Optional<Object> value = read(node, type, path);
    if (problems.size() == before) {
      value.ifPresent(made -> parts.add(node, type, made));
    }
    return value;
  }

  private Optional<Object> readOneOrMore(JsonNode node, SpecRecord.Key key, String path) {
    TypeToken<?> element = Generics.listElement(key.content());
    if (node.isArray()) {
      return read(node, key.type(), path);
    } else if (element.getRawType().isRecord() && !node.isObject()) {
      return expected("an object or a list of them", node, path);
    }
    return read(node, element, path)
        .map(one -> (Object) ImmutableList.of(one))
        .map(
            list ->
                Generics.isOptional(key.type())
                    ? Generics.wrap(key.type(), Optional.of(list))
                    : list);
  }

  /** Returns the value of a key that is not given; none if it is required, which is reported. */
  private Optional<Object> leftOut(SpecRecord.Key key) {
    if (key.defaultLiteral().isPresent()) {
      return Optional.of(readDefault(key));
    }
    return key.isRequired()
        ? Optional.empty()
        : Optional.of(Generics.wrap(key.type(), Optional.empty()));
  }

  /** Returns the record with the given values of its components, and the defaults of all others. */
  Optional<Object> make(SpecRecord record, Map<String, Object> given) {
    ImmutableList<String> missing =
        record.parts().stream()
            .filter(part -> !given.containsKey(part.component().getName()))
            .flatMap(part -> part.keys().stream())
            .filter(SpecRecord.Key::isRequired)
            .map(SpecRecord.Key::name)
            .collect(ImmutableList.toImmutableList());
    if (!missing.isEmpty()) {
      reportMissing(missing, record, "", types.nameOf(record.type()));
      return Optional.empty();
    }
    List<Object> components = new ArrayList<>();
    for (SpecRecord.Part part : record.parts()) {
      Object value = given.get(part.component().getName());
      if (value != null) {
        components.add(value);
      } else if (part instanceof SpecRecord.Key key) {
        leftOut(key).ifPresent(components::add);
      } else if (part instanceof SpecRecord.Group group) {
        make(group.record(), ImmutableMap.of()).ifPresent(components::add);
      }
    }
    return problems.isEmpty() ? attempt("", () -> record.construct(components)) : Optional.empty();
  }

  /** Returns an object that names no type as one of the key's default type, if there is one. */
  private JsonNode withDefaultType(JsonNode node, SpecRecord.Key key) {
    if (!types.isFamily(key.type().getRawType())
        || !node.isObject()
        || node.has(SpecTypes.TYPE)
        || key.defaultLiteral().isEmpty()) {
      return node;
    }
    JsonNode literal = Json.parse(key.defaultLiteral().orElseThrow(), "the default");
    ObjectNode typed = Json.object();
    if (literal.isTextual()) {
      typed.put(SpecTypes.TYPE, literal.textValue());
    } else if (literal.isObject()) {
      typed.setAll((ObjectNode) literal);
    } else {
      return node; // A number stands for a type with other keys than anyone would mean.
    }
    return typed.setAll((ObjectNode) node);
  }

  /**
   * Checks that a class can be read if all its keys are well given.
   *
   * @throws IllegalStateException if a default is not one
   */
  void checkDefaults(Class<?> type) {
    SpecRecord record = SpecRecord.of(TypeToken.of(type));
    record.keys().stream()
        .filter(key -> key.defaultLiteral().isPresent())
        .forEach(this::readDefault);
  }

  private Object readDefault(SpecRecord.Key key) {
    String where =
        "the default of %s.%s"
            .formatted(key.component().getDeclaringRecord().getName(), key.name());
    Reading reading = new Reading(types);
    try {
      JsonNode literal = Json.parse(key.defaultLiteral().orElseThrow(), where);
      Optional<Object> value = reading.read(literal, key.type(), where);
      return value.orElseThrow(() -> new ConfigException(reading.problems()));
    } catch (ConfigException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private void reportUnknown(JsonNode node, SpecRecord record, String path, boolean typed) {
    ImmutableList<String> known = record.names();
    for (String key : ImmutableList.copyOf(node.fieldNames())) {
      if (!known.contains(key) && !(typed && key.equals(SpecTypes.TYPE))) {
        problem(
            ConfigPaths.key(path, key),
            "unknown key '"
                + Shown.text(key)
                + "'"
                + NearestNames.didYouMean(
                    key, known, "known: " + (known.isEmpty() ? "none" : String.join(", ", known))));
      }
    }
  }

  private void reportMissing(
      JsonNode node, SpecRecord record, String path, Optional<String> typeName) {
    ImmutableList<String> absent =
        record.names(true).stream()
            .filter(key -> !node.has(key))
            .collect(ImmutableList.toImmutableList());
    if (absent.isEmpty()) {
      return; // As in nearly every record of every trial.
    }
    // A key that is there under a misspelt name has been reported with its right one.
    ImmutableSet<String> meant =
        Streams.stream(node.fieldNames())
            .filter(key -> !record.names().contains(key))
            .flatMap(key -> NearestNames.near(key, record.names()).stream().limit(1))
            .collect(ImmutableSet.toImmutableSet());
    ImmutableList<String> missing =
        absent.stream()
            .filter(key -> !meant.contains(key))
            .collect(ImmutableList.toImmutableList());
    if (!missing.isEmpty()) {
      reportMissing(missing, record, path, typeName);
    }
  }

  private void reportMissing(
      List<String> missing, SpecRecord record, String path, Optional<String> typeName) {
    ImmutableList<String> optional = record.names(false);
    problem(
        path,
        "%smissing '%s'; required: %s; optional: %s"
            .formatted(
                typeName.map(name -> "'" + name + "' is ").orElse(""),
                String.join("', '", missing),
                String.join(", ", record.names(true)),
                optional.isEmpty() ? "none" : String.join(", ", optional)));
  }

  private Optional<Object> attempt(String path, Supplier<Object> step) {
    try {
      return Optional.of(step.get());
    } catch (ConfigException e) {
      e.problems().forEach(text -> problem(path, text));
      return Optional.empty();
    }
  }

  private Optional<Object> expected(String what, JsonNode node, String path) {
    return expected(what, node, path, "");
  }

  private Optional<Object> expected(String what, JsonNode node, String path, String more) {
    return problem(path, "expected " + what + " but is " + Shown.value(node) + more);
  }

  private Optional<Object> problem(String path, String text) {
    problems.add(ConfigPaths.prefix(path, text));
    return Optional.empty();
  }
}
