package org.lowerbound.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.data.named.Mnist;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.evaluation.figure.SamplesFigure;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.model.Vae;
import org.lowerbound.network.Activation;
import org.lowerbound.network.Mlp;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.training.TrialSpec;

class BenchConfigTest {
  private static final Path CONFIG = Path.of("..", "configs", "bench.json");

  @TempDir Path folder;

  private ImmutableMap<String, TrialSpec> specs(Path file) {
    SweepPlan plan =
        SweepPlan.of(
            SweepFile.read(file),
            StandardTypes.withPlugins(),
            new DataSource(Optional.empty(), folder.resolve("cache")));
    return plan.trials().stream()
        .collect(ImmutableMap.toImmutableMap(PlannedTrial::label, PlannedTrial::spec));
  }

  @Test
  void theSweepHasTheWorkloads() {
    ImmutableMap<String, TrialSpec> specs = specs(CONFIG);
    assertEquals(
        BenchOptions.allWorkloads().stream().map(label -> "case=" + label).toList(),
        specs.keySet().asList());
    for (Workload workload : Workload.values()) {
      TrialSpec spec = specs.get("case=" + workload);
      Vae model = (Vae) spec.model();
      assertEquals(Workload.LATENTS, model.latents());
      for (Mlp network : ImmutableList.of((Mlp) model.encoder(), (Mlp) model.decoder())) {
        assertEquals(ImmutableList.of(Workload.HIDDEN, Workload.HIDDEN), network.hidden());
        assertEquals(Activation.TANH, network.activation());
      }
      assertTrue(spec.dataset() instanceof Mnist, spec.dataset().toString());
      if (workload.training()) {
        assertEquals(workload.batch(), spec.training().batchSize());
        assertEquals(workload.draws(), BoundObjective.drawsOf(spec.objective()));
        assertEquals(ImmutableList.of(), spec.evaluation().metrics());
      } else {
        assertEquals(workload.draws(), ((Nll) spec.evaluation().metrics().get(0)).samples());
        assertEquals(ImmutableList.of(Split.VALIDATION), spec.evaluation().splits());
      }
    }
  }

  @Test
  void whatIsTimedIsWhatTheCasesDo() {
    ImmutableMap<String, TrialSpec> specs = specs(CONFIG);
    for (ModelWorkload workload : ModelWorkload.values()) {
      TrialSpec spec = specs.get("case=" + workload.label());
      switch (workload.work()) {
        case TRAINING -> {
          assertEquals(workload.batch(), spec.training().batchSize(), workload.label());
          assertEquals(ImmutableList.of(), spec.evaluation().metrics(), workload.label());
        }
        case SCORING -> assertFalse(spec.evaluation().metrics().isEmpty(), workload.label());
        case DRAWING -> {
          assertEquals(ImmutableList.of(), spec.evaluation().metrics(), workload.label());
          SamplesFigure figure = (SamplesFigure) spec.evaluation().figures().get(0);
          assertEquals(workload.batch(), figure.count(), workload.label());
        }
      }
    }
  }

  @Test
  void withoutMnistItIsRandomImages() throws IOException {
    BenchData none =
        new BenchData(
            Optional.of(folder.toString()),
            ImmutableMap.of("XDG_CACHE_HOME", folder.resolve("cache").toString()));
    assertFalse(none.isMnist());
    assertTrue(none.describe().contains("random grey images"), none.describe());
    Path sweep = folder.resolve("sweep.json");
    Files.writeString(
        sweep,
        "{\"name\": \"x\", \"include\": \"%s\", \"trial\": %s}"
            .formatted(CONFIG.toAbsolutePath(), none.settings()));
    ImmutableMap<String, TrialSpec> specs = specs(sweep);
    for (Workload workload : Workload.values()) {
      assertEquals(
          new RandomImages(300, Binarization.DYNAMIC), specs.get("case=" + workload).dataset());
    }
  }

  @Test
  void casesOnOtherDataHaveRandomImagesToo() {
    BenchData none =
        new BenchData(
            Optional.of(folder.toString()),
            ImmutableMap.of("XDG_CACHE_HOME", folder.resolve("cache").toString()));
    JsonNode cases = Json.read(CONFIG).at("/axes/0/cases");
    for (String label : ImmutableList.of("W6a", "W11")) {
      ObjectNode there = none.onWhatThereIs(cases.get(label).deepCopy());
      assertEquals(RandomImages.NAME, there.at("/dataset/type").asText());
      assertEquals("none", there.at("/dataset/binarization").asText());
    }
    assertEquals(cases.get("W4"), none.onWhatThereIs(cases.get("W4").deepCopy()));
    assertEquals(cases.get("W5"), none.onWhatThereIs(cases.get("W5").deepCopy()));
  }

  @Test
  void mnistIsTakenWhereItIs() throws IOException {
    writeGzipOf(47_040_016, "train-images-idx3-ubyte.gz");
    writeGzipOf(7_840_016, "t10k-images-idx3-ubyte.gz");
    BenchData data = new BenchData(Optional.of(folder.toString()), ImmutableMap.of());
    assertTrue(data.isMnist());
    assertTrue(data.settings().isEmpty());
    assertEquals(ImmutableList.of("--data", folder.toString()), data.options());
  }

  /** Writes zeros: that the content is another shows when it is read. */
  private void writeGzipOf(int length, String name) throws IOException {
    Path file = Files.createDirectories(folder.resolve("mnist")).resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(new byte[length]);
    }
  }

  @Test
  void randomImagesHaveTheSizesOfMnist() {
    Dataset images =
        new RandomImages(300, Binarization.DYNAMIC).load(new DataSource(Optional.empty(), folder));
    assertEquals(Workload.PIXELS, images.dimension());
    assertEquals(59_700, images.splits().get(Split.TRAIN).count());
    assertEquals(300, images.splits().get(Split.VALIDATION).count());
    assertEquals(10_000, images.splits().get(Split.TEST).count());
    assertEquals(
        BenchData.IMAGES, images.splits().values().stream().mapToInt(s -> s.count()).sum());
    assertEquals(0.5, images.trainMean().get(0), 0.01); // 60,000 uniform draws: s.e. 0.0012.
    assertThrows(
        IllegalArgumentException.class, () -> new RandomImages(300, Binarization.THRESHOLD));
  }
}
