package org.lowerbound.tools;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.google.common.collect.ImmutableMap;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.lowerbound.experiment.DataPlaces;
import org.lowerbound.experiment.DownloadProgress;
import org.lowerbound.experiment.StopSignal;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.tools.report.FigureLimit;
import org.lowerbound.tools.report.Follower;
import org.lowerbound.tools.report.Report;
import org.lowerbound.tools.report.ReportReader;

/** The command {@code report}: a sweep as one page for a browser. */
@Parameters(commandDescription = "Write a sweep as one HTML page: table, curves, figures, trials")
final class ReportCommand implements Command {
  @Parameter(description = "PATH: a sweep's folder, or a table.json")
  private List<String> paths = new ArrayList<>();

  @Parameter(names = "--out", description = "The HTML file to write; must be given")
  private String out;

  @Parameter(
      names = "--figures",
      description =
          "How many pictures the page takes: all, none or a number; by default as many as keep it"
              + " small")
  private String figures;

  @Parameter(
      names = "--follow",
      description = "Write the page again while the sweep runs, until it is over or Ctrl-C")
  private boolean follow;

  @Parameter(
      names = "--every",
      description = "With --follow: after how many seconds to look again; 10 if not given")
  private Integer every;

  @Parameter(
      names = {"--help", "-h"},
      help = true,
      description = "Show this help")
  private boolean help;

  private final PrintStream err;

  ReportCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public boolean help() {
    return help;
  }

  @Override
  public Answer run() {
    String path = CommandPath.one("report", "a sweep's folder or a table.json", this, paths);
    Path page = OutFile.page("report", out);
    if (every != null && !follow) {
      throw new ParameterException("--every does nothing without --follow");
    }
    ReportReader reader =
        new ReportReader(
            StandardTypes.withPlugins(),
            DataPlaces.source(
                Optional.empty(), ImmutableMap.copyOf(System.getenv()), new DownloadProgress(err)));
    Report report = new Report(reader, Path.of(path), page, limit());
    return Answer.of(follow ? follow(report) : report.write());
  }

  private FigureLimit limit() {
    return figures == null
        ? FigureLimit.USUAL
        : FigureLimit.of(figures)
            .orElseThrow(
                () ->
                    new ParameterException(
                        "--figures must be all, none or a number of pictures but is " + figures));
  }

  private String follow(Report report) {
    int seconds = every == null ? 10 : TrialOptions.atLeast("--every", 1, every);
    CountDownLatch stop = new CountDownLatch(1);
    StopSignal signal = StopSignal.onEnd(stop::countDown, "the page is written a last time", err);
    try {
      return new Follower(report, Duration.ofSeconds(seconds), Follower.USUAL_PATIENCE, stop)
          .follow();
    } finally {
      signal.done();
    }
  }
}
