package org.lowerbound.experiment.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.memory.MachineMemory;
import org.lowerbound.memory.RunMemory;
import org.lowerbound.training.TrialMemory;

/** Sweeps against the memory of machines. */
final class MemoryShareTest {
  private static final long GIBIBYTE = 1L << 30;
  private static final MachineMemory SMALL = new MachineMemory(GIBIBYTE * 5 / 2);

  /** One trial of three takes gigabytes: a million latents are decoded in a step. */
  private static final String SWEEP =
      """
      {"name": "mem",
       "trial": {
         "dataset": {"type": "sprites", "scales": 1, "orientations": 2, "positions": 5},
         "model": {"type": "vae", "latents": 3,
                   "encoder": {"type": "mlp", "hidden": [16]},
                   "decoder": {"type": "mlp", "hidden": [16]}},
         "objective": {"type": "iwae", "samples": 1},
         "training": {"batchSize": 50, "steps": 2},
         "evaluation": {"metrics": ["elbo"]}},
       "axes": [{"cases": {"small": {}, %s "small2": {"seed": 2}}}]}
      """;

  @TempDir Path folder;

  private SweepPlan plan(Path sweep) {
    return SweepPlan.of(
        SweepFile.read(sweep),
        StandardTypes.withPlugins(),
        new DataSource(Optional.empty(), folder));
  }

  private SweepPlan planWith(String trial) throws IOException {
    return plan(Files.writeString(folder.resolve("mem.json"), SWEEP.formatted(trial)));
  }

  @Test
  void aTrialThatCannotFitIsRefusedBeforeAnythingRuns() throws IOException {
    SweepPlan plan = planWith("\"huge\": {\"objective.samples\": 20000},");
    String refusal = assertThrows(ConfigException.class, () -> plan.check(SMALL)).getMessage();
    assertTrue(
        refusal.startsWith(
            "a step needs at least 3.4 GiB of memory; of this machine's 2.5 GiB tensors can have"
                + " 2.1 GiB"),
        refusal);
    assertTrue(refusal.endsWith(" (in trial #1: case=huge)"), refusal);
    assertTrue(refusal.contains("decoder.logits [1000000, 784] 2.9 GiB"), refusal);
    assertTrue(refusal.contains("fewer samples"), refusal);
    assertEquals(1, refusal.lines().count(), refusal);

    MachineMemory large = new MachineMemory(24 * GIBIBYTE);
    plan.check(large);
    assertEquals(ImmutableList.of(), plan.memory(plan.trials(), large).warnings());
    MachineMemory middling = new MachineMemory(6 * GIBIBYTE);
    ImmutableList<String> warnings = plan.memory(plan.trials(), middling).warnings();
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(
        warnings.get(0).startsWith("trial #1 (case=huge): a step may need"), warnings.get(0));
  }

  @Test
  void smallTrialsFit() throws IOException {
    SweepPlan plan = planWith("");
    plan.check(SMALL);
    MemoryShare memory = plan.memory(plan.trials(), SMALL);
    assertEquals(ImmutableList.of(), memory.warnings());
    assertEquals(2, memory.fitting(2));
    assertEquals(Optional.empty(), memory.warning(2));
  }

  @Test
  void trialsThatFitAloneMayNotFitSideBySide() throws IOException {
    SweepPlan plan = planWith("");
    TrialMemory gibibyte =
        new TrialMemory(
            0, ImmutableMap.of("a step", new RunMemory(0, GIBIBYTE, ImmutableList.of())));
    TrialMemory half =
        new TrialMemory(
            GIBIBYTE / 4,
            ImmutableMap.of("a step", new RunMemory(0, GIBIBYTE / 4, ImmutableList.of())));
    ImmutableMap<PlannedTrial, TrialMemory> trials =
        ImmutableMap.of(plan.trials().get(0), gibibyte, plan.trials().get(1), half);
    assertEquals(2, new MemoryShare(trials, SMALL).fitting(2));
    MemoryShare tight = new MemoryShare(trials, new MachineMemory(GIBIBYTE * 3 / 2));
    assertEquals(ImmutableList.of(), tight.warnings());
    assertEquals(1, tight.fitting(2));
    assertEquals(1, tight.fitting(1));
    assertEquals(
        "2 trials at a time may need up to 1.5 GiB of memory; of this machine's 1.5 GiB tensors can"
            + " have 1.1 GiB",
        tight.warning(2).orElseThrow());
  }

  /** Each process has the program's 384 MiB, and what Java has, once more. */
  @Test
  void fewerTrialsFitInProcessesOfTheirOwn() throws IOException {
    SweepPlan plan = planWith("");
    TrialMemory most =
        new TrialMemory(
            0, ImmutableMap.of("a step", new RunMemory(0, GIBIBYTE * 3 / 4, ImmutableList.of())));
    MemoryShare threads =
        new MemoryShare(
            ImmutableMap.of(plan.trials().get(0), most, plan.trials().get(1), most), SMALL);
    assertEquals(2, threads.fitting(2));
    assertEquals(1, threads.inProcesses().fitting(2));
  }

  @Test
  void theSweepsThatAreShippedFitASmallMachine() {
    MachineMemory laptop = new MachineMemory(8 * GIBIBYTE);
    // Those whose data are made by code.
    for (String name : ImmutableList.of("beta", "linear-gaussian", "flows-2d")) {
      SweepPlan plan = plan(SweepFile.find(name + ".json", Path.of("..")));
      plan.check(laptop);
      MemoryShare memory = plan.memory(plan.trials(), laptop);
      assertEquals(ImmutableList.of(), memory.warnings(), name);
      assertEquals(4, memory.fitting(4), name);
    }
  }
}
