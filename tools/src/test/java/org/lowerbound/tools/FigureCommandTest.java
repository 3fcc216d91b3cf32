package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ObjectArrays;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.execution.SweepRun;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.progress.ProgressMode;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;

/** The sheet of a real sweep. */
class FigureCommandTest {
  private static final int PIXELS = 100;
  private static final String SWEEP =
      """
      {
        "name": "plane",
        "trial": {
          "dataset": {"type": "none", "examples": 10},
          "model": {"type": "energy", "energy": "sine"},
          "objective": {"type": "elbo", "kl": "monte-carlo"},
          "training": {"batchSize": 10, "steps": 1},
          "evaluation": {
            "metrics": [{"type": "elbo", "kl": "monte-carlo"}],
            "splits": ["test", "train"],
            "figures": [{"type": "density-2d", "draws": 1000, "pixels": 100}]
          }
        },
        "axes": [
          {"grid": {"model.energy": ["two-moons", "sine-split"]}},
          {"cases": {"id": {}, "ü2": {"optimizer": "sgd"}}},
          {"grid": {"seed": [1, 2]}}
        ]
      }
      """;

  @TempDir static Path folder;
  private static Path sweep;

  @BeforeAll
  static void runASweep() throws IOException {
    Path file = Files.writeString(folder.resolve("plane.json"), SWEEP);
    SweepPlan plan =
        SweepPlan.of(
            SweepFile.read(file),
            StandardTypes.withPlugins(),
            new DataSource(Optional.empty(), folder.resolve("cache")));
    plan.check();
    SweepRun run = new SweepRun(plan, folder.resolve("results"));
    run.open();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    try (Progress progress = ProgressMode.NONE.open(plan.trials().size(), 1, nowhere)) {
      run.run(plan.trials(), 1, progress);
    }
    sweep = run.folder();
  }

  private static String run(int status, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(
        status,
        Tools.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)),
        err.toString(UTF_8));
    assertEquals(status == 0 ? 1 : 0, out.toString(UTF_8).lines().count(), out.toString(UTF_8));
    return err.toString(UTF_8).strip();
  }

  /** Returns a panel of the figure of a trial of a row of the table. */
  private static Raster panel(Path sweepFolder, int row, int trial, int panel) {
    ResultTable table = ResultTableJson.read(sweepFolder.resolve("table.json"));
    String id = table.rows().get(row).trials().get(trial).id();
    Picture picture =
        PngFile.readPanels(TrialFiles.figure(TrialFiles.folder(sweepFolder, id), "density-2d"));
    return picture.panels().get(panel).of(picture.raster());
  }

  /** Returns the figure of the first trial of a row, with all of its panels. */
  private static Raster whole(int row) {
    String id =
        ResultTableJson.read(sweep.resolve("table.json")).rows().get(row).trials().get(0).id();
    return PngFile.read(TrialFiles.figure(TrialFiles.folder(sweep, id), "density-2d"));
  }

  private static Raster prior(int row) {
    return panel(sweep, row, 0, 0);
  }

  private static Raster draws(Path sweepFolder, int row, int trial) {
    return panel(sweepFolder, row, trial, 1);
  }

  private static Raster grid(
      ImmutableList<String> rows,
      ImmutableList<String> columns,
      ImmutableList<ImmutableList<Raster>> cells) {
    return PictureGrid.of(cells)
        .withRows(rows)
        .withColumns(columns)
        .withColumnBreaks(ImmutableSet.of(1))
        .withScale(1)
        .draw();
  }

  /** Returns a copy of the sweep's folder whose files may be removed. */
  private static Path copy(String name) throws IOException {
    Path target = folder.resolve(name);
    try (Stream<Path> files = Files.walk(sweep)) {
      for (Path file : ImmutableList.copyOf(files.iterator())) {
        Files.createDirectories(target);
        Path to = target.resolve(sweep.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
    return target;
  }

  @Test
  void theSheetHasTheFirstTrialOfEveryRowInTheTablesOrder() throws IOException {
    Path file = folder.resolve("sheets/density.png");
    run(0, "figure", sweep.toString(), "--name", "density-2d", "--out", file.toString());
    // Densities are rows, cases columns; the density of a row is shown once, left of its draws.
    assertEquals(
        grid(
            ImmutableList.of("two-moons", "sine-split"),
            ImmutableList.of("p(z)", "id", "ü2"),
            ImmutableList.of(
                ImmutableList.of(prior(0), draws(sweep, 0, 0), draws(sweep, 1, 0)),
                ImmutableList.of(prior(2), draws(sweep, 2, 0), draws(sweep, 3, 0)))),
        PngFile.read(file));
    byte[] bytes = Files.readAllBytes(file);
    run(
        0,
        "figure",
        sweep.resolve("table.json").toString(),
        "--name",
        "density-2d",
        "--out",
        file.toString());
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  @Test
  void rowsAndColumnsCanBeChosen() {
    Path file = folder.resolve("columns.png");
    String[] figure = {
      "figure", sweep.toString(), "--name", "density-2d", "--out", file.toString(), "--scale", "2"
    };
    run(0, ObjectArrays.concat(figure, new String[] {"--columns", "energy"}, String.class));
    // The density is the same along each column now.
    Raster turned =
        PictureGrid.of(
                ImmutableList.of(
                    ImmutableList.of(prior(0), prior(2)),
                    ImmutableList.of(draws(sweep, 0, 0), draws(sweep, 2, 0)),
                    ImmutableList.of(draws(sweep, 1, 0), draws(sweep, 3, 0))))
            .withRows(ImmutableList.of("p(z)", "id", "ü2"))
            .withColumns(ImmutableList.of("two-moons", "sine-split"))
            .withRowBreaks(ImmutableSet.of(1))
            .withScale(2)
            .draw();
    assertEquals(turned, PngFile.read(file));
    run(0, ObjectArrays.concat(figure, new String[] {"--rows", "case"}, String.class));
    assertEquals(turned, PngFile.read(file));
  }

  @Test
  void severalFiguresAreColumnsOfTheTrialsThatAreChosen() {
    Path file = folder.resolve("several.png");
    String[] figure = {
      "figure", sweep.toString(), "--name", "density-2d,train.density-2d", "--out", file.toString()
    };
    run(0, ObjectArrays.concat(figure, new String[] {"--only", "case=id"}, String.class));
    // Of two splits of no data the figures are the same: no part is of a figure alone.
    assertEquals(
        PictureGrid.of(
                ImmutableList.of(
                    ImmutableList.of(whole(0), whole(0)), ImmutableList.of(whole(2), whole(2))))
            .withRows(ImmutableList.of("two-moons, id", "sine-split, id"))
            .withColumns(ImmutableList.of("density-2d", "train.density-2d"))
            .withScale(1)
            .draw(),
        PngFile.read(file));
    assertEquals(
        "tools: unknown figure 'density'; did you mean 'density-2d'? Known: density-2d,"
            + " train.density-2d",
        run(2, "figure", sweep.toString(), "--name", "density-2d,density", "--out", "no.png"));
    assertEquals(
        "tools: --only case=it: no trial matches; trials are #0 to #7; the axes have model.energy:"
            + " two-moons, sine-split; case: id, ü2; seed: 1, 2",
        run(2, ObjectArrays.concat(figure, new String[] {"--only", "case=it"}, String.class)));
  }

  @Test
  void aRowWithoutAFigureIsGrey() throws IOException {
    Path copy = copy("partial");
    ResultTable table = ResultTableJson.read(copy.resolve("table.json"));
    // The first row's first figure: its second trial stands in. The second row: both.
    for (int[] place : new int[][] {{0, 0}, {1, 0}, {1, 1}}) {
      String id = table.rows().get(place[0]).trials().get(place[1]).id();
      Files.delete(TrialFiles.figure(TrialFiles.folder(copy, id), "density-2d"));
    }
    Path file = folder.resolve("partial.png");
    run(0, "figure", copy.toString(), "--name", "density-2d", "--out", file.toString());
    assertEquals(
        grid(
            ImmutableList.of("two-moons", "sine-split"),
            ImmutableList.of("p(z)", "id", "ü2"),
            ImmutableList.of(
                ImmutableList.of(
                    prior(0), draws(copy, 0, 1), Raster.blank(PIXELS, PIXELS, 0xE8E8E8)),
                ImmutableList.of(prior(2), draws(copy, 2, 0), draws(copy, 3, 0)))),
        PngFile.read(file));
  }

  @Test
  void whatIsMissingIsNamedInOneLine() throws IOException {
    String at = sweep.toString();
    String png = folder.resolve("no.png").toString();
    assertEquals(
        "tools: unknown figure 'density-2'; did you mean 'density-2d'? Known: density-2d,"
            + " train.density-2d",
        run(2, "figure", at, "--name", "density-2", "--out", png));
    assertEquals(
        "tools: figure needs --name, as there are several: density-2d, train.density-2d",
        run(2, "figure", at, "--out", png));
    assertEquals(
        "tools: figure needs --out FILE, the PNG file to write",
        run(2, "figure", at, "--name", "density-2d"));
    assertEquals(
        "tools: figure needs one PATH, a table.json or the folder that holds it, but was given"
            + " none",
        run(2, "figure", "--out", png));
    assertEquals(
        "tools: --scale must be at least 1 but is 0",
        run(2, "figure", at, "--out", png, "--scale", "0"));
    String[] named = {"figure", at, "--name", "density-2d", "--out", png};
    assertEquals(
        "tools: --columns: unknown setting 'cases'; did you mean 'case'? Known: model.energy, case",
        run(2, ObjectArrays.concat(named, new String[] {"--columns", "cases"}, String.class)));
    assertEquals(
        "tools: a setting can be of --rows or of --columns, but not of both",
        run(
            2,
            ObjectArrays.concat(
                named, new String[] {"--columns", "case", "--rows", "case,energy"}, String.class)));
    Path none = folder.resolve("none");
    assertEquals(
        "tools: cannot read " + none + ": there is no such file",
        run(2, "figure", none.toString(), "--out", png));

    Path bare = Files.createDirectories(folder.resolve("bare"));
    Files.copy(sweep.resolve("table.json"), bare.resolve("table.json"));
    String message = run(2, "figure", bare.toString(), "--out", png);
    assertTrue(
        message.startsWith("tools: no completed trial under " + bare.resolve("trials")), message);
    assertTrue(Files.notExists(Path.of(png)));
  }

  @Test
  void theOnlyFigureNeedsNoName() throws IOException {
    Path copy = copy("only");
    for (Path file : figures(copy, "train.")) {
      Files.delete(file);
    }
    Path file = folder.resolve("only.png");
    run(0, "figure", copy.toString(), "--out", file.toString());
    assertTrue(PngFile.read(file).width() > 3 * PIXELS);
  }

  private static ImmutableList<Path> figures(Path sweepFolder, String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(sweepFolder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .collect(ImmutableList.toImmutableList());
    }
  }
}
