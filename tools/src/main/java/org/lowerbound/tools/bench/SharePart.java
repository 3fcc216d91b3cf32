package org.lowerbound.tools.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.math.Quantiles;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.Timing;
import org.lowerbound.tools.bench.report.BenchTable;
import org.lowerbound.tools.bench.report.Finding;
import org.lowerbound.tools.bench.report.Target;

/** How much of a training is not TensorFlow's: the runner's own share. */
final class SharePart implements Part {
  private static final int ROUNDS = 3;

  @Override
  public String name() {
    return "share";
  }

  @Override
  public Measured measure(BenchContext context) {
    BenchSweep sweep =
        context.sweep(
            context.write("bench-share", Json.object(), Axes.withSeeds(Axes.none(), ROUNDS)));
    BenchTable.Builder table =
        BenchTable.builder(name(), "The runner's own share of a training")
            .column("trial", "trial")
            .column("trainingSeconds", "training, s")
            .column("computeSeconds", "in TensorFlow, s")
            .column("share", "own share");
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      context.say("own share, trial %d of %d".formatted(i + 1, ROUNDS));
      Timing timing = sweep.run(sweep.trials().get(i)).timing();
      double share = 1 - timing.computeSeconds() / timing.trainingSeconds();
      shares.add(share);
      table.row("W1, seed " + (i + 1), timing.trainingSeconds(), timing.computeSeconds(), share);
    }
    table.note(
        "Feeding, schedules, order of the examples, progress, log, events and the checkpoint at the"
            + " end, which are all in the training's time.");
    return new Measured(
        table.build(),
        ImmutableList.of(new Finding(Target.OWN_SHARE, Quantiles.median().compute(shares))));
  }
}
