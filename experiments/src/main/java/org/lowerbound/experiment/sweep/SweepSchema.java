package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.lowerbound.experiment.config.Descriptions;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.SpecPaths;
import org.lowerbound.experiment.config.SpecSchema;
import org.lowerbound.experiment.config.SpecTypes;

/**
 * The JSON Schema of a sweep file, for editors. It knows every key and every type, and what a value
 * alone is good for; whether values go together, only the program knows.
 */
public final class SweepSchema {
  private static final String TRIAL = "trial";
  private static final String OVERRIDES = "overrides";
  private static final String VALUES = "values";
  private static final String AXIS = "axis";
  private static final String RANGE = "range";

  private final SpecSchema keys;
  private final ObjectNode ofSweep;
  private final ObjectNode ofRandom;
  private final SpecSchema trial;
  private final SpecPaths paths;

  /**
   * Makes the schema.
   *
   * @param types that a trial may name
   * @param spec the record that a trial fills
   * @param words what is said about them
   */
  public SweepSchema(SpecTypes types, Class<? extends Record> spec, Descriptions words) {
    keys = SpecSchema.ofWhole(words);
    ofSweep = keys.properties(SweepPart.class);
    ofRandom = keys.properties(RandomAxis.class);
    trial = new SpecSchema(types, words);
    paths = new SpecPaths(types, trial, spec);
  }

  /** Returns the classes that it describes. */
  public ImmutableSet<Class<?>> classes() {
    return Sets.union(keys.classes(), trial.classes()).immutableCopy();
  }

  /** Returns the schema. */
  public ObjectNode toJson() {
    ObjectNode schema =
        Json.object()
            .put("$schema", "http://json-schema.org/draft-07/schema#")
            .put("$id", "urn:lowerbound:sweep")
            .put("title", "A sweep of Lowerbound")
            .put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties
        .putObject(SweepPart.SCHEMA)
        .put("description", "where an editor finds this schema; nothing else reads it")
        .put("type", "string");
    properties.setAll(ofSweep.deepCopy());
    properties.withObject("/name").put("pattern", "^(?!.*\\.$)" + SweepPart.NAME + "$");
    properties.withObject("/trial").putArray("allOf").add(SpecSchema.reference(TRIAL));
    ((ObjectNode) properties.at("/axes")).set("items", SpecSchema.reference(AXIS));
    schema.put("additionalProperties", false);
    schema.putArray("required").add("name");
    Map<String, ObjectNode> definitions = new TreeMap<>(trial.definitions());
    definitions.putAll(keys.definitions());
    definitions.put(TRIAL, trial());
    definitions.put(AXIS, axis());
    definitions.put(RANGE, range());
    definitions.put(OVERRIDES, byPath(value -> value, Json.object()));
    definitions.put(VALUES, byPath(SweepSchema::listOf, listOf(Json.object())));
    schema.putObject("definitions").setAll(definitions);
    return schema;
  }

  /** Its dotted keys are known by their words, and not offered: nested objects are clearer. */
  private ObjectNode trial() {
    ObjectNode node = trial.definitions().get(TRIAL).deepCopy();
    node.putObject("patternProperties").putObject(paths.pattern());
    return node;
  }

  private ObjectNode axis() {
    ObjectNode axis =
        Json.object()
            .put("description", "a list of points that the sweep goes through; axes multiply")
            .put("type", "object")
            .put("minProperties", 1)
            .put("additionalProperties", false);
    // Of one kind; those that are drawn alone have two keys more.
    axis.putObject("if").putArray("required").add(RandomAxis.KEY);
    axis.putObject("then").putArray("required").add("count");
    axis.withObject("/then").set("not", anyOf("grid", "zip", "cases"));
    axis.putObject("else").put("maxProperties", 1).set("not", anyOf("count", "seed"));
    ObjectNode kinds = axis.putObject("properties");
    kinds
        .putObject("grid")
        .put("description", "paths, each with a list of values: all combinations of them")
        .putArray("allOf")
        .add(SpecSchema.reference(VALUES));
    kinds
        .putObject("zip")
        .put("description", "paths, each with a list of values: the first of all, the second, ...")
        .putArray("allOf")
        .add(SpecSchema.reference(VALUES));
    kinds
        .putObject("cases")
        .put("description", "labels, each with what it sets in the trial")
        .put("type", "object")
        .put("minProperties", 1)
        .set("additionalProperties", SpecSchema.reference(OVERRIDES));
    ObjectNode random = ofRandom.deepCopy();
    random
        .withObject("/" + RandomAxis.KEY)
        .put("minProperties", 1)
        .put("additionalProperties", false)
        .set("properties", draws());
    random
        .withObject("/" + RandomAxis.KEY + "/patternProperties")
        .set(paths.pattern(), SpecSchema.reference(RANGE));
    kinds.setAll(random);
    return axis;
  }

  private ObjectNode draws() {
    ObjectNode draws = Json.object();
    paths.values().keySet().forEach(path -> draws.set(path, SpecSchema.reference(RANGE)));
    return draws;
  }

  /** What a path of a random axis is drawn from. */
  private static ObjectNode range() {
    ObjectNode range =
        Json.object()
            .put("type", "object")
            .put("minProperties", 1)
            .put("maxProperties", 1)
            .put("additionalProperties", false);
    ObjectNode kinds = range.putObject("properties");
    kinds.set("uniform", bounds("a real number between two bounds", "number"));
    kinds.set("log-uniform", bounds("a real number, on the scale of its logarithm", "number"));
    kinds.set("integers", bounds("a whole number, both bounds included", "integer"));
    kinds.set("choice", listOf(Json.object()).put("description", "any of the values"));
    return range;
  }

  private static ObjectNode bounds(String description, String type) {
    return listOf(Json.object().put("type", type))
        .put("description", description)
        .put("minItems", 2)
        .put("maxItems", 2);
  }

  private static ObjectNode anyOf(String... required) {
    ObjectNode any = Json.object();
    for (String key : required) {
      any.withArray("/anyOf").addObject().putArray("required").add(key);
    }
    return any;
  }

  /**
   * Returns an object whose keys are paths.
   *
   * @param value makes what stands at a path of what the trial has there
   * @param other what stands at a path that is too long to be listed
   */
  private ObjectNode byPath(UnaryOperator<ObjectNode> value, ObjectNode other) {
    ObjectNode node = Json.object().put("type", "object");
    ObjectNode properties = node.putObject("properties");
    paths.values().forEach((path, schema) -> properties.set(path, value.apply(schema)));
    node.putObject("patternProperties").set(paths.pattern(), other);
    return node.put("additionalProperties", false);
  }

  private static ObjectNode listOf(ObjectNode items) {
    ObjectNode list = Json.object().put("type", "array").put("minItems", 1);
    list.set("items", items);
    return list;
  }
}
