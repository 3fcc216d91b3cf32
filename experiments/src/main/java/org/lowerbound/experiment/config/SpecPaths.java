package org.lowerbound.experiment.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import com.google.common.reflect.TypeToken;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The dotted paths of a record that overrides may set. There is no end of them, as a flow may have
 * a flow as its base; so the short ones are listed, and all are known by the words that they are
 * made of.
 */
public final class SpecPaths {
  private static final int MOST_STEPS = 3;

  private final SpecTypes types;
  private final SpecSchema schema;
  private final Map<String, ObjectNode> values = new LinkedHashMap<>();
  private final String pattern;

  /** Finds the paths of a record, all of whose types the schema then defines. */
  public SpecPaths(SpecTypes types, SpecSchema schema, Class<? extends Record> record) {
    this.types = types;
    this.schema = schema;
    walk(TypeToken.of(record), "", 1);
    TreeSet<String> words = new TreeSet<>();
    schema
        .definitions()
        .forEach(
            (name, definition) ->
                definition.path("properties").fieldNames().forEachRemaining(words::add));
    pattern =
        "^(?:%s)(?:\\.(?:%s|\\d+)|\\[\\d+\\])*$"
            .formatted(
                String.join("|", SpecRecord.of(TypeToken.of(record)).names()),
                String.join("|", words));
  }

  /** Returns the short ones, each with what its value may be. */
  public ImmutableMap<String, ObjectNode> values() {
    return ImmutableMap.copyOf(values);
  }

  /** Returns the regular expression that all of them match. */
  public String pattern() {
    return pattern;
  }

  private void walk(TypeToken<?> owner, String path, int steps) {
    String definition = schema.keysOf(owner).orElseThrow();
    if (types.isFamily(owner.getRawType())) {
      put(definition, path, SpecTypes.TYPE);
    }
    keys(owner)
        .asMap()
        .forEach(
            (key, contents) -> {
              put(definition, path, key);
              contents.stream()
                  .filter(content -> steps < MOST_STEPS && schema.keysOf(content).isPresent())
                  .forEach(content -> walk(content, path + key + ".", steps + 1));
            });
  }

  private void put(String definition, String path, String key) {
    values.putIfAbsent(path + key, SpecSchema.reference(definition + "/properties/" + key));
  }

  /** Returns the keys that an object may have, each with the types that its value may be of. */
  private SetMultimap<String, TypeToken<?>> keys(TypeToken<?> owner) {
    SetMultimap<String, TypeToken<?>> keys = LinkedHashMultimap.create();
    for (TypeToken<?> record : records(owner)) {
      SpecRecord.of(record).keys().forEach(key -> keys.put(key.name(), key.type()));
    }
    return keys;
  }

  private ImmutableList<TypeToken<?>> records(TypeToken<?> owner) {
    Class<?> raw = owner.getRawType();
    if (Generics.isOptional(owner)) {
      return records(Generics.optionalContent(owner));
    } else if (types.isFamily(raw)) {
      return types.names(raw).stream()
          .map(name -> TypeToken.of(types.find(raw, name).orElseThrow()))
          .collect(ImmutableList.toImmutableList());
    }
    return ImmutableList.of(raw.isRecord() ? owner : TypeToken.of(ScalarOrObject.of(raw).object()));
  }
}
