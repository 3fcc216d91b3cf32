package org.lowerbound.experiment.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.SpecProvider;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.progress.ProgressMode;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.spec.Default;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A metric of one's own that does not keep to its columns fails its trial, by its own name. */
final class MetricColumnsTest {
  private static final String SWEEP =
      """
      {
        "name": "own",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 40, "validation": 0, "test": 20},
          "model": {"type": "vae", "latents": 2, "likelihood": "normal"},
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": 1},
          "evaluation": {"metrics": ["elbo", {"type": "test-own", "fills": "%s", "looks": %s}]}
        }
      }
      """;

  @TempDir Path folder;

  /** Declares one column and fills one, with or without a look at the model. */
  public record Own(String fills, @Default("true") boolean looks) implements Metric {
    @Override
    public ImmutableList<Column> columns() {
      return ImmutableList.of(new Column("own", "", Better.NEITHER, "A figure of one's own"));
    }

    @Override
    public Measurement build(Ops tf, EvaluationScope graph) {
      Operand<TFloat32> one = tf.constant(1f);
      return runner -> {
        if (looks) {
          runner.run(new int[] {0}, 0, ImmutableList.of(one));
        }
        return fills.isEmpty()
            ? ImmutableMap.of()
            : ImmutableMap.of(fills, Estimate.exact(1, runner.count()));
      };
    }
  }

  /** Names the metric. */
  public static final class Provider implements SpecProvider {
    @Override
    public void register(SpecTypes.Builder types) {
      types.add(Metric.class, "test-own", Own.class);
    }
  }

  private SpecTypes types() throws IOException {
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

  private SweepPlan plan(String fills, boolean looks) throws IOException {
    Path file = Files.writeString(folder.resolve("sweep.json"), SWEEP.formatted(fills, looks));
    return SweepPlan.of(SweepFile.read(file), types(), new DataSource(Optional.empty(), folder));
  }

  /** Returns how the trial ended, and why. */
  private String run(String fills) throws IOException {
    SweepPlan plan = plan(fills, true);
    plan.check();
    SweepRun run = new SweepRun(plan, folder.resolve("out-" + fills));
    run.run(plan.trials(), 1, ProgressMode.NONE.open(1, 1, System.err));
    PlannedTrial trial = plan.trials().get(0);
    String status = run.status(trial).orElseThrow().toString();
    return run.failure(trial)
        .map(f -> status + f.replaceFirst("^.* failed:", "").replaceFirst(" \\(see .*", ""))
        .orElse(status);
  }

  @Test
  void aMetricFillsWhatItDeclares() throws IOException {
    assertEquals("COMPLETED", run("own"));
    String start = "FAILED evaluation.metrics[1]: the metric test-own ";
    assertEquals(
        start + "fills the column owned, which it does not declare; it declares own", run("owned"));
    assertEquals(
        start
            + "declares the column own but leaves it out; a column that may be empty must be"
            + " declared optional",
        run(""));
  }

  @Test
  void whatAMetricFillsWithoutAModelIsSeenBeforeTheStart() throws IOException {
    SweepPlan plan = plan("owned", false);
    assertEquals(
        "evaluation.metrics[1]: the metric test-own fills the column owned, which it does not"
            + " declare; it declares own",
        assertThrows(ConfigException.class, plan::check).getMessage());
  }
}
