package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.ValueKind;
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

  static final RunCommand COMMAND =
      new RunCommand(
          ImmutableList.of("--sweep", "beta.json", "--set", "model.latents=[4, 5]"),
          ImmutableList.of(),
          "ab12");

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
    return builder(published.map(Publications::of).orElse(Publications.NONE), columns);
  }

  static ResultTableBuilder builder(Publications published, Column... columns) {
    return new ResultTableBuilder(
        "beta", "As beta grows", TableLayout.DEFAULT, published, ImmutableList.copyOf(columns));
  }

  /** Returns a trial that tells how it ran. */
  static TableTrial told(int seed, ImmutableMap<String, Estimate> metrics) {
    Provenance provenance =
        new Provenance(
            PROVENANCE.build(),
            PROVENANCE.tensorflow(),
            new Host(
                "17.0.15+6",
                "Linux 6.1 amd64",
                "A CPU",
                OptionalLong.of(4),
                OptionalLong.of(8L << 30)),
            new DatasetId("mnist", "0123456789abcdef"),
            PROVENANCE.measure(),
            PROVENANCE.plugins(),
            PROVENANCE.configHash(),
            PROVENANCE.startedAt(),
            Optional.empty(),
            Optional.of(
                new Circumstances(
                    seed,
                    new Execution(
                        1, 2, "1.1.0 linux-x86_64", ImmutableMap.of("TF_ENABLE_ONEDNN_OPTS", "0")),
                    Optional.of(
                        new DataUse(
                            ValueKind.GREY,
                            FreshDraw.BINARIZATION,
                            ValueKind.BINARY,
                            false,
                            Json.parse(
                                "{\"type\": \"mnist\", \"binarization\": \"dynamic\"}", "test"))),
                    Optional.of(COMMAND))));
    return new TableTrial(
        "x" + seed,
        overrides("{\"seed\": " + seed + "}"),
        Optional.of(
            new TrialResult(
                "x" + seed,
                TrialStatus.COMPLETED,
                Optional.empty(),
                metrics,
                Optional.of(
                    new Training(
                        "course",
                        "family",
                        10,
                        0,
                        1234,
                        "4f2a",
                        Optional.empty(),
                        ImmutableMap.of(),
                        Optional.empty())),
                ImmutableList.of(),
                provenance,
                new Timing(12.5, 10, 400, 9.5, 0.25, 1.5))));
  }

  /** A row of two trials that tell how they ran, made by a command. */
  static ResultTable told() {
    return builder(Publications.NONE, NLL)
        .build(
            ImmutableList.of(
                told(1, ImmutableMap.of("nll", estimate(90))),
                told(2, ImmutableMap.of("nll", estimate(91)))))
        .madeBy(Optional.of(COMMAND), "cafe");
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
