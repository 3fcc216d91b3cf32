package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.Host;
import org.lowerbound.experiment.result.Provenance;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.experiment.result.Publications;
import org.lowerbound.experiment.result.ResultTableBuilder;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.TableLayout;
import org.lowerbound.experiment.result.TableTrial;
import org.lowerbound.experiment.result.Timing;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;

/** A sweep's folder with the numbers and the curves that a test wants. */
final class PlotSweep {
  private static final ImmutableList<Column> COLUMNS =
      ImmutableList.of(
          new Column("nll", "nats", Better.LOWER, "-log p(x)"),
          new Column("rate", "nats", Better.NEITHER, "KL"),
          new Column("distortion", "nats", Better.NEITHER, "-E log p(x|z)"),
          new Column("rate-limit", "nats", Better.NEITHER, "R(D)"),
          new Column("mig", "", Better.HIGHER, "Mutual information gap"),
          new Column("gradient-snr-encoder", "", Better.HIGHER, "Signal to noise"),
          new Column("gradient-snr-decoder", "", Better.HIGHER, "Signal to noise"));

  private final Path folder;
  private final List<TableTrial> trials = new ArrayList<>();

  PlotSweep(Path folder) {
    this.folder = folder;
  }

  /**
   * Adds a trial.
   *
   * @param settings what the axes set
   * @param numbers its numbers; none if it diverged
   * @param curve the lines of its curve; none is written if there are none
   */
  PlotSweep trial(
      Map<String, Object> settings, int seed, Map<String, Double> numbers, String... curve) {
    String id = "%012x".formatted(trials.size() + 1);
    ImmutableMap<String, Estimate> metrics =
        ImmutableMap.copyOf(
            Maps.transformValues(numbers, v -> new Estimate(v, OptionalDouble.of(0.25), 100)));
    TrialResult result =
        new TrialResult(
            id,
            numbers.isEmpty() ? TrialStatus.DIVERGED : TrialStatus.COMPLETED,
            Optional.empty(),
            metrics,
            Optional.empty(),
            ImmutableList.of(),
            new Provenance(
                new BuildInfo("0.1.0", "4f2a"),
                "2.18.0",
                new Host("17", "Linux", "unknown"),
                new DatasetId("mnist", "0123456789abcdef"),
                Optional.empty(),
                ImmutableMap.of(),
                "c0ffee",
                Instant.EPOCH),
            new Timing(1, 1, 1, 1, 0, 0));
    ImmutableMap<String, JsonNode> overrides =
        ImmutableMap.<String, JsonNode>builder()
            .putAll(
                settings.entrySet().stream()
                    .collect(toImmutableMap(Map.Entry::getKey, e -> node(e.getValue()))))
            .put("seed", node(seed))
            .buildOrThrow();
    trials.add(new TableTrial(id, overrides, Optional.of(result)));
    if (curve.length > 0) {
      AtomicFiles.write(
          TrialFiles.folder(folder, id).resolve("metrics.jsonl"), String.join("\n", curve) + "\n");
    }
    return this;
  }

  private static JsonNode node(Object value) {
    return Json.parse(
        value instanceof Number ? value.toString() : "\"" + value + "\"", "a test's setting");
  }

  /** Writes the table. */
  Path write() {
    ResultTableJson.write(
        folder.resolve("table.json"),
        new ResultTableBuilder("sweep", "", TableLayout.DEFAULT, Publications.NONE, COLUMNS)
            .build(trials));
    return folder;
  }
}
