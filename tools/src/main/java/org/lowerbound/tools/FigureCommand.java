package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.evaluation.Raster;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialStatus;

/** The command {@code figure}: the figures of a sweep's trials on one sheet, a cell a table row. */
@Parameters(
    commandDescription = "Put a sweep's figures onto one sheet, a cell for each row of its table")
final class FigureCommand implements Command {
  @Parameter(description = "PATH: a table.json with trials/ beside it, or the folder that holds it")
  private List<String> paths = new ArrayList<>();

  @Parameter(
      names = "--name",
      description =
          "The figure, as in the sweep's evaluation.figures; need not be given if all"
              + " are of one name")
  private String name;

  @Parameter(names = "--out", description = "The PNG file to write; must be given")
  private String out;

  @Parameter(
      names = "--columns",
      description =
          "How many cells go on a line; by default as many as the last of the row's settings has"
              + " values")
  private Integer columns;

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
    Path file = CommandPath.table("figure", this, paths);
    if (out == null) {
      throw new ParameterException("figure needs --out FILE, the PNG file to write");
    }
    if (columns != null && columns < 1) {
      throw new ParameterException("--columns must be at least 1 but is " + columns);
    }
    ResultTable table = ResultTableJson.read(file);
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    String figure = choose(table, folder);
    ImmutableList<ContactSheet.Cell> cells =
        table.rows().stream()
            .map(row -> new ContactSheet.Cell(row.label(), find(row, folder, figure)))
            .collect(toImmutableList());
    PngFile.write(
        Path.of(out),
        new ContactSheet(cells, columns == null ? lastValues(table) : columns).draw());
    return Answer.of("");
  }

  /** Returns the name of the figure that is asked for, or of the only one that there is. */
  private String choose(ResultTable table, Path folder) {
    ImmutableSet<String> known =
        table.rows().stream()
            .flatMap(row -> row.trials().stream())
            .filter(trial -> trial.status().equals(Optional.of(TrialStatus.COMPLETED)))
            .flatMap(
                trial -> TrialFiles.figureNames(TrialFiles.folder(folder, trial.id())).stream())
            .collect(toImmutableSet());
    if (known.isEmpty()) {
      throw new ResultException(
          "no completed trial under "
              + folder.resolve("trials")
              + " has a figure: \"figures\" in a sweep's \"evaluation\" asks for them, and they are"
              + " where the sweep was run");
    }
    if (name == null && known.size() == 1) {
      return Iterables.getOnlyElement(known);
    }
    if (name == null) {
      throw new ParameterException(
          "figure needs --name, as there are several: " + String.join(", ", known));
    }
    if (!known.contains(name)) {
      throw new ParameterException(Names.unknown("figure", name, known));
    }
    return name;
  }

  /** Returns the figure of the first of a row's trials that completed with one. */
  private static Optional<Raster> find(TableRow row, Path folder, String figure) {
    return row.trials().stream()
        .filter(trial -> trial.status().equals(Optional.of(TrialStatus.COMPLETED)))
        .map(trial -> TrialFiles.figure(TrialFiles.folder(folder, trial.id()), figure))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(PngFile::read);
  }

  /** Returns how many values the fastest of the rows' settings has, 1 if there is none. */
  private static int lastValues(ResultTable table) {
    if (table.rowPaths().isEmpty()) {
      return 1;
    }
    String last = Iterables.getLast(table.rowPaths());
    return (int) table.rows().stream().map(row -> row.overrides().get(last)).distinct().count();
  }
}
