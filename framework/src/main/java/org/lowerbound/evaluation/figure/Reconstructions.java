package org.lowerbound.evaluation.figure;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.ChecksSplit;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;
import org.lowerbound.spec.ChosenNames;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Examples above what the model makes of their codes: E[x | z] at the mean of q(z | x), or at a
 * draw if that has no mean. With draws there is a third line, x from p(x | z) for z from q(z | x).
 * Points on the plane are dots instead.
 *
 * @param count how many of the split's first examples, or all if it has less
 * @param examples the examples by their numbers, from 0; if there are none, the first ones
 * @param columns how many go on a line
 * @param draws whether draws are shown, too
 * @param name of the picture, to tell several in one trial apart
 */
public record Reconstructions(
    @Default("10") @Interval(min = 1, max = SamplesFigure.MOST_IMAGES) int count,
    @Default("[]") @Interval(min = 0) ImmutableList<Integer> examples,
    @Default("10") @Interval(min = 1, max = SamplesFigure.MOST_IMAGES) int columns,
    @Default("false") boolean draws,
    @Default("\"reconstructions\"") String name)
    implements Figure, ChecksSplit {
  /** Checks the arguments. */
  public Reconstructions {
    Counts.checkPositive("count", count, SamplesFigure.MOST_IMAGES);
    Counts.checkPositive("columns", columns, SamplesFigure.MOST_IMAGES);
    ChosenExamples.check(examples);
    ChosenNames.check(name);
  }

  @Override
  public void checkFits(Dataset dataset) {
    PlaneDots.checkIsShown(dataset, TypeNames.of(this));
    ChosenExamples.checkFits(examples, dataset);
  }

  @Override
  public void checkFits(Dataset dataset, Split split) {
    ChosenExamples.checkFits(examples, dataset, split);
  }

  /**
   * A line of each group.
   *
   * @param heading what it shows
   * @param node its images, raw values {@code [B, D]}
   */
  private record Line(String heading, Operand<TFloat32> node) {}

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    CodeNodes codes = new CodeNodes(tf, graph, who, name);
    ImageNodes images = new ImageNodes(tf, graph);
    ImmutableList.Builder<Line> lines = ImmutableList.builder();
    lines.add(new Line("input", images.observed()));
    lines.add(new Line("mean", images.raw(images.decoded(who, codes.best).mean(tf))));
    if (draws) {
      Operand<TFloat32> draw = images.decodedTo(who, codes.draw(), false, name);
      lines.add(new Line("draw", images.raw(draw)));
    }
    if (PlaneDots.isPlane(graph.dataset())) {
      return runner -> dots(runner, lines.build());
    }
    ImageColors colors = ImageColors.of(graph.dataset(), who);
    return runner -> draw(runner, colors, lines.build());
  }

  private Picture dots(SplitRunner runner, ImmutableList<Line> lines) {
    int[] rows = ChosenExamples.of(runner, examples, count);
    RowRuns runs = new RowRuns(runner);
    return PlaneDots.draw(
        lines.stream()
            .collect(toImmutableMap(Line::heading, line -> runs.of(rows, line.node(), 2))));
  }

  private Picture draw(SplitRunner runner, ImageColors colors, ImmutableList<Line> lines) {
    int[] rows = ChosenExamples.of(runner, examples, count);
    RowRuns runs = new RowRuns(runner);
    List<List<Raster>> kinds = new ArrayList<>();
    for (Line line : lines) {
      kinds.add(Arrays.asList(colors.images(runs.of(rows, line.node(), colors.size()))));
    }
    ImmutableList.Builder<List<Raster>> cells = ImmutableList.builder();
    ImmutableList.Builder<String> headings = ImmutableList.builder();
    for (int start = 0; start < rows.length; start += columns) {
      for (int k = 0; k < lines.size(); k++) {
        cells.add(kinds.get(k).subList(start, Math.min(rows.length, start + columns)));
        headings.add(start == 0 ? lines.get(k).heading() : ""); // Once: the others are alike.
      }
    }
    PictureGrid grid = PictureGrid.of(cells.build()).withRows(headings.build());
    return rows.length <= columns ? grid.drawRows() : grid.withRowGroups(lines.size()).draw();
  }
}
