package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.experiment.console.WholeValue;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.picture.Plot;
import org.lowerbound.tools.plot.Drawn;
import org.lowerbound.tools.plot.LogAxes;
import org.lowerbound.tools.plot.PlotKind;
import org.lowerbound.tools.plot.PlotOptions;
import org.lowerbound.tools.plot.PlotRows;

/** The command {@code plot}: numbers of tables and curves of trials as a picture. */
@Parameters(commandDescription = "Plot the numbers of tables and the curves of trials")
final class PlotCommand implements Command {
  private static final int LEAST_SIDE = 50;
  private static final int LARGEST_SIDE = 10_000;

  @Parameter(description = "PATH…: each a sweep's folder, a table.json, or a trial's folder")
  private List<String> paths = new ArrayList<>();

  @Parameter(
      names = "--kind",
      description =
          "columns, bars, curve (of trainings), rate-distortion, kl (of latent units) or snr (of"
              + " gradients)")
  private String kind = PlotKind.COLUMNS.label();

  @Parameter(names = "--out", description = "The .png or .svg file to write; must be given")
  private String out;

  @Parameter(
      names = "--y",
      description =
          "What is drawn upwards: columns of the table, or fields of curves, a,b,c; if not given"
              + " the first column, or of curves the bound")
  private List<String> y = new ArrayList<>();

  @Parameter(
      names = "--x",
      description =
          "What it is drawn over: a setting, by its path or its last word, a column, or rows; of"
              + " curves epoch or step")
  private String x;

  @Parameter(
      names = "--series",
      description = "The settings whose values are lines of their own; all others if not given")
  private List<String> series;

  @Parameter(
      names = "--log",
      description =
          "Which axes are logarithmic: x, y, xy or none; if not given, that of a setting which"
              + " spans over more than a factor of 30")
  private String log;

  @Parameter(names = "--each", description = "Draw each trial, too: curves and rate-distortion")
  private boolean each;

  @Parameter(
      names = "--only",
      splitter = WholeValue.class,
      description =
          "Which trials: path=value,path=value, #index, or the beginning of a trial's id; given"
              + " once for all paths, or once for each")
  private List<String> only;

  @Parameter(names = "--title", description = "What is written above")
  private String title = "";

  @Parameter(names = "--width", description = "The width between the axes, in pixels")
  private Integer width;

  @Parameter(names = "--height", description = "The height between the axes, in pixels")
  private Integer height;

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
    if (paths.isEmpty()) {
      throw new ParameterException(
          "plot needs a PATH at least: a sweep's folder, a table.json or a trial's folder");
    }
    OutFile file = OutFile.drawing("plot", out);
    PlotKind chosen =
        PlotKind.of(kind)
            .orElseThrow(
                () -> new ParameterException(Names.unknown("--kind", kind, PlotKind.labels())));
    PlotOptions options =
        new PlotOptions(
            list(y),
            Optional.ofNullable(x),
            Optional.ofNullable(series).map(PlotCommand::list),
            Optional.ofNullable(log).map(PlotCommand::axes),
            each);
    PlotRows rows =
        PlotRows.read(
            paths.stream().map(Path::of).collect(toImmutableList()),
            selectors(),
            StandardTypes.withPlugins());
    Drawn drawn = chosen.draw(rows, options);
    Plot plot = sized(drawn.plot()).withTitle(title);
    if (file.image()) {
      PngFile.write(file.path(), plot.draw());
    } else {
      AtomicFiles.write(file.path(), plot.svg());
    }
    return new Answer("", ImmutableList.of(), drawn.remarks());
  }

  private static ImmutableList<String> list(List<String> names) {
    return names.stream()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .collect(toImmutableList());
  }

  private static LogAxes axes(String label) {
    return LogAxes.of(Ascii.toLowerCase(label))
        .orElseThrow(() -> new ParameterException(Names.unknown("--log", label, LogAxes.labels())));
  }

  private ImmutableList<Optional<Selector>> selectors() {
    if (only != null && only.size() > 1 && only.size() != paths.size()) {
      throw new ParameterException(
          "--only is given once for all paths, or once for each, but not %s times for %s"
              .formatted(only.size(), paths.size() == 1 ? "1 path" : paths.size() + " paths"));
    }
    return IntStream.range(0, paths.size())
        .mapToObj(
            i ->
                Optional.ofNullable(only)
                    .map(texts -> Selector.parse(texts.get(Math.min(i, texts.size() - 1)))))
        .collect(toImmutableList());
  }

  /** Returns the plot in the size that is asked for. */
  private Plot sized(Plot plot) {
    return plot.withSize(
        side("--width", width, plot.width()), side("--height", height, plot.height()));
  }

  private static int side(String option, Integer asked, int own) {
    if (asked == null) {
      return own;
    }
    if (asked < LEAST_SIDE || asked > LARGEST_SIDE) {
      throw new ParameterException(
          "%s must be from %s to %s pixels but is %s"
              .formatted(option, LEAST_SIDE, LARGEST_SIDE, asked));
    }
    return asked;
  }
}
