package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.lowerbound.data.source.DataException;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.console.Completion;
import org.lowerbound.experiment.console.FileNames;
import org.lowerbound.experiment.console.FixedLocale;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.console.SetupException;
import org.lowerbound.experiment.console.Shell;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.tools.bench.Bench;
import org.lowerbound.tools.compare.Compare;
import org.lowerbound.tools.plot.LogAxes;
import org.lowerbound.tools.plot.PlotKind;

/** The command line of {@code tools.jar}. */
public final class Tools {
  private static final String PROGRAM = "java -jar tools.jar";
  private static final int INTERRUPTED = 130;

  @Parameter(
      names = {"--help", "-h"},
      help = true,
      description = "Show this help")
  private boolean help;

  @Parameter(names = "--version", help = true, description = "Show the version and the commit")
  private boolean version;

  @Parameter(
      names = "--completion",
      description = "Print what has bash or zsh complete this command line, to be sourced")
  private String completion;

  private final ImmutableMap<String, Command> commands;

  private Tools(PrintStream err) {
    commands =
        ImmutableMap.<String, Command>builder()
            .put("table", new TableCommand())
            .put("compare", new CompareCommand())
            .put("reproduce", new ReproduceCommand(err))
            .put("merge", new MergeCommand())
            .put("plot", new PlotCommand())
            .put("figure", new FigureCommand())
            .put("report", new ReportCommand(err))
            .put("schedule", new ScheduleCommand())
            .put("sample", new SampleCommand(err))
            .put("encode", new EncodeCommand(err))
            .put("reconstruct", new ReconstructCommand(err))
            .put("interpolate", new InterpolateCommand(err))
            .put("compress", new CompressCommand(err))
            .put("decompress", new DecompressCommand(err))
            .put("export", new ExportCommand(err))
            .put("data", new DataCommand(err))
            .put("bench", new BenchCommand(err))
            .buildOrThrow();
  }

  /** Runs a command and ends the process with its status. */
  public static void main(String[] args) {
    FixedLocale.use();
    // Tables have signs that the terminal's own charset may lack, and are files more often than
    // not.
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    System.exit(run(args, out, err));
  }

  /**
   * Runs a command.
   *
   * @param args the command line
   * @param out where tables and help go
   * @param err where an error goes, as one line, and progress
   * @return the exit status: 0 if all went well, 1 if a benchmark missed a target and was asked to
   *     tell, data are not what they should be, or a table does not come out as it was, 2 for bad
   *     usage or a file that cannot be used, 130 if stopped with Ctrl-C
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    Optional<String> unreadable = FileNames.trouble(args);
    if (unreadable.isPresent()) {
      say(err, unreadable.get());
      return 2;
    }
    try {
      Answer answer = new Tools(err).answer(args);
      out.print(answer.document());
      if (out.checkError()) {
        throw new ResultException("cannot write to the standard output");
      }
      answer.remarks().forEach(remark -> say(err, remark));
      answer.problems().forEach(problem -> say(err, problem));
      return answer.problems().isEmpty() ? 0 : 1;
    } catch (CancellationException e) {
      err.println("tools: stopped");
      return INTERRUPTED;
    } catch (ParameterException
        | ResultException
        | ConfigException
        | DataException
        | SetupException e) {
      say(err, e.getMessage().replaceAll("\\s*\\R\\s*", " "));
      return 2;
    } catch (InvalidPathException e) {
      say(err, FileNames.message(e));
      return 2;
    } catch (OutOfMemoryError e) {
      say(err, "the heap is too small for so much at once; ask for less or run java -Xmx8g");
      return 2;
    }
  }

  private static void say(PrintStream err, String line) {
    err.println("tools: " + PlainText.oneLine(line));
  }

  private Answer answer(String[] args) {
    JCommander commander = JCommander.newBuilder().programName(PROGRAM).addObject(this).build();
    commands.forEach(commander::addCommand);
    checkCommand(args, commander);
    commander.parse(args);
    StringBuilder usage = new StringBuilder();
    String parsed = commander.getParsedCommand();
    Optional<Command> command = Optional.ofNullable(parsed).map(commands::get);
    if (command.map(Command::help).orElse(false)) {
      commander.getUsageFormatter().usage(parsed, usage);
      return Answer.of(usage.toString());
    }
    if (version) {
      BuildInfo build = BuildInfo.current();
      return Answer.of("lowerbound " + build.version() + " (" + build.commit() + ")\n");
    }
    if (completion != null) {
      return Answer.of(completion(commander));
    }
    if (help) {
      commander.getUsageFormatter().usage(usage);
      return Answer.of(usage.toString());
    }
    return command.orElseThrow(() -> noCommand(commands.keySet())).run();
  }

  private String completion(JCommander commander) {
    Shell shell =
        Shell.of(completion)
            .orElseThrow(
                () ->
                    new ParameterException(
                        Names.unknown("--completion", completion, Shell.labels())));
    ImmutableMap<String, ImmutableList<String>> values =
        ImmutableMap.of(
            "--completion",
            Shell.labels(),
            "table --format",
            TableCommand.FORMATS.asList(),
            "table --test",
            TestOptions.TESTS,
            "report --figures",
            ImmutableList.of("all", "none"),
            "table --correction",
            TestOptions.CORRECTIONS,
            "compare --format",
            Compare.FORMATS,
            "compare --bootstrap",
            CompareCommand.BOOTSTRAPS,
            "plot --kind",
            PlotKind.labels(),
            "plot --log",
            LogAxes.labels(),
            "bench --only",
            Bench.parts());
    return new Completion("tools", commander, values).script(shell);
  }

  /** Refuses what does not start with a command or an option, before JCommander does it badly. */
  private static void checkCommand(String[] args, JCommander commander) {
    var commands = commander.getCommands().keySet();
    if (args.length == 0) {
      throw noCommand(commands);
    }
    if (!args[0].startsWith("-") && !commands.contains(args[0])) {
      throw new ParameterException(Names.unknown("command", args[0], commands));
    }
  }

  private static ParameterException noCommand(Collection<String> known) {
    return new ParameterException(
        "a command is needed. Known: " + String.join(", ", known) + ". See --help");
  }
}
