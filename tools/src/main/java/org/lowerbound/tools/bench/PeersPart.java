package org.lowerbound.tools.bench;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.tools.bench.report.BenchTable;
import org.lowerbound.tools.bench.report.Finding;
import org.lowerbound.tools.bench.report.Target;

/**
 * The workloads in other programs, each in a process and on a class path of its own between two
 * trials of ours.
 */
final class PeersPart implements Part {
  private static final String PYTORCH = "PyTorch";
  private static final int SECONDS = 4;
  static final Duration INTERVAL = Duration.ofMillis(100);
  static final Duration LIMIT = Duration.ofMinutes(3);

  private static final ImmutableMap<Workload, Target> TARGETS =
      ImmutableMap.of(
          Workload.W1, Target.W1_OVER_PYTORCH,
          Workload.W2, Target.W2_OVER_PYTORCH,
          Workload.W3, Target.W3_OVER_PYTORCH);

  static final ImmutableMap<String, String> ONE_THREAD =
      ImmutableMap.of("OMP_NUM_THREADS", "1", "MKL_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1");

  @Override
  public String name() {
    return "peers";
  }

  @Override
  public Measured measure(BenchContext context) {
    BenchTable.Builder table =
        BenchTable.builder(name(), "Other programs, one thread")
            .column("workload", "workload")
            .column("peer", "peer")
            .column("version", "version")
            .column("peerExamplesPerSecond", "its examples/s")
            .column("examplesPerSecond", "ours")
            .column("ratio", "ours over it");
    ImmutableList<Path> peers = context.installation().peers();
    if (peers.isEmpty()) {
      table.note("There are none; mvn -Ppeers package -DskipTests fills a folder for each.");
      return new Measured(table.build(), ImmutableList.of());
    }
    ImmutableList<Workload> workloads = context.asked(ImmutableList.copyOf(Workload.values()));
    BenchSweep sweep =
        context.sweep(
            context.write(
                "bench-peers", Json.object(), Axes.withSeeds(context.cases(workloads), 2)));
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    for (Workload workload : workloads) {
      double before = own(context, sweep, workload, 1);
      List<Reading> readings = new ArrayList<>();
      for (Path peer : peers) {
        context.say("%s in %s".formatted(workload, peer.getFileName()));
        readings.add(read(context, peer, workload));
      }
      double ours = (before + own(context, sweep, workload, 2)) / 2;
      for (Reading reading : readings) {
        if (reading.examplesPerSecond().isEmpty()) {
          continue;
        }
        double rate = reading.examplesPerSecond().get();
        table.row(workload.name(), reading.name(), reading.version(), rate, ours, ours / rate);
        if (reading.name().equals(PYTORCH)) {
          findings.add(new Finding(TARGETS.get(workload), ours / rate));
        }
      }
    }
    table.note("Ours: the mean of a trial before the peers and one after them.");
    return new Measured(table.build(), findings.build());
  }

  private static double own(BenchContext context, BenchSweep sweep, Workload workload, int seed) {
    context.say("%s for the peers, trial %d of 2".formatted(workload, seed));
    return Rates.examplesPerSecond(workload, sweep.run(workload.name(), seed));
  }

  private static Reading read(BenchContext context, Path peer, Workload workload) {
    ImmutableList<String> command =
        ImmutableList.<String>builder()
            .addAll(context.installation().peer(peer))
            .add(workload.name(), Integer.toString(SECONDS))
            .build();
    try (ChildProcess process = new ChildProcess(context.workspace(), command, ONE_THREAD)) {
      process.watch(INTERVAL, LIMIT, () -> false);
      return Reading.parse(process.output())
          .orElseThrow(() -> process.failure("did not print what PeerProcess does"));
    }
  }

  /**
   * What a peer's process printed.
   *
   * @param name the peer's
   * @param version the peer's
   * @param examplesPerSecond the rate; empty if the peer has no such workload
   */
  record Reading(String name, String version, Optional<Double> examplesPerSecond) {
    /** Reads the last line of what {@link PeerProcess} prints. */
    static Optional<Reading> parse(String output) {
      List<String> fields =
          Splitter.on('\t').splitToList(Iterables.getLast(output.lines().toList(), ""));
      if (fields.size() != 3) {
        return Optional.empty();
      }
      return Optional.of(
          new Reading(
              fields.get(0),
              fields.get(1),
              Optional.of(fields.get(2))
                  .filter(rate -> !rate.equals(PeerProcess.NONE))
                  .map(Double::valueOf)));
    }
  }
}
