package org.lowerbound.tools;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.DataPlaces;
import org.lowerbound.experiment.DownloadProgress;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.PngFile;

/** The command {@code data}: what data sets there are, and whether they are right. */
@Parameters(
    commandDescription =
        "List data sets, fetch them, verify them, or show examples of one on a sheet")
final class DataCommand implements Command {
  private static final ImmutableList<String> ACTIONS =
      ImmutableList.of("list", "fetch", "verify", "sheet");

  private final PrintStream err;

  @Parameter(
      description =
          "ACTION: list, fetch NAME, verify [NAME], or sheet SPEC; SPEC is a data set's name, its"
              + " JSON, a sweep's file or folder, or a trial's folder")
  private List<String> words = new ArrayList<>();

  @Parameter(
      names = "--data",
      description = "Where data sets are, a folder each; else $LOWERBOUND_DATA")
  private String data;

  @Parameter(names = "--out", description = "sheet: the .png file to write; must be given")
  private String out;

  @Parameter(names = "--split", description = "sheet: train, validation or test")
  private String split = "train";

  @Parameter(names = "--count", description = "sheet: how many of the first examples")
  private int count = 64;

  @Parameter(
      names = "--only",
      description = "sheet: which trial, if those of a sweep have several data sets")
  private String only;

  @Parameter(
      names = {"--help", "-h"},
      help = true,
      description = "Show this help")
  private boolean help;

  /** Makes the command. */
  DataCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public boolean help() {
    return help;
  }

  @Override
  public Answer run() {
    CommandPath.noOptions(this, words);
    if (words.isEmpty()) {
      throw new ParameterException("data needs one of " + String.join(", ", ACTIONS));
    }
    String action = words.get(0);
    List<String> rest = words.subList(1, words.size());
    DataSource source =
        DataPlaces.source(
            Optional.ofNullable(data),
            ImmutableMap.copyOf(System.getenv()),
            new DownloadProgress(err));
    DataCatalog catalog = new DataCatalog(StandardTypes.withPlugins());
    return switch (action) {
      case "list" -> {
        argument(action, rest, 0);
        yield Answer.of(new DataList(catalog, source.offline()).text());
      }
      case "fetch" -> new DataFetch(catalog, source).run(argument(action, rest, 1).orElseThrow());
      case "verify" ->
          new DataVerify(catalog, source.offline())
              .run(rest.isEmpty() ? Optional.empty() : argument(action, rest, 1));
      case "sheet" -> sheet(catalog, source, argument(action, rest, 1).orElseThrow());
      default -> throw new ParameterException(Names.unknown("action of data", action, ACTIONS));
    };
  }

  private Answer sheet(DataCatalog catalog, DataSource source, String spec) {
    Path file = OutFile.picture("data sheet", out);
    TrialOptions.atLeast("--count", 1, count);
    DataSheet sheet =
        new DataSheet(
            new DataSpecs(catalog.types(), source)
                .find(spec, Optional.ofNullable(only))
                .load(source),
            SplitOption.parse(split),
            count);
    PngFile.write(file, sheet.draw());
    return Answer.of("%s: %s%n".formatted(file, sheet.describe()));
  }

  private static Optional<String> argument(String action, List<String> given, int wanted) {
    if (given.size() != wanted) {
      throw new ParameterException(
          "data %s takes %s, but was given %s"
              .formatted(
                  action,
                  wanted == 0
                      ? "nothing else"
                      : "one " + (action.equals("sheet") ? "SPEC" : "NAME"),
                  given.isEmpty() ? "none" : String.join(" ", given)));
    }
    return given.stream().findFirst();
  }
}
