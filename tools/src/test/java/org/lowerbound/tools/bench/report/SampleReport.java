package org.lowerbound.tools.bench.report;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.Host;

/** A made-up report that meets one target and misses one. */
public final class SampleReport {
  private SampleReport() {}

  /** Returns the report. */
  public static BenchReport report() {
    return report(1.52);
  }

  /** Returns the report with another gain of two jobs. */
  public static BenchReport report(double jobs) {
    return new BenchReport(
        new Machine(
            new Host("17", "Linux 6 amd64", "a <fast> one"),
            2,
            ImmutableList.of("L1 Data 48K", "L2 Unified 2048K"),
            8_000_000_000L,
            "2.18.0",
            new BuildInfo("1.0", "c0ffee")),
        Instant.parse("2026-01-31T12:00:00Z"),
        ImmutableList.of("data: MNIST"),
        ImmutableList.of(
            BenchTable.builder("jobs", "Side by side")
                .column("round", "round")
                .column("trialsPerHour", "trials/h")
                .row("1", 1234.5)
                .row("a_b", Double.NaN)
                .row("", 0.04567)
                .note("A note.")
                .build()),
        ImmutableList.of(
            new Finding(Target.TWO_JOBS, jobs), new Finding(Target.OWN_SHARE, 0.0123)));
  }
}
