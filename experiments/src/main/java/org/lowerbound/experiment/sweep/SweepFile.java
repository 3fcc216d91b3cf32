package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.NearestNames;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.experiment.config.SpecTypes;

/**
 * Finds and reads sweep files.
 *
 * <p>A file may include another, whose path is relative to its own. The including file's trial is
 * merged into the included one; its axes, its table's rows or columns, and its published figures
 * replace those included. Its name must be its own.
 */
public final class SweepFile {
  private static final String FOLDER = "configs";
  private static final int MOST_LISTED = 20;
  private static final SpecReader READER = new SpecReader(SpecTypes.builder().build());

  private SweepFile() {}

  /**
   * Returns the file that a name means: a path, from the working directory, or else a path under
   * its {@code configs/}.
   *
   * @throws ConfigException if there is neither, naming files of {@code configs/} that are near
   */
  public static Path find(String name, Path workingDirectory) {
    Path configs = workingDirectory.resolve(FOLDER);
    try {
      for (Path candidate :
          ImmutableList.of(workingDirectory.resolve(name), configs.resolve(name))) {
        if (Files.isRegularFile(candidate)) {
          return candidate;
        }
      }
    } catch (InvalidPathException e) {
      throw ConfigException.at(name, "is not a path");
    }
    throw ConfigException.at(
        name, "there is no such file here or in configs/" + nearby(name, configs));
  }

  /**
   * Returns the sweep in a file.
   *
   * @throws ConfigException with what is wrong, naming the file
   */
  public static Sweep read(Path file) {
    Merged merged = merge(file, ImmutableList.of());
    String name =
        merged.part.name().orElseThrow(() -> ConfigException.at(file.toString(), "missing 'name'"));
    JsonNode trial =
        merged
            .part
            .trial()
            .orElseThrow(() -> ConfigException.at(file.toString(), "missing 'trial'"));
    Optional<SweepPart.TablePart> table = merged.part.table();
    try {
      return new Sweep(
          name,
          merged.part.description(),
          trial,
          Overrides.none(),
          merged.axes,
          new TableLayout(
              table.flatMap(SweepPart.TablePart::rows).orElse(ImmutableList.of()),
              table.flatMap(SweepPart.TablePart::columns).orElse(ImmutableList.of())),
          merged.part.published());
    } catch (ConfigException e) {
      throw e.within(file.toString());
    } catch (IllegalArgumentException e) {
      throw ConfigException.at(file.toString(), "table: " + e.getMessage());
    }
  }

  /** A file's part with all that it includes; the axes are read in the file that they stand in. */
  private record Merged(SweepPart part, ImmutableList<Axis> axes) {}

  private static Merged merge(Path file, List<Path> includedBy) {
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
    JsonNode node = Json.read(file);
    try {
      SweepPart part = READER.read(node, SweepPart.class, "");
      ImmutableList<Axis> axes = AxisReader.read(part.axes().orElse(ImmutableList.of()));
      if (part.include().isEmpty()) {
        return over(part, axes, Optional.empty());
      }
      Path included = file.resolveSibling(part.include().get());
      if (!Files.isRegularFile(included)) {
        throw new ConfigException("include: there is no file " + included);
      }
      return over(part, axes, Optional.of(merge(included, chain)));
    } catch (ConfigException e) {
      throw e.within(file.toString());
    }
  }

  private static Merged over(SweepPart part, ImmutableList<Axis> axes, Optional<Merged> included) {
    Optional<SweepPart> base = included.map(Merged::part);
    JsonNode baseTrial = base.flatMap(SweepPart::trial).orElseGet(Json::object);
    // Merged even if there is nothing to merge into, so that dotted keys are paths everywhere.
    Optional<JsonNode> trial =
        part.trial()
            .map(node -> TreeMerge.merge(baseTrial, node, "trial"))
            .or(() -> base.flatMap(SweepPart::trial));
    return new Merged(
        new SweepPart(
            part.name(),
            part.description().or(() -> base.flatMap(SweepPart::description)),
            Optional.empty(),
            trial,
            Optional.empty(),
            table(part.table(), base.flatMap(SweepPart::table)),
            part.published().or(() -> base.flatMap(SweepPart::published))),
        part.axes().isPresent() ? axes : included.map(Merged::axes).orElse(axes));
  }

  private static Optional<SweepPart.TablePart> table(
      Optional<SweepPart.TablePart> own, Optional<SweepPart.TablePart> included) {
    if (own.isEmpty() || included.isEmpty()) {
      return own.or(() -> included);
    }
    return Optional.of(
        new SweepPart.TablePart(
            own.get().rows().or(() -> included.get().rows()),
            own.get().columns().or(() -> included.get().columns())));
  }

  private static String nearby(String name, Path configs) {
    if (!Files.isDirectory(configs)) {
      return "";
    }
    List<String> known;
    try (Stream<Path> files = Files.walk(configs)) {
      known =
          files
              .filter(path -> path.toString().endsWith(".json"))
              .map(path -> configs.relativize(path).toString().replace('\\', '/'))
              .sorted()
              .toList();
    } catch (IOException e) {
      return "";
    }
    String hint = NearestNames.didYouMean(name, known);
    return hint.isEmpty()
        ? known.stream().limit(MOST_LISTED).collect(Collectors.joining(", ", "; there are: ", ""))
        : hint;
  }
}
