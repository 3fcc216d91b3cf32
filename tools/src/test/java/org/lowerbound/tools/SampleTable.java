package org.lowerbound.tools;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.Host;
import org.lowerbound.experiment.result.Provenance;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.experiment.result.Publications;
import org.lowerbound.experiment.result.Published;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableBuilder;
import org.lowerbound.experiment.result.TableLayout;
import org.lowerbound.experiment.result.TableTrial;
import org.lowerbound.experiment.result.Timing;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;

/** Two rows: one trial and a failed one; two trials with a published figure. */
final class SampleTable {
  private SampleTable() {}

  static ResultTable table() {
    return table(
        Publications.of(
            new Published("Doe, J. \"X\" 2016", "nll", ImmutableMap.of("A_1, B", 87.5))));
  }

  static ResultTable table(Publications published) {
    return new ResultTableBuilder(
            "small_table",
            "50% of A & B",
            TableLayout.DEFAULT,
            published,
            ImmutableList.of(
                new Column("nll", "nats", Better.LOWER, "Negative log-likelihood"),
                new Column("mig", "", Better.HIGHER, "Mutual information gap")))
        .build(
            ImmutableList.of(
                trial(
                    "VAE",
                    1,
                    TrialStatus.COMPLETED,
                    ImmutableMap.of("nll", estimate(-90.25, OptionalDouble.of(0.1 + 0.2)))),
                trial("VAE", 2, TrialStatus.FAILED, ImmutableMap.of()),
                trial("A_1, B", 1, TrialStatus.COMPLETED, metrics(88, 0x1p-30)),
                trial("A_1, B", 2, TrialStatus.COMPLETED, metrics(89, 0x3p-30))));
  }

  private static ImmutableMap<String, Estimate> metrics(double nll, double mig) {
    return ImmutableMap.of(
        "nll", estimate(nll, OptionalDouble.empty()), "mig", estimate(mig, OptionalDouble.empty()));
  }

  private static Estimate estimate(double value, OptionalDouble error) {
    return new Estimate(value, error, 100);
  }

  private static TableTrial trial(
      String name, int seed, TrialStatus status, ImmutableMap<String, Estimate> metrics) {
    String id = name + seed;
    Provenance provenance =
        new Provenance(
            new BuildInfo("0.1.0", "4f2a"),
            "2.18.0",
            new Host("17", "Linux", "unknown"),
            new DatasetId("mnist", "0123456789abcdef"),
            Optional.empty(),
            ImmutableMap.of(),
            "c0ffee",
            Instant.EPOCH);
    return new TableTrial(
        id,
        ImmutableMap.of(
            "case",
            Json.object().put("value", name).get("value"),
            "seed",
            Json.object().put("value", seed).get("value")),
        Optional.of(
            new TrialResult(
                id,
                status,
                Optional.empty(),
                metrics,
                Optional.empty(),
                ImmutableList.of(),
                provenance,
                new Timing(1, 1, 1, 1, 0, 0))));
  }
}
