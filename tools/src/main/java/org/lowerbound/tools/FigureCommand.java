package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Table;
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
import org.lowerbound.experiment.result.RowTrial;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.picture.Picture;
import org.lowerbound.tools.compare.TableTrials;

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
              + " are of one name. Several, joined with commas, are columns side by side")
  private List<String> names = new ArrayList<>();

  @Parameter(
      names = "--only",
      description = "Which trials: path=value,path=value, #index, or the beginning of a trial's id")
  private String only;

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
    ImmutableList<RowTrials> lines = lines(table, file);
    ImmutableList<String> figures = choose(lines, folder);
    ImmutableTable.Builder<RowTrials, String, Optional<Picture>> builder = ImmutableTable.builder();
    lines.forEach(
        line -> figures.forEach(name -> builder.put(line, name, find(line, folder, name))));
    ImmutableTable<RowTrials, String, Optional<Picture>> pictures = builder.buildOrThrow();
    SheetAxes axes =
        SheetAxes.of(
            table.rowPaths(),
            figures.size() > 1 && columns.isEmpty() && rows.isEmpty() ? table.rowPaths() : rows,
            columns,
            stacked(pictures.values()));
    PngFile.write(Path.of(out), sheet(axes, pictures).draw(scale));
    return Answer.of(
        "%s: %s of %d of %d rows%n"
            .formatted(
                out,
                figures.size() == 1
                    ? "the figure " + figures.get(0)
                    : "the figures " + String.join(", ", figures),
                lines.stream()
                    .filter(
                        line -> pictures.row(line).values().stream().anyMatch(Optional::isPresent))
                    .count(),
                lines.size()));
  }

  /** A row of the table, and those of its trials that are chosen. */
  private record RowTrials(TableRow row, ImmutableList<RowTrial> trials) {}

  /** Returns the rows of which a trial is chosen. */
  private ImmutableList<RowTrials> lines(ResultTable table, Path file) {
    ImmutableList<Selector.Candidate> candidates = TableTrials.of(table, file).candidates();
    Optional<ImmutableSet<String>> chosen =
        Optional.ofNullable(only)
            .map(Selector::parse)
            .map(
                selector ->
                    selector.choose(candidates).stream()
                        .map(place -> candidates.get(place).id())
                        .collect(toImmutableSet()));
    return table.rows().stream()
        .map(
            row ->
                new RowTrials(
                    row,
                    row.trials().stream()
                        .filter(trial -> chosen.map(ids -> ids.contains(trial.id())).orElse(true))
                        .collect(toImmutableList())))
        .filter(line -> !line.trials().isEmpty())
        .collect(toImmutableList());
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
      SheetAxes axes, ImmutableTable<RowTrials, String, Optional<Picture>> figures) {
    boolean named = figures.columnKeySet().size() > 1;
    ImmutableTable.Builder<String, String, Optional<Picture>> cells = ImmutableTable.builder();
    for (Table.Cell<RowTrials, String, Optional<Picture>> cell : figures.cellSet()) {
      TableRow row = cell.getRowKey().row();
      String column = axes.column(row);
      cells.put(axes.row(row), named ? join(column, cell.getColumnKey()) : column, cell.getValue());
    }
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

  private static String join(String settings, String figure) {
    return settings.isEmpty() ? figure : settings + ", " + figure;
  }

  /** Returns the lines of a table in which there is a picture. */
  private static ImmutableList<String> drawn(Map<String, Map<String, Optional<Picture>>> lines) {
    return lines.entrySet().stream()
        .filter(line -> line.getValue().values().stream().anyMatch(Optional::isPresent))
        .map(Map.Entry::getKey)
        .collect(toImmutableList());
  }

  /** Returns the names of the figures that are asked for, or that of the only one there is. */
  private ImmutableList<String> choose(ImmutableList<RowTrials> lines, Path folder) {
    ImmutableSet<String> known =
        lines.stream()
            .flatMap(line -> line.trials().stream())
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
    if (names.isEmpty() && known.size() == 1) {
      return known.asList();
    }
    if (names.isEmpty()) {
      throw new ParameterException(
          "figure needs --name, as there are several: " + String.join(", ", known));
    }
    for (String name : names) {
      if (!known.contains(name)) {
        throw new ParameterException(Names.unknown("figure", name, known));
      }
    }
    return names.stream().distinct().collect(toImmutableList());
  }

  /** Returns the figure of the first of a row's trials that completed with one. */
  private static Optional<Picture> find(RowTrials line, Path folder, String figure) {
    return line.trials().stream()
        .filter(trial -> trial.status().equals(Optional.of(TrialStatus.COMPLETED)))
        .map(trial -> TrialFiles.figure(TrialFiles.folder(folder, trial.id()), figure))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(PngFile::readPanels);
  }
}
