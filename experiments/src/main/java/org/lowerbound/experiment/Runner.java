package org.lowerbound.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterException;
import com.google.common.base.Throwables;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.data.source.DataException;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.NearestNames;
import org.lowerbound.experiment.console.FileNames;
import org.lowerbound.experiment.console.FixedLocale;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.console.SetupException;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.ResultException;

/**
 * The command line of {@code runner.jar}. Progress and messages go to standard error, the table to
 * standard output.
 */
public final class Runner {
  /** All trials completed. */
  static final int OK = 0;

  /** Some trial failed or diverged; the others ran. */
  static final int SOME_TRIAL_FAILED = 1;

  /** The command line, the configuration or the data is wrong. */
  static final int USAGE = 2;

  /** What a shell reports of a program that was stopped with Ctrl-C. */
  static final int INTERRUPTED = 130;

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;

  Runner(PrintStream out, PrintStream err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  /** Runs a sweep and ends the process with its status. */
  public static void main(String[] arguments) {
    FixedLocale.use();
    System.exit(new Runner(System.out, System.err, System.getenv()).run(arguments));
  }

  /** Returns the exit status. */
  int run(String... arguments) {
    Optional<String> unreadable = FileNames.trouble(arguments);
    if (unreadable.isPresent()) {
      err.println(unreadable.get());
      return USAGE;
    }
    RunnerArguments parsed = new RunnerArguments();
    JCommander commander =
        JCommander.newBuilder().addObject(parsed).programName("java -jar runner.jar").build();
    try {
      commander.parse(arguments);
      if (parsed.help) {
        StringBuilder usage = new StringBuilder();
        commander.getUsageFormatter().usage(usage);
        out.print(usage);
        return OK;
      }
      if (parsed.version) {
        BuildInfo build = BuildInfo.current();
        out.printf("lowerbound %s (%s)%n", build.version(), build.commit());
        return OK;
      }
      Optional<String> told = new Reference(parsed, commander).text();
      if (told.isPresent()) {
        // Files more often than not: UTF-8, whatever the terminal's charset.
        out.writeBytes(told.get().getBytes(UTF_8));
        return OK;
      }
      checkUsage(parsed, commander);
      return new SweepCommand(parsed, out, err, environment).run();
    } catch (ParameterException
        | ConfigException
        | DataException
        | ResultException
        | SetupException e) {
      err.println(PlainText.lines(e.getMessage()));
      return USAGE;
    } catch (InvalidPathException e) {
      err.println(FileNames.message(e));
      return USAGE;
    } catch (RuntimeException | Error e) {
      return unexpected(e, parsed.out);
    }
  }

  private static void checkUsage(RunnerArguments parsed, JCommander commander) {
    if (!parsed.rest.isEmpty()) {
      String unknown = parsed.rest.get(0);
      List<String> known =
          commander.getParameters().stream()
              .flatMap(parameter -> Arrays.stream(parameter.getParameter().names()))
              .toList();
      throw new ConfigException(
          "unknown argument '%s'%s"
              .formatted(unknown, NearestNames.didYouMean(unknown, known, "see --help")));
    }
    if (parsed.sweep == null) {
      throw new ConfigException("--sweep FILE is missing, e.g. --sweep beta.json; see --help");
    }
    if (parsed.jobs != null && parsed.jobs < 1) {
      throw new ConfigException("--jobs must be at least 1 but is " + parsed.jobs);
    }
    if (parsed.traceStep != null && parsed.traceStep < 1) {
      throw new ConfigException("--trace-step must be at least 1 but is " + parsed.traceStep);
    }
  }

  private int unexpected(Throwable e, String folder) {
    String where;
    try {
      Path log = Path.of(folder).resolve("runner-error.log");
      AtomicFiles.write(log, Throwables.getStackTraceAsString(e));
      where = "the details are in " + log;
    } catch (ResultException unwritable) {
      where = "and " + unwritable.getMessage();
    } catch (InvalidPathException noFile) {
      where = "and " + FileNames.message(noFile);
    }
    err.println(PlainText.lines("unexpected error: %s; %s".formatted(e, where)));
    return SOME_TRIAL_FAILED;
  }
}
