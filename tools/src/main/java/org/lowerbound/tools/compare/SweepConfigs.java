package org.lowerbound.tools.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.experiment.sweep.Trial;

/**
 * The trials of the sweep behind a table, as its file says them: without defaults.
 *
 * @param trials the trials by what the axes set for them
 */
public record SweepConfigs(ImmutableMap<String, Trial> trials) {
  /** Returns the trials of the {@code sweep.json} beside a table; none if it cannot be read. */
  public static SweepConfigs beside(Path table) {
    Path file = TableTrials.folder(table).resolve("sweep.json");
    if (!Files.isRegularFile(file)) {
      return new SweepConfigs(ImmutableMap.of());
    }
    try {
      return new SweepConfigs(
          SweepFile.read(file).trials().stream()
              .collect(
                  ImmutableMap.toImmutableMap(
                      trial -> key(trial.overrides()), trial -> trial, (first, second) -> first)));
    } catch (ConfigException e) {
      // Of another version of the format: the table itself is all that is needed.
      return new SweepConfigs(ImmutableMap.of());
    }
  }

  /** Returns the trial for which the axes set these values. */
  public Optional<Trial> trial(Map<String, JsonNode> overrides) {
    return Optional.ofNullable(trials.get(key(overrides)));
  }

  /** Returns one text for overrides however their numbers are spelled and their paths ordered. */
  public static String key(Map<String, JsonNode> overrides) {
    var json = Json.object();
    overrides.forEach(json::set);
    return Json.canonical(json);
  }
}
