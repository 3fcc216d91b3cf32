package org.lowerbound.tools;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.experiment.console.WholeValue;
import org.lowerbound.tools.reproduce.Reproduce;
import org.lowerbound.tools.reproduce.Tolerance;

/** The command {@code reproduce}: makes a table again and says what came out. */
@Parameters(
    commandDescription = "Make a table again by its own command, and compare it cell by cell")
final class ReproduceCommand implements Command {
  private final PrintStream err;

  @Parameter(description = "PATH: a table.json, or the folder that holds it")
  private List<String> paths = new ArrayList<>();

  @Parameter(
      names = "--out",
      description =
          "Where the new results go; a folder that is removed if all is the same, if not given")
  private String out;

  @Parameter(
      names = "--only",
      splitter = WholeValue.class,
      description = "Which trials to run: path=value,path=value, #index, or the beginning of an id")
  private String only;

  @Parameter(names = "--jobs", description = "How many trials run side by side")
  private Integer jobs;

  @Parameter(names = "--data", description = "Where data sets are, a folder each")
  private String data;

  @Parameter(
      names = "--runner",
      description =
          "The runner.jar to run, such as one of the table's own commit; the one beside"
              + " tools.jar if not given")
  private String runner;

  @Parameter(
      names = "--rounding",
      description = "Up to which relative difference of a value rounding explains it")
  private double rounding = Tolerance.DEFAULT_ROUNDING;

  @Parameter(
      names = "--errors",
      description = "Up to how many standard errors a difference of means is within error")
  private double errors = Tolerance.DEFAULT_ERRORS;

  @Parameter(
      names = {"--help", "-h"},
      help = true,
      description = "Show this help")
  private boolean help;

  /** Makes the command. */
  ReproduceCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public boolean help() {
    return help;
  }

  @Override
  public Answer run() {
    Path file = CommandPath.table("reproduce", this, paths);
    if (jobs != null) {
      TrialOptions.atLeast("--jobs", 1, jobs);
    }
    if (!(rounding >= 0 && rounding < 1)) {
      throw new ParameterException("--rounding must be 0 or more and below 1 but is " + rounding);
    }
    if (!(errors >= 0 && Double.isFinite(errors))) {
      throw new ParameterException("--errors must be 0 or more but is " + errors);
    }
    Optional<Path> jar = Optional.ofNullable(runner).map(Path::of);
    jar.filter(path -> !Files.isRegularFile(path))
        .ifPresent(
            path -> {
              throw new ParameterException("--runner: there is no file " + path);
            });
    Reproduce reproduced =
        Reproduce.of(
            file,
            new Reproduce.Options(
                Optional.ofNullable(out).map(Path::of),
                Optional.ofNullable(only),
                Optional.ofNullable(jobs),
                Optional.ofNullable(data),
                jar,
                new Tolerance(rounding, errors)),
            line -> err.println("reproduce: " + line));
    return new Answer(
        reproduced.text(TerminalGrid.current(false)), reproduced.problems(), reproduced.remarks());
  }
}
