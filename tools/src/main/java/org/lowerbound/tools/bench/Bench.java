package org.lowerbound.tools.bench;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.tools.bench.Part.Measured;
import org.lowerbound.tools.bench.report.BenchReport;
import org.lowerbound.tools.bench.report.BenchTable;
import org.lowerbound.tools.bench.report.Finding;
import org.lowerbound.tools.bench.report.Machine;
import org.lowerbound.training.TensorFlowRuntime;

/** All that is measured. */
public final class Bench {
  private static final ImmutableMap<String, Part> PARTS =
      Maps.uniqueIndex(
          ImmutableList.of(
              new LimitsPart(),
              new StartUpPart(),
              new MemoryPart(),
              new SharePart(),
              new JobsPart(),
              new GrowthPart(),
              new ModelsPart(),
              new PeersPart(),
              new PythonPart()),
          Part::name);

  private Bench() {}

  private static List<Part> chosen(BenchOptions options) {
    return PARTS.values().stream().filter(part -> options.parts().contains(part.name())).toList();
  }

  /** Returns the names of the parts, in the order in which they run. */
  public static ImmutableList<String> parts() {
    return PARTS.keySet().asList();
  }

  /**
   * Measures.
   *
   * @param options what is asked for
   * @param err hears what goes on
   * @throws ResultException if {@code runner.jar} is not there, or a trial or a process fails
   * @throws java.util.concurrent.CancellationException if the process is told to end
   */
  public static BenchReport run(BenchOptions options, PrintStream err) {
    Installation installation = Installation.current("bench");
    installation.startTensorFlow();
    Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    BenchData found = new BenchData(options.data(), ImmutableMap.copyOf(System.getenv()));
    ImmutableList.Builder<BenchTable> tables = ImmutableList.builder();
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    try (Workspace workspace = new Workspace()) {
      BenchContext context = new BenchContext(workspace, installation, found, options, err);
      context.say(found.describe());
      Stopwatch watch = Stopwatch.createStarted();
      for (Part part : chosen(options)) {
        Measured measured = part.measure(context);
        tables.addAll(measured.tables());
        findings.addAll(measured.findings());
      }
      context.say("done in %d s".formatted(watch.elapsed().toSeconds()));
    }
    return new BenchReport(
        Machine.current(TensorFlowRuntime.version()),
        date,
        ImmutableList.of(found.describe()),
        tables.build(),
        findings.build().stream().distinct().collect(toImmutableList()));
  }
}
