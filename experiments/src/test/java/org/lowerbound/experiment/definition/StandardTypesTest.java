package org.lowerbound.experiment.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.DataSource;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.config.SpecWriter;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.execution.SweepRun;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.objective.Objective;
import org.lowerbound.training.TrialSpec;

class StandardTypesTest {
  private static final Path CONFIGS = Path.of("..", "configs");
  private final SpecTypes types = StandardTypes.withPlugins();

  @Test
  void everyDefaultCanBeRead() {
    new SpecReader(types).checkDefaults();
  }

  @Test
  void everyTypeIsDocumented() throws IOException {
    String text = Files.readString(CONFIGS.resolve("README.md"));
    for (Class<?> family : types.families()) {
      for (String name : types.names(family)) {
        assertTrue(text.contains("`" + name + "`"), family.getSimpleName() + " " + name);
      }
    }
  }

  @Test
  void aDefaultThatDependsOnAnotherKeyIsWrittenAsItIs() {
    ObjectNode ofMeans = resolvedDipVae("i");
    assertEquals(100, ofMeans.get("diagonal").doubleValue());
    ObjectNode ofPosterior = resolvedDipVae("ii");
    assertEquals(10, ofPosterior.get("diagonal").doubleValue());
    ofPosterior.put("diagonal", 3);
    assertEquals(3, resolved(ofPosterior).get("diagonal").doubleValue());
  }

  private ObjectNode resolvedDipVae(String variant) {
    return resolved(
        JsonNodeFactory.instance.objectNode().put("type", "dip-vae").put("variant", variant));
  }

  private ObjectNode resolved(ObjectNode objective) {
    return (ObjectNode)
        new SpecWriter(types).write(new SpecReader(types).read(objective, Objective.class, ""));
  }

  @Test
  void everyCommittedSweepResolvesAndReadsBack() throws IOException {
    List<Path> sweeps;
    try (Stream<Path> files = Files.walk(CONFIGS)) {
      sweeps = files.filter(file -> file.toString().endsWith(".json")).toList();
    }
    assertFalse(sweeps.isEmpty());
    for (Path file : sweeps) {
      DataSource source = new DataSource(Optional.empty(), Path.of("target", "no-cache"));
      SweepPlan plan = SweepPlan.of(SweepFile.read(file), types, source);
      new SweepRun(plan, Path.of("target", "no-results")).checkTable();
      for (PlannedTrial trial : plan.trials()) {
        assertEquals(
            trial.spec(),
            new SpecReader(types)
                .read(new SpecWriter(types).write(trial.spec()), TrialSpec.class, ""),
            file.toString());
      }
    }
  }
}
