package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.tools.bench.Bench;
import org.lowerbound.tools.bench.BenchOptions;
import org.lowerbound.tools.bench.report.BenchReport;
import org.lowerbound.tools.bench.report.Finding;
import org.lowerbound.tools.bench.report.ReportJson;
import org.lowerbound.tools.bench.report.ReportMarkdown;
import org.lowerbound.tools.bench.report.ReportText;

/** The command {@code bench}: how fast the framework is on this machine. */
@Parameters(
    commandDescription =
        "Measure speed, start-up, memory and scaling here, in minutes for each part")
final class BenchCommand implements Command {
  private final PrintStream err;

  @Parameter(description = "")
  private List<String> rest = new ArrayList<>();

  @Parameter(
      names = "--out",
      description = "The folder to write bench.json and bench.md to; none are written if not given")
  private String out;

  @Parameter(
      names = "--data",
      description =
          "Where data sets are, a folder each; else $LOWERBOUND_DATA. Without MNIST there, random"
              + " images stand for it")
  private String data;

  @Parameter(
      names = "--only",
      description =
          "What to measure: limits, start-up, memory, share, jobs, growth, models, peers, python;"
              + " by default all")
  private List<String> only;

  @Parameter(
      names = "--workloads",
      description =
          "Of which workloads limits, models, peers and python are: W1 to W3, W4, W5, W6a, …; by"
              + " default all")
  private List<String> workloads;

  @Parameter(
      names = "--python",
      description =
          "A Python that has torch, to compare with: a path, or a name on the path. Without one the"
              + " part python is empty")
  private String python;

  @Parameter(names = "--long", description = "Watch the memory over 100,000 steps, not 20,000")
  private boolean thorough;

  @Parameter(
      names = "--check",
      description = "End with status 1 and name the targets that are missed, if any are")
  private boolean check;

  @Parameter(
      names = {"--help", "-h"},
      help = true,
      description = "Show this help")
  private boolean help;

  /** Makes the command. */
  BenchCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public boolean help() {
    return help;
  }

  @Override
  public Answer run() {
    CommandPath.none("bench", this, rest);
    ImmutableList<String> parts = parts();
    ImmutableSet<String> chosen = workloads();
    checkOut();
    return answer(
        Bench.run(
            new BenchOptions(
                parts, chosen, Optional.ofNullable(data), Optional.ofNullable(python), thorough),
            err));
  }

  private ImmutableList<String> parts() {
    if (only == null) {
      return Bench.parts();
    }
    checkKnown("--only", only, Bench.parts());
    return ImmutableList.copyOf(only);
  }

  private ImmutableSet<String> workloads() {
    if (workloads == null) {
      return ImmutableSet.of();
    }
    checkKnown("--workloads", workloads, BenchOptions.allWorkloads());
    return ImmutableSet.copyOf(workloads);
  }

  private static void checkKnown(String option, List<String> names, ImmutableList<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new ParameterException(Names.unknown(option, name, known));
      }
    }
  }

  /** Minutes of measuring should not end with a folder that cannot be written. */
  private void checkOut() {
    if (out == null) {
      return;
    }
    Path folder = Path.of(out);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ResultException("cannot make the folder " + folder + ": " + e.getMessage(), e);
    }
    if (!Files.isWritable(folder)) {
      throw new ResultException("cannot write to the folder " + folder);
    }
  }

  /** Writes the report's files and returns its tables and, if asked for, the missed targets. */
  Answer answer(BenchReport report) {
    if (out != null) {
      Path folder = Path.of(out);
      AtomicFiles.write(folder.resolve("bench.json"), Json.print(ReportJson.encode(report)));
      AtomicFiles.write(folder.resolve("bench.md"), ReportMarkdown.render(report));
    }
    return new Answer(
        ReportText.render(report),
        check
            ? report.missed().stream().map(Finding::describe).collect(toImmutableList())
            : ImmutableList.of(),
        ImmutableList.of());
  }
}
