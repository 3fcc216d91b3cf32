package org.lowerbound.tools.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrialResultJson;
import org.lowerbound.tools.bench.report.BenchTable;
import org.lowerbound.tools.bench.report.Finding;
import org.lowerbound.tools.bench.report.Target;

/** What a trial takes of the memory, and whether it takes more and more. */
final class MemoryPart implements Part {
  private static final Duration INTERVAL = Duration.ofMillis(10);
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final double MEGABYTE = 1e6;
  private static final int EPOCHS = 10;
  private static final int TINY_BATCH = 20;
  private static final int EPOCH_STEPS = 2_000;
  private static final int THOROUGH_EPOCH_STEPS = 10_000;

  /** Enough steps for the memory to have settled. */
  private static final ImmutableMap<Workload, Integer> STEPS =
      ImmutableMap.of(Workload.W1, 300, Workload.W2, 60);

  private static final ImmutableMap<Workload, Target> TARGETS =
      ImmutableMap.of(Workload.W1, Target.W1_MEMORY, Workload.W2, Target.W2_MEMORY);

  /** A heap that has all its pages from the start: what grows then is not Java's. */
  private static final ImmutableList<String> FIXED_HEAP =
      ImmutableList.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch");

  /** The same with room for the images. */
  private static final ImmutableList<String> DATA_HEAP =
      ImmutableList.of("-Xms400m", "-Xmx400m", "-XX:+AlwaysPreTouch");

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Measured measure(BenchContext context) {
    BenchTable.Builder peaks =
        BenchTable.builder("memory", "Memory of a training, megabytes")
            .column("workload", "workload")
            .column("peakMegabytes", "process")
            .column("addedMegabytes", "a trial more")
            .column("dataMegabytes", "data")
            .column("parametersMegabytes", "4 x parameters")
            .column("activationsMegabytes", "activations")
            .column("ofBound", "of the bound");
    BenchTable.Builder flatness =
        BenchTable.builder("flatness", "Resident memory of a tiny model, megabytes")
            .column("steps", "steps")
            .column("megabytes", "resident")
            .column("bytesPerStep", "growth, bytes/step");
    if (!ResidentMemory.isKnown()) {
      peaks.note("Not measured: only Linux tells the memory of a process in /proc.");
      return new Measured(peaks.build(), ImmutableList.of());
    }
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    peaks(context, peaks, findings);
    flatness(context, flatness, findings);
    return new Measured(ImmutableList.of(peaks.build(), flatness.build()), findings.build());
  }

  private static void peaks(
      BenchContext context, BenchTable.Builder table, ImmutableList.Builder<Finding> findings) {
    STEPS.forEach(
        (workload, steps) -> {
          Path out = context.workspace().path("results");
          long one = peak(context, workload, steps, 1, out);
          long two = peak(context, workload, steps, 2, context.workspace().path("results"));
          MemoryBound bound = MemoryBound.of(workload, BenchData.IMAGES, parameters(out));
          double ratio = (double) (two - one) / bound.bytes();
          table.row(
              workload.name(),
              one / MEGABYTE,
              (two - one) / MEGABYTE,
              bound.dataBytes() / MEGABYTE,
              bound.parameterBytes() / MEGABYTE,
              bound.activationBytes() / MEGABYTE,
              ratio);
          findings.add(new Finding(TARGETS.get(workload), ratio));
        });
    table.note(
        "Peak resident memory of a runner's process with one trial, and how much higher it is with"
            + " two side by side; Java's heap has a fixed size. The bound is of the images of all"
            + " splits, a byte a pixel, of parameters, gradients and two moments, and of what each"
            + " layer of a step gives and its gradient.");
  }

  private static Path sweep(BenchContext context, Workload workload, int steps, int trials) {
    ObjectNode settings = context.overrides(workload);
    settings.withObject("/training").put("steps", steps);
    return context.write("bench-memory", settings, Axes.withSeeds(Axes.none(), trials));
  }

  private static long parameters(Path out) {
    return new TrialOutput(out)
        .files("result.json").stream()
            .map(file -> TrialResultJson.read(file).metrics().get("parameters"))
            .mapToLong(parameters -> Math.round(parameters.value()))
            .findFirst()
            .orElseThrow(() -> new ResultException("no trial left a result in " + out));
  }

  private static long peak(
      BenchContext context, Workload workload, int steps, int trials, Path out) {
    context.say("memory, %s, trials side by side: %d".formatted(workload, trials));
    Path sweep = sweep(context, workload, steps, trials);
    Largest peak = new Largest(ResidentMemory::peak);
    try (ChildProcess runner = context.runner(DATA_HEAP, sweep, out, trials)) {
      runner.watch(
          INTERVAL,
          LIMIT,
          () -> {
            peak.look(runner.pid());
            return false;
          });
      runner.output();
    }
    return peak.bytes;
  }

  private static void flatness(
      BenchContext context, BenchTable.Builder table, ImmutableList.Builder<Finding> findings) {
    int steps = context.options().thorough() ? THOROUGH_EPOCH_STEPS : EPOCH_STEPS;
    context.say("memory over %,d steps".formatted(EPOCHS * steps));
    Path sweep = context.write(tiny(steps, EPOCHS));
    TrialOutput output = new TrialOutput(context.workspace().path("results"));
    try (ChildProcess runner = context.runner(FIXED_HEAP, sweep, output.folder(), 1)) {
      long early = whenEpochsAre(1, runner, output);
      long late = whenEpochsAre(EPOCHS, runner, output);
      double growth = (double) (late - early) / ((EPOCHS - 1) * steps);
      table.row(steps, early / MEGABYTE, "");
      table.row(EPOCHS * steps, late / MEGABYTE, growth);
      table.note("Java's heap has a fixed size here, so that what grows is native.");
      findings.add(new Finding(Target.FLAT_MEMORY, growth));
    }
  }

  private static long whenEpochsAre(int epochs, ChildProcess runner, TrialOutput output) {
    Largest memory = new Largest(ResidentMemory::now);
    runner.watch(
        INTERVAL,
        LIMIT,
        () -> {
          boolean made = output.epochs() >= epochs;
          if (made) {
            memory.look(runner.pid());
          }
          return made;
        });
    if (memory.bytes == 0) {
      throw runner.failure("ended before the memory of epoch " + epochs + " was seen");
    }
    return memory.bytes;
  }

  /** A sweep of one trial whose work is next to nothing. */
  private static JsonNode tiny(int stepsPerEpoch, int epochs) {
    return Json.parse(
        """
        {
          "name": "bench-tiny",
          "trial": {
            "dataset": {"type": "linear-gaussian", "train": %d, "validation": 20, "test": 20},
            "model": {
              "type": "vae", "latents": 2, "likelihood": "normal",
              "encoder": {"type": "mlp", "hidden": [8]}, "decoder": {"type": "mlp", "hidden": [8]}
            },
            "objective": "elbo",
            "training": {"batchSize": %d, "epochs": %d, "validateEvery": 0},
            "evaluation": {"metrics": []}
          }
        }
        """
            .formatted(TINY_BATCH * stepsPerEpoch, TINY_BATCH, epochs),
        "the sweep of a tiny model");
  }

  /** The largest of what was seen. */
  private static final class Largest {
    private final LongFunction<OptionalLong> of;
    private long bytes;

    Largest(LongFunction<OptionalLong> of) {
      this.of = of;
    }

    void look(long pid) {
      bytes = Math.max(bytes, of.apply(pid).orElse(0));
    }
  }
}
