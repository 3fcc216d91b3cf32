package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.FilePaths;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.Shown;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.result.TableLayout;

/**
 * What a sweep file says together with all that it includes.
 *
 * @param part the keys, but for the axes
 * @param axes the axes, which are read in the file where they stand, so that messages name it
 */
record IncludedParts(SweepPart part, ImmutableList<Axis> axes) {
  private static final int MOST_FILES = 50;
  private static final SpecReader READER = new SpecReader(SpecTypes.builder().build());

  /**
   * Returns what a file says.
   *
   * @throws ConfigException naming the file that is wrong
   */
  static IncludedParts read(Path file) {
    return read(file, ImmutableList.of());
  }

  /** What one file says itself. */
  private record Own(SweepPart part, ImmutableList<Axis> axes, Optional<Path> include) {}

  private static IncludedParts read(Path file, List<Path> includedBy) {
    Path key = file.toAbsolutePath().normalize();
    List<Path> chain = new ArrayList<>(includedBy);
    chain.add(key);
    if (includedBy.contains(key)) {
      throw new ConfigException(
          "include: the files include each other: "
              + chain.stream()
                  .map(path -> path.getFileName().toString())
                  .collect(Collectors.joining(" -> ")));
    }
    if (chain.size() > MOST_FILES) {
      throw ConfigException.at(
          file.toString(), "include: more than %d files in a row".formatted(MOST_FILES));
    }
    Own own = own(file);
    Optional<IncludedParts> included = own.include.map(path -> read(path, chain));
    try {
      return over(own.part, own.axes, included);
    } catch (ConfigException e) {
      throw e.within(file.toString());
    }
  }

  private static Own own(Path file) {
    JsonNode node = Json.read(file);
    try {
      SweepPart part = READER.read(withoutSchema(node), SweepPart.class, "");
      Optional<Path> include = part.include().map(name -> included(file, name));
      ImmutableList<Axis> axes = AxisReader.read(part.axes().orElse(ImmutableList.of()));
      return new Own(part, axes, include);
    } catch (ConfigException e) {
      throw e.within(file.toString());
    }
  }

  /** Where its schema is, a file tells editors only. */
  private static JsonNode withoutSchema(JsonNode file) {
    JsonNode schema = file.path(SweepPart.SCHEMA);
    if (!schema.isMissingNode() && !schema.isTextual()) {
      throw ConfigException.at(
          SweepPart.SCHEMA, "expected text in double quotes but is " + Shown.value(schema));
    }
    return ((ObjectNode) file.deepCopy()).without(SweepPart.SCHEMA);
  }

  private static Path included(Path file, String name) {
    Path beside = file.resolveSibling(FilePaths.of("include", name).toString());
    if (Files.isRegularFile(beside)) {
      return beside;
    }
    return ShippedSweeps.ofProgram()
        .find(name)
        .orElseThrow(
            () ->
                new ConfigException(
                    "include: there is no file "
                        + beside
                        + ", nor a sweep of that name in the program"));
  }

  private static IncludedParts over(
      SweepPart part, ImmutableList<Axis> axes, Optional<IncludedParts> included) {
    Optional<SweepPart> base = included.map(IncludedParts::part);
    JsonNode baseTrial = base.flatMap(SweepPart::trial).orElseGet(Json::object);
    // IncludedParts even if there is nothing to merge into, so that dotted keys are paths
    // everywhere.
    Optional<JsonNode> trial =
        part.trial().map(node -> merged(baseTrial, node)).or(() -> base.flatMap(SweepPart::trial));
    return new IncludedParts(
        new SweepPart(
            part.name(),
            part.description().or(() -> base.flatMap(SweepPart::description)),
            Optional.empty(),
            trial,
            Optional.empty(),
            table(part.table(), base.flatMap(SweepPart::table)),
            part.published().or(() -> base.flatMap(SweepPart::published))),
        part.axes().isPresent() ? axes : included.map(IncludedParts::axes).orElse(axes));
  }

  private static JsonNode merged(JsonNode base, JsonNode trial) {
    JsonNode merged = TreeMerge.merge(base, trial, "trial");
    if (!TreeMerge.holds(merged, trial)) {
      throw new ConfigException(
          "trial: one key undoes another, such as \"a.b\" and \"a\": {\"b\": ...}; set each path"
              + " once");
    }
    return merged;
  }

  private static Optional<TableLayout> table(
      Optional<TableLayout> own, Optional<TableLayout> included) {
    if (own.isEmpty() || included.isEmpty()) {
      return own.or(() -> included);
    }
    return Optional.of(
        new TableLayout(
            own.get().rows().or(() -> included.get().rows()),
            own.get().columns().or(() -> included.get().columns()),
            own.get().sort().or(() -> included.get().sort())));
  }
}
