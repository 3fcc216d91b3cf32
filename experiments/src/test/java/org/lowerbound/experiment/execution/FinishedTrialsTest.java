package org.lowerbound.experiment.execution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.sweep.SweepFile;

/** What {@link FinishedTrials} writes is taken for the results of trials that have run. */
class FinishedTrialsTest {
  private static final String SWEEP =
      """
      {
        "name": "many",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 100, "test": 30},
          "model": {"type": "vae", "latents": 2, "likelihood": "normal"},
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": 1},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"grid": {"objective.beta": [1, 2, 4], "seed": [1, 2, 3, 4, 5, 6, 7, 8, 9]}}]
      }
      """;

  @TempDir Path folder;

  @Test
  void nothingOfThemIsLeftToRun() throws IOException {
    SweepPlan plan =
        SweepPlan.of(
            SweepFile.read(Files.writeString(folder.resolve("many.json"), SWEEP)),
            StandardTypes.withPlugins(),
            new DataSource(Optional.empty(), folder));
    plan.check();
    FinishedTrials.write(plan, folder);
    SweepRun run = new SweepRun(plan, folder);
    assertEquals(List.of(), run.unfinished(plan.trials()));
    double[] means =
        run.table().rows().stream().mapToDouble(row -> row.metrics().get("elbo").mean()).toArray();
    // Of the indices 0 … 8, 9 … 17, 18 … 26; rounded a few times on the way.
    assertArrayEquals(new double[] {4, 13, 22}, means, 1e-12);

    PlannedTrial lost = plan.trials().get(5);
    Files.delete(TrialFiles.result(TrialFiles.folder(run.folder(), lost.id())));
    assertEquals(List.of(lost), new SweepRun(plan, folder).unfinished(plan.trials()));
  }
}
