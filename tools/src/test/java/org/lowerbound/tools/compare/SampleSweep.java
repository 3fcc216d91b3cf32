package org.lowerbound.tools.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lowerbound.data.file.NpzWriter;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.Host;
import org.lowerbound.experiment.result.Measured;
import org.lowerbound.experiment.result.Provenance;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.experiment.result.Publications;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableBuilder;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.TableLayout;
import org.lowerbound.experiment.result.TableTrial;
import org.lowerbound.experiment.result.Timing;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialResultJson;
import org.lowerbound.experiment.result.TrialStatus;

/** A sweep's folder with the numbers that a test wants. */
final class SampleSweep {
  private static final ImmutableList<Column> COLUMNS =
      ImmutableList.of(
          new Column("nll", "nats", Better.LOWER, "-log p(x) with 100 draws, test split"),
          new Column("elbo", "nats", Better.HIGHER, "Evidence lower bound, test split"),
          new Column("active-units", "units", Better.NEITHER, "Units in use, test split"),
          new Column("validation.nll", "nats", Better.LOWER, "-log p(x), validation split"));

  private final Path folder;
  private final List<TableTrial> trials = new ArrayList<>();
  private ImmutableList<Column> columns = COLUMNS;
  private DatasetId data = new DatasetId("mnist", "0123456789abcdef");
  private String commit = "4f2a";
  private boolean files;

  SampleSweep(Path folder) {
    this.folder = folder;
  }

  SampleSweep of(String dataset, String fingerprint) {
    data = new DatasetId(dataset, fingerprint);
    return this;
  }

  SampleSweep madeWith(String otherCommit) {
    commit = otherCommit;
    return this;
  }

  SampleSweep columns(Column... others) {
    columns = ImmutableList.copyOf(others);
    return this;
  }

  /** Has trials that are added from now on leave their folders. */
  SampleSweep withFolders() {
    files = true;
    return this;
  }

  /** Adds a trial. */
  SampleSweep trial(String row, int seed, Map<String, Double> numbers) {
    return trial(row, seed, TrialStatus.COMPLETED, estimates(numbers), ImmutableMap.of());
  }

  /** Adds a trial that has kept the examples that its number is the mean of. */
  SampleSweep trial(String row, int seed, String metric, double... examples) {
    return trial(
        row,
        seed,
        TrialStatus.COMPLETED,
        ImmutableMap.of(metric, Estimate.meanOf(examples)),
        ImmutableMap.of(metric, examples));
  }

  SampleSweep diverged(String row, int seed) {
    return trial(row, seed, TrialStatus.DIVERGED, ImmutableMap.of(), ImmutableMap.of());
  }

  private static ImmutableMap<String, Estimate> estimates(Map<String, Double> numbers) {
    ImmutableMap.Builder<String, Estimate> estimates = ImmutableMap.builder();
    numbers.forEach(
        (name, value) -> estimates.put(name, new Estimate(value, OptionalDouble.of(0.3), 100)));
    return estimates.buildOrThrow();
  }

  private SampleSweep trial(
      String row,
      int seed,
      TrialStatus status,
      ImmutableMap<String, Estimate> numbers,
      ImmutableMap<String, double[]> examples) {
    String id = "%08x%04x".formatted(row.hashCode(), seed);
    TrialResult result =
        new TrialResult(
            id,
            status,
            Optional.empty(),
            numbers,
            Optional.empty(),
            examples.keySet().stream()
                .map(metric -> new Measured("id of " + metric, "4f2a", numbers))
                .collect(ImmutableList.toImmutableList()),
            new Provenance(
                new BuildInfo("0.1.0", commit),
                "2.18.0",
                new Host("17", "Linux", "unknown"),
                data,
                Optional.empty(),
                ImmutableMap.of(),
                "c0ffee",
                Instant.EPOCH),
            new Timing(1, 1, 1, 1, 0, 0));
    trials.add(
        new TableTrial(
            id, ImmutableMap.of("case", node(row), "seed", node(seed)), Optional.of(result)));
    Path trialFolder = TrialFiles.folder(folder, id);
    if (files || !examples.isEmpty()) {
      TrialResultJson.write(trialFolder.resolve("result.json"), result);
      AtomicFiles.write(
          trialFolder.resolve("config.json"),
          """
          {"model": {"type": "vae", "latents": %d, "hidden": [10, 20]},
           "evaluation": {"metrics": [{"type": "nll", "samples": 100}]}, "seed": %d}
          """
              .formatted(row.length(), seed));
    }
    examples.forEach(
        (metric, values) -> {
          try {
            new NpzWriter("id of " + metric)
                .add(metric, values)
                .write(TrialFiles.examples(trialFolder, metric));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    return this;
  }

  private static JsonNode node(Object value) {
    return value instanceof Integer number
        ? Json.object().put("value", number).get("value")
        : Json.object().put("value", value.toString()).get("value");
  }

  /** Writes the table. */
  Path write() {
    ResultTable table =
        new ResultTableBuilder("sweep", "", TableLayout.DEFAULT, Publications.NONE, columns)
            .build(trials);
    ResultTableJson.write(folder.resolve("table.json"), table);
    return folder;
  }

  /** Returns the folder of a trial. */
  Path folderOf(int trial) {
    return TrialFiles.folder(folder, trials.get(trial).id());
  }
}
