package org.lowerbound.experiment.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.SpecProvider;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.progress.ProgressMode;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.TextTable;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.spec.Default;
import org.tensorflow.ndarray.Shape;

/** What tables call the numbers of likelihoods of different kinds on the same grey images. */
final class LikelihoodColumnsTest {
  private static final String SWEEP =
      """
      {
        "name": "grey",
        "trial": {
          "dataset": {"type": "test-grey"},
          "model": {"type": "vae", "latents": 2, "likelihood": "normal"},
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": 1},
          "evaluation": {"metrics": ["elbo", {"type": "nll", "samples": 5}]}
        },
        "axes": [{"cases": {%s}}],
        "table": {%s}
      }
      """;

  private static final String DENSITY = "\"density\": {}";
  private static final String DEQUANTIZED = "\"dequantized\": {\"dataset.dequantize\": true}";
  private static final String CROSS_ENTROPY =
      "\"cross-entropy\": {\"model.likelihood\": {\"type\": \"bernoulli\", \"allowGrey\": true}}";

  @TempDir Path folder;

  /** Grey images of a gradient. */
  public record Grey(@Default("false") boolean dequantize) implements DatasetSpec {
    @Override
    public Dataset load(DataSource source) {
      byte[] levels = new byte[40 * 6];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = (byte) (i * 37 % 256);
      }
      Observations images = new Observations.Bytes(levels, 40, 6);
      return Dataset.of(
          "test-grey",
          Shape.of(2, 3, 1),
          ValueKind.GREY,
          dequantize ? FreshDraw.DEQUANTIZATION : FreshDraw.NOTHING,
          ImmutableMap.of(Split.TRAIN, images, Split.TEST, images),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** Names the data set. */
  public static final class Provider implements SpecProvider {
    @Override
    public void register(SpecTypes.Builder types) {
      types.add(DatasetSpec.class, "test-grey", Grey.class);
    }
  }

  private static SpecTypes types(Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(SpecProvider.class.getName()), Provider.class.getName());
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader plugin = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(plugin);
      return StandardTypes.withPlugins();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private SweepRun sweep(String table, String... cases) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("sweep.json"), SWEEP.formatted(String.join(", ", cases), table));
    SweepPlan plan =
        SweepPlan.of(SweepFile.read(file), types(folder), new DataSource(Optional.empty(), folder));
    plan.check();
    SweepRun run = new SweepRun(plan, folder.resolve("out"));
    run.checkTable();
    run.run(plan.trials(), 1, ProgressMode.NONE.open(plan.trials().size(), 1, System.err));
    return run;
  }

  private static List<String> bestIn(ResultTable table) {
    return new TextTable(true, false)
        .render(table)
        .lines()
        .filter(line -> line.contains("*"))
        .toList();
  }

  @Test
  void aCrossEntropyOnGreyLevelsIsNowhereALogLikelihood() throws IOException {
    SweepRun run = sweep("", DENSITY, CROSS_ENTROPY);
    JsonNode table = Json.read(run.folder().resolve("table.json"));
    assertEquals(List.of("elbo", "rate", "distortion", "nll"), names(table.at("/rows/0/metrics")));
    assertEquals(
        Set.of("rate", "unnormalized-elbo", "unnormalized-distortion", "unnormalized-nll"),
        Set.copyOf(names(table.at("/rows/1/metrics"))));
    assertEquals("[\"density\",\"unnormalized\"]", table.at("/provenance/measures").toString());
    for (JsonNode column : table.get("columns")) {
      if (column.get("name").textValue().startsWith("unnormalized-")) {
        assertEquals("neither", column.get("better").textValue());
      }
    }
    String id = table.at("/rows/1/trials/0/id").textValue();
    JsonNode trial = Json.read(run.folder().resolve("trials/" + id + "/result.json"));
    assertEquals("unnormalized", trial.at("/provenance/measure").textValue());
    assertFalse(trial.get("metrics").has("elbo"));
    assertTrue(trial.get("metrics").has("unnormalized-elbo"));

    String text = new TextTable(true, false).render(run.table());
    assertTrue(text.contains("unnormalized-nll (nats) "), text);
    assertFalse(text.contains("unnormalized-nll (nats) ↓"), text);
    assertTrue(text.contains("unnormalized: no log-likelihood"), text);
    assertEquals(List.of(), bestIn(run.table()));
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream()
        .map(entry -> entry.getKey())
        .filter(name -> !name.equals("parameters") && !name.equals("skipped-steps"))
        .toList();
  }

  @Test
  void bitsPerDimensionAreThereForDequantizedLevelsAlone() throws IOException {
    SweepRun run = sweep("", DENSITY, DEQUANTIZED);
    ResultTable table = run.table();
    assertFalse(table.rows().get(0).metrics().containsKey("nll-bits-per-dim"));
    double nll = table.rows().get(1).metrics().get("nll").mean();
    assertEquals(
        nll / (6 * Math.log(2)) + 8,
        table.rows().get(1).metrics().get("nll-bits-per-dim").mean(),
        1e-12);
    assertEquals(2, table.provenance().datasets().size(), "other noise, other data");
  }

  @Test
  void aColumnThatNoTrialCanFillIsRefusedBeforeAnyRuns() {
    ResultException e =
        assertThrows(
            ResultException.class, () -> sweep("\"columns\": [\"nll-bits-per-dim\"]", DENSITY));
    assertTrue(
        e.getMessage().startsWith("table.columns: unknown metric 'nll-bits-per-dim'"),
        e.getMessage());
    e = assertThrows(ResultException.class, () -> sweep("\"columns\": [\"nll\"]", CROSS_ENTROPY));
    assertTrue(e.getMessage().contains("unnormalized-nll"), e.getMessage());
    assertFalse(Files.exists(folder.resolve("out")));
  }
}
