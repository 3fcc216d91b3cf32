package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.experiment.console.WholeValue;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.statistics.Bootstrap;
import org.lowerbound.experiment.statistics.Interval.Method;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.tools.compare.Compare;
import org.lowerbound.tools.compare.Compare.Source;

/** The command {@code compare}: what moved between two results, and what is behind it. */
@Parameters(
    commandDescription = "Compare two sweeps, tables or trials: what moved, what is behind it")
final class CompareCommand implements Command {
  static final ImmutableList<String> BOOTSTRAPS =
      ImmutableList.of(Method.BCA.label(), Method.PERCENTILE.label());

  @Parameter(description = "A B: each a sweep's folder, a table.json, or a trial's folder")
  private List<String> paths = new ArrayList<>();

  @Parameter(
      names = "--only",
      splitter = WholeValue.class,
      description =
          "Which trials of tables: path=value,path=value, #index, or the beginning of a trial's id;"
              + " given twice, the first is for A, the second for B")
  private List<String> only;

  @Parameter(
      names = "--metric",
      description = "The numbers to compare, in order: a,b,c; all that both have if not given")
  private List<String> metrics;

  @Parameter(names = "--format", description = "text, markdown, csv or json")
  private String format = "text";

  @Parameter(names = "--out", description = "The file to write; the standard output if not given")
  private String out;

  @Parameter(
      names = "--bootstrap",
      description = "How intervals are made of 20 pairs or more: bca or percentile")
  private String bootstrap = Method.BCA.label();

  @Parameter(names = "--level", description = "The probability that intervals are to have")
  private double level = 0.95;

  @Parameter(names = "--resamples", description = "How many samples a bootstrap draws")
  private int resamples = 10_000;

  @Parameter(names = "--seed", description = "The seed of the bootstrap")
  private long seed = 1;

  @Parameter(
      names = {"--help", "-h"},
      help = true,
      description = "Show this help")
  private boolean help;

  @Override
  public boolean help() {
    return help;
  }

  @Override
  public Answer run() {
    CommandPath.noOptions(this, paths);
    if (paths.size() != 2) {
      throw new ParameterException(
          "compare needs two paths, A and B, each a sweep's folder, a table.json or a trial's folder,"
              + " but was given "
              + (paths.isEmpty() ? "none" : String.join(" ", paths)));
    }
    if (only != null && only.size() > 2) {
      throw new ParameterException(
          "--only is given once for both, or once for A and once for B, but not %d times"
              .formatted(only.size()));
    }
    if (!Compare.FORMATS.contains(format)) {
      throw new ParameterException(Names.unknown("--format", format, Compare.FORMATS));
    }
    Compare compared =
        Compare.of(
            new Source(Path.of(paths.get(0)), selector(0)),
            new Source(Path.of(paths.get(1)), selector(1)),
            bootstrap(),
            Optional.ofNullable(metrics)
                .map(
                    names ->
                        names.stream()
                            .map(String::strip)
                            .filter(name -> !name.isEmpty())
                            .distinct()
                            .collect(toImmutableList())),
            StandardTypes.withPlugins());
    String document =
        switch (format) {
          case "markdown" -> compared.markdown();
          case "csv" -> compared.csv();
          case "json" -> compared.json();
          default -> compared.text(TerminalGrid.current(out != null));
        };
    if (out != null) {
      AtomicFiles.write(Path.of(out), document);
    }
    return Answer.of(out == null ? document : "");
  }

  /** Returns the selector of A, 0, or B, 1. */
  private Optional<Selector> selector(int side) {
    return Optional.ofNullable(only)
        .map(texts -> Selector.parse(texts.get(Math.min(side, texts.size() - 1))));
  }

  private Bootstrap bootstrap() {
    if (!BOOTSTRAPS.contains(bootstrap)) {
      throw new ParameterException(Names.unknown("--bootstrap", bootstrap, BOOTSTRAPS));
    }
    if (!(level > 0 && level < 1)) {
      throw new ParameterException("--level must be between 0 and 1 but is " + level);
    }
    return new Bootstrap(
        bootstrap.equals(Method.BCA.label()) ? Method.BCA : Method.PERCENTILE,
        level,
        TrialOptions.atLeast("--resamples", Bootstrap.FEWEST_RESAMPLES, resamples),
        seed);
  }
}
