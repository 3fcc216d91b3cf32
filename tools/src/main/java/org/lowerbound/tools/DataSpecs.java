package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.ParameterException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.sweep.ResolvedTrial;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.experiment.sweep.SweepFile;

/** Finds the data set that a command line means: by name, as JSON, or as that of a trial. */
record DataSpecs(SpecTypes types, DataSource source) {
  private static final String KEY = "dataset";

  DatasetSpec find(String text, Optional<String> only) {
    if (text.stripLeading().startsWith("{")) {
      return read(Json.parse(text, KEY));
    }
    if (types.names(DatasetSpec.class).contains(text)) {
      return read(TextNode.valueOf(text));
    }
    Path path = Path.of(text);
    if (Files.isRegularFile(path)) {
      return ofSweep(path, only);
    }
    if (Files.isRegularFile(path.resolve("config.json"))) {
      return read(Json.read(path.resolve("config.json")).path(KEY));
    }
    if (Files.isRegularFile(path.resolve("sweep.json"))) {
      return ofSweep(path.resolve("sweep.json"), only);
    }
    throw new ResultException(
        "%s is neither a data set's name nor its JSON, and no sweep or trial is there. Known: %s"
            .formatted(text, String.join(", ", types.names(DatasetSpec.class))));
  }

  private DatasetSpec read(JsonNode node) {
    return new SpecReader(types).read(node, DatasetSpec.class, KEY);
  }

  private DatasetSpec ofSweep(Path file, Optional<String> only) {
    ImmutableList<PlannedTrial> trials;
    try {
      trials = SweepPlan.of(SweepFile.read(file), types, source).trials();
    } catch (ConfigException e) {
      throw e.within(file.toString());
    }
    ImmutableList<ResolvedTrial> resolved =
        trials.stream().map(PlannedTrial::resolved).collect(toImmutableList());
    ImmutableList<ResolvedTrial> chosen =
        only.map(selector -> Selector.parse(selector).select(resolved)).orElse(resolved);
    ImmutableList<DatasetSpec> specs =
        trials.stream()
            .filter(trial -> chosen.contains(trial.resolved()))
            .map(trial -> trial.spec().dataset())
            .distinct()
            .collect(toImmutableList());
    if (specs.size() != 1) {
      throw new ParameterException(
          "%s: its trials have %d data sets, but one is needed; --only chooses a trial by"
                  .formatted(file, specs.size())
              + " path=value, #index or id");
    }
    return specs.get(0);
  }
}
