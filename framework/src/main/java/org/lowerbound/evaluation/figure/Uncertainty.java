package org.lowerbound.evaluation.figure;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import java.util.Arrays;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.picture.ColorMap;
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
 * How sure the model is of each pixel: columns of examples, each above E[x | z] at the mean of q(z
 * | x), the mean over draws, and the standard deviation over draws of each pixel, in colours from
 * 0, dark, to the largest of the picture, which the heading tells. A draw is E[x | z] for z from
 * q(z | x), or x from p(x | z) then, whose deviation is that of the whole prediction. Of colours it
 * is the root mean square over the channels.
 *
 * @param count how many of the split's first examples, or all if it has less
 * @param examples the examples by their numbers, from 0; if there are none, the first ones
 * @param draws how many draws for each example
 * @param means whether a draw is the mean of p(x | z), or one of its draws
 * @param name of the picture, to tell several in one trial apart
 */
public record Uncertainty(
    @Default("8") @Interval(min = 1, max = MOST) int count,
    @Default("[]") @Interval(min = 0) ImmutableList<Integer> examples,
    @Default("100") @Interval(min = 2, max = Counts.MOST_UNITS) int draws,
    @Default("true") boolean means,
    @Default("\"uncertainty\"") String name)
    implements ShowsExamples {
  private static final int MOST = 100;

  /** Checks the arguments. */
  public Uncertainty {
    Counts.checkPositive("count", count, MOST);
    Counts.checkAtLeast("draws", draws, 2, Counts.MOST_UNITS);
    ChosenExamples.check(examples);
    ChosenNames.check(name);
  }

  /** What is in the graph: raw values, {@code [B, D]} each. */
  private record Nodes(
      Operand<TFloat32> observed, Operand<TFloat32> atMean, Operand<TFloat32> draw) {}

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    CodeNodes codes = new CodeNodes(tf, graph, who, name);
    ImageNodes images = new ImageNodes(tf, graph);
    Nodes nodes =
        new Nodes(
            images.observed(),
            images.raw(images.decoded(who, codes.best).mean(tf)),
            images.raw(images.decodedTo(who, codes.draw(), means, name)));
    ImageColors colors = ImageColors.of(graph.dataset(), who);
    return runner -> draw(runner, nodes, colors);
  }

  private Picture draw(SplitRunner runner, Nodes nodes, ImageColors colors) {
    int[] rows = ChosenExamples.of(runner, examples, count);
    RowRuns runs = new RowRuns(runner);
    int size = colors.size();
    float[] mean = new float[rows.length * size];
    double[][] deviations = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      PixelMoments moments = new PixelMoments(size);
      int[] same = new int[draws];
      Arrays.fill(same, rows[i]);
      runs.forEach(same, nodes.draw(), moments::add);
      System.arraycopy(moments.mean(), 0, mean, i * size, size);
      deviations[i] = moments.deviations(colors.channels());
    }
    double largest = Doubles.max(Doubles.concat(deviations));
    ImmutableList.Builder<Raster> maps = ImmutableList.builder();
    for (double[] deviation : deviations) {
      maps.add(
          new Raster(
              colors.width(),
              colors.height(),
              Arrays.stream(deviation)
                  .mapToInt(d -> ColorMap.of(largest > 0 ? d / largest : 0))
                  .toArray()));
    }
    return PictureGrid.of(
            ImmutableList.of(
                Arrays.asList(colors.images(runs.of(rows, nodes.observed(), size))),
                Arrays.asList(colors.images(runs.of(rows, nodes.atMean(), size))),
                Arrays.asList(colors.images(mean)),
                maps.build()))
        .withRows(
            ImmutableList.of(
                "input",
                "at the mean code",
                "mean of %d draws".formatted(draws),
                "standard deviation, 0 to %s".formatted(Numbers.measured(largest))))
        .drawRows();
  }
}
