package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.model.LikelihoodKind;

/** Trials for the tests of this package. */
final class Samples {
  static final Column NLL = new Column("nll", "nats", Better.LOWER, "Negative log-likelihood");
  static final Column RATE = new Column("rate", "nats", Better.NEITHER, "KL to the prior");
  static final Column MIG = new Column("mig", "", Better.HIGHER, "Mutual information gap");

  static final Provenance PROVENANCE =
      new Provenance(
          new BuildInfo("0.1.0", "4f2a"),
          "2.18.0",
          new Host("17.0.15+6", "Linux 6.1 amd64", "A CPU"),
          new DatasetId("sprites", "0123456789abcdef"),
          Optional.of(LikelihoodKind.MASS),
          ImmutableMap.of("mine.jar", "abcd"),
          "c0ffee",
          Instant.parse("2026-01-31T12:00:00Z"));

  private Samples() {}

  static Estimate estimate(double value, double error) {
    return new Estimate(value, OptionalDouble.of(error), 1000);
  }

  static Estimate estimate(double value) {
    return new Estimate(value, OptionalDouble.empty(), 1000);
  }

  static TrialResult result(String id, TrialStatus status, Map<String, Estimate> metrics) {
    return new TrialResult(
        id,
        status,
        Optional.empty(),
        ImmutableMap.copyOf(metrics),
        Optional.empty(),
        ImmutableList.of(),
        PROVENANCE,
        new Timing(12.5, 10, 400, 9.5, 0.25, 1.5));
  }

  /** Returns a trial whose id is its overrides. */
  static TableTrial trial(String overrides, TrialStatus status, Map<String, Estimate> metrics) {
    return new TableTrial(
        overrides, overrides(overrides), Optional.of(result(overrides, status, metrics)));
  }

  static TableTrial completed(String overrides, Map<String, Estimate> metrics) {
    return trial(overrides, TrialStatus.COMPLETED, metrics);
  }

  static ImmutableMap<String, JsonNode> overrides(String json) {
    return ImmutableMap.copyOf(Json.parse(json, "test").properties());
  }

  static ResultTableBuilder builder(Optional<Published> published, Column... columns) {
    return new ResultTableBuilder(
        "beta", "As beta grows", TableLayout.DEFAULT, published, ImmutableList.copyOf(columns));
  }

  /** Two rows of two trials, one of them diverged, with a published number for the second. */
  static ResultTable table() {
    return builder(
            Optional.of(new Published("Doe 2016", "nll", ImmutableMap.of("4", 87.5))),
            NLL,
            RATE,
            MIG)
        .build(
            ImmutableList.of(
                completed(
                    "{\"beta\": 0.5, \"seed\": 1}",
                    ImmutableMap.of("nll", estimate(90.25, 0.5), "rate", estimate(20))),
                trial("{\"beta\": 0.5, \"seed\": 2}", TrialStatus.DIVERGED, ImmutableMap.of()),
                completed(
                    "{\"beta\": 4, \"seed\": 1}",
                    ImmutableMap.of(
                        "nll", estimate(88), "rate", estimate(10.5), "mig", estimate(0.125))),
                completed(
                    "{\"beta\": 4, \"seed\": 2}",
                    ImmutableMap.of(
                        "nll", estimate(89), "rate", estimate(10.5), "mig", estimate(0.25)))));
  }
}
