package org.lowerbound.experiment.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.Json;
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
  void theTableIsMadeOnce() {
    assertSame(types, StandardTypes.withPlugins());
  }

  @Test
  void everyDefaultCanBeRead() {
    new SpecReader(types).checkDefaults();
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
    for (SweepPlan plan : committed().values()) {
      new SweepRun(plan, Path.of("target", "no-results")).checkTable();
      for (PlannedTrial trial : plan.trials()) {
        assertEquals(
            trial.spec(),
            new SpecReader(types)
                .read(new SpecWriter(types).write(trial.spec()), TrialSpec.class, ""),
            plan.sweep().name());
      }
    }
  }

  /**
   * Results are found again by the id, which is of the whole resolved config. Where this fails on
   * purpose, as by a new key with a default, the file of digests takes what is printed here.
   */
  @Test
  void committedSweepsHaveTheirConfigsAndIds() throws IOException {
    StringBuilder found = new StringBuilder();
    committed()
        .forEach(
            (file, plan) ->
                found.append(
                    "%s %d %s\n"
                        .formatted(
                            CONFIGS.relativize(file).toString().replace('\\', '/'),
                            plan.trials().size(),
                            digest(plan))));
    assertEquals(
        Resources.toString(
            Resources.getResource(StandardTypesTest.class, "shipped-trials.txt"), UTF_8),
        found.toString());
  }

  private static String digest(SweepPlan plan) {
    String configs =
        plan.trials().stream()
            .map(trial -> trial.id() + " " + Json.printLine(trial.resolved().config()))
            .collect(Collectors.joining("\n"));
    return Hashing.sha256().hashString(configs, UTF_8).toString().substring(0, 16);
  }

  private static boolean isSweep(Path file) {
    return file.toString().endsWith(".json") && !file.endsWith("schema.json");
  }

  private ImmutableSortedMap<Path, SweepPlan> committed() throws IOException {
    ImmutableSortedMap.Builder<Path, SweepPlan> plans = ImmutableSortedMap.naturalOrder();
    try (Stream<Path> files = Files.walk(CONFIGS)) {
      for (Path file : files.filter(StandardTypesTest::isSweep).toList()) {
        DataSource source = new DataSource(Optional.empty(), Path.of("target", "no-cache"));
        plans.put(file, SweepPlan.of(SweepFile.read(file), types, source));
      }
    }
    ImmutableSortedMap<Path, SweepPlan> all = plans.buildOrThrow();
    assertFalse(all.isEmpty());
    return all;
  }
}
