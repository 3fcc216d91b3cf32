package org.lowerbound.experiment.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.ConfigPaths;
import org.lowerbound.experiment.config.NearestNames;
import org.lowerbound.experiment.config.Shown;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.experiment.config.SpecTypes;

/** Reads the axes of a sweep: {@code grid}, {@code zip}, {@code cases} and {@code random}. */
final class AxisReader {
  private static final ImmutableList<String> KINDS =
      ImmutableList.of("grid", "zip", "cases", RandomAxis.KEY);

  private static final SpecReader READER = new SpecReader(SpecTypes.builder().build());

  private static final int MOST_AXES = 100;

  private AxisReader() {}

  /**
   * Returns the axes that a list describes.
   *
   * @throws ConfigException with the first problem of every axis that has one
   */
  static ImmutableList<Axis> read(List<JsonNode> nodes) {
    if (nodes.size() > MOST_AXES) {
      throw ConfigException.at(
          "axes", "there are %d; at most %d".formatted(nodes.size(), MOST_AXES));
    }
    ImmutableList.Builder<Axis> axes = ImmutableList.builder();
    List<String> problems = new ArrayList<>();
    int cases = 0;
    for (int i = 0; i < nodes.size(); i++) {
      String where = ConfigPaths.element("axes", i);
      cases += nodes.get(i).has("cases") ? 1 : 0;
      try {
        axes.add(axis(nodes.get(i), where, cases <= 1 ? "case" : "case" + cases));
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return axes.build();
  }

  private static Axis axis(JsonNode node, String where, String caseName) {
    if (node.has(RandomAxis.KEY) && KINDS.stream().filter(node::has).count() == 1) {
      RandomAxis random = READER.read(node, RandomAxis.class, where);
      return new Axis(where, node.deepCopy(), random.points(where));
    }
    if (!node.isObject() || node.size() != 1) {
      throw ConfigException.at(
          where,
          "expected an object with one key, 'grid', 'zip' or 'cases', or with 'random', 'count' and"
              + " 'seed', but is "
              + Shown.value(node));
    }
    String kind = node.fieldNames().next();
    String place = ConfigPaths.key(where, kind);
    if (!KINDS.contains(kind)) {
      throw ConfigException.at(
          place,
          "unknown key '%s'".formatted(Shown.text(kind))
              + NearestNames.didYouMean(kind, KINDS, "known: " + String.join(", ", KINDS)));
    }
    JsonNode content = node.get(kind);
    if (!content.isObject() || content.isEmpty()) {
      throw ConfigException.at(
          place,
          "expected an object with at least one %s but is %s"
              .formatted(
                  kind.equals("cases") ? "label and its overrides" : "path and its values",
                  Shown.value(content)));
    }
    return new Axis(
        where,
        node.deepCopy(),
        switch (kind) {
          case "grid" -> grid(content, place);
          case "zip" -> zip(content, place);
          default -> cases(content, place, caseName);
        });
  }

  private static ImmutableList<AxisPoint> grid(JsonNode content, String where) {
    List<List<Assignment>> columns = columns(content, where);
    TrialCount.check(columns.stream().map(List::size).toList(), where);
    return Lists.cartesianProduct(columns).stream().map(AxisPoint::of).collect(toImmutableList());
  }

  private static ImmutableList<AxisPoint> zip(JsonNode content, String where) {
    List<List<Assignment>> columns = columns(content, where);
    List<Assignment> first = columns.get(0);
    for (List<Assignment> column : columns) {
      if (column.size() != first.size()) {
        throw ConfigException.at(
            where,
            "the lists must be equally long, but '%s' has %d values and '%s' has %d"
                .formatted(
                    first.get(0).path().text(),
                    first.size(),
                    column.get(0).path().text(),
                    column.size()));
      }
    }
    ImmutableList.Builder<AxisPoint> points = ImmutableList.builder();
    for (int i = 0; i < first.size(); i++) {
      int row = i;
      points.add(AxisPoint.of(columns.stream().map(column -> column.get(row)).toList()));
    }
    return points.build();
  }

  /** Returns, for every path, the assignments of its values. */
  private static List<List<Assignment>> columns(JsonNode content, String where) {
    List<List<Assignment>> columns = new ArrayList<>();
    AxisPaths.read(ImmutableMap.copyOf(content.properties()), where)
        .forEach(
            (path, values) -> {
              if (!values.isArray() || values.isEmpty()) {
                throw ConfigException.at(
                    ConfigPaths.key(where, path.text()),
                    "expected a list of at least one value but is " + Shown.value(values));
              }
              columns.add(
                  Lists.transform(Lists.newArrayList(values), v -> new Assignment(path, v)));
            });
    return columns;
  }

  private static ImmutableList<AxisPoint> cases(JsonNode content, String where, String name) {
    ImmutableList.Builder<AxisPoint> points = ImmutableList.builder();
    for (Map.Entry<String, JsonNode> entry : content.properties()) {
      String place = ConfigPaths.key(where, entry.getKey());
      if (entry.getKey().isBlank()) {
        throw ConfigException.at(place, "a case needs a label");
      } else if (!entry.getValue().isObject()) {
        throw ConfigException.at(
            place, "expected an object of overrides but is " + Shown.value(entry.getValue()));
      }
      ImmutableList.Builder<Assignment> assignments = ImmutableList.builder();
      for (Map.Entry<String, JsonNode> key : entry.getValue().properties()) {
        String inner = ConfigPaths.key(place, key.getKey());
        assignments.add(new Assignment(AxisPaths.read(key.getKey(), inner), key.getValue()));
      }
      points.add(
          new AxisPoint(
              ImmutableMap.of(name, TextNode.valueOf(entry.getKey())), assignments.build()));
    }
    return points.build();
  }
}
