package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Iterables;
import com.google.common.collect.Maps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.picture.Picture;

/** The command {@code figure}: the figures of a sweep's trials on one sheet, by their settings. */
@Parameters(
    commandDescription = "Put a sweep's figures onto one sheet, its settings as rows and columns")
final class FigureCommand implements Command {
  /** Figures that would be wider side by side are put one below the other. */
  private static final int MOST_WIDTH = 2400;

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
      names = "--rows",
      description =
          "The settings whose values are the rows of the sheet, joined with commas; if not given,"
              + " all but those of the columns")
  private List<String> rows = new ArrayList<>();

  @Parameter(
      names = "--columns",
      description =
          "The settings whose values are its columns; if not given, all but those of the rows, or"
              + " the last of several")
  private List<String> columns = new ArrayList<>();

  @Parameter(names = "--scale", description = "How many pixels a side stand for one of a figure's")
  private int scale = 1;

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
    TrialOptions.atLeast("--scale", 1, scale);
    ResultTable table = ResultTableJson.read(file);
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    String figure = choose(table, folder);
    ImmutableMap<TableRow, Optional<Picture>> figures =
        Maps.toMap(table.rows(), row -> find(row, folder, figure));
    SheetAxes axes = SheetAxes.of(table.rowPaths(), rows, columns, stacked(figures.values()));
    PngFile.write(Path.of(out), sheet(axes, figures).draw(scale));
    return Answer.of(
        "%s: the figure %s of %d of %d rows%n"
            .formatted(
                out,
                figure,
                figures.values().stream().filter(Optional::isPresent).count(),
                figures.size()));
  }

  /** Returns whether figures are better one below the other than side by side. */
  private static boolean stacked(ImmutableCollection<Optional<Picture>> figures) {
    return figures.stream()
        .flatMap(Optional::stream)
        .map(Picture::raster)
        .anyMatch(f -> f.width() >= 2 * f.height() || f.width() * figures.size() > MOST_WIDTH);
  }

  /** Returns the sheet; a line in which no trial has the figure is left out. */
  private static FigureSheet sheet(
      SheetAxes axes, ImmutableMap<TableRow, Optional<Picture>> figures) {
    ImmutableTable.Builder<String, String, Optional<Picture>> cells = ImmutableTable.builder();
    figures.forEach((row, figure) -> cells.put(axes.row(row), axes.column(row), figure));
    ImmutableTable<String, String, Optional<Picture>> table = cells.buildOrThrow();
    ImmutableList<String> rows = drawn(table.rowMap());
    ImmutableList<String> columns = drawn(table.columnMap());
    return new FigureSheet(
        rows,
        columns,
        rows.stream()
            .map(
                row ->
                    columns.stream()
                        .map(c -> Optional.ofNullable(table.get(row, c)).flatMap(f -> f))
                        .collect(toImmutableList()))
            .collect(toImmutableList()));
  }

  /** Returns the lines of a table in which there is a picture. */
  private static ImmutableList<String> drawn(Map<String, Map<String, Optional<Picture>>> lines) {
    return lines.entrySet().stream()
        .filter(line -> line.getValue().values().stream().anyMatch(Optional::isPresent))
        .map(Map.Entry::getKey)
        .collect(toImmutableList());
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
  private static Optional<Picture> find(TableRow row, Path folder, String figure) {
    return row.trials().stream()
        .filter(trial -> trial.status().equals(Optional.of(TrialStatus.COMPLETED)))
        .map(trial -> TrialFiles.figure(TrialFiles.folder(folder, trial.id()), figure))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(PngFile::readPanels);
  }
}
