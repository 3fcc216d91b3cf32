package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.ChecksSplit;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Completing;
import org.lowerbound.model.CompletingPart;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.ChosenNames;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Examples of which the model sees a part and draws the rest: the first rows (van den Oord et al.
 * 2016, "Pixel recurrent neural networks", figure 1), or the part that a conditional VAE is given
 * (Sohn et al. 2015, figure 2). A line has an example, what is given of it, and draws.
 *
 * @param count how many of the split's first examples, or all if it has less
 * @param examples the examples by their numbers, from 0; if there are none, the first ones
 * @param given the share of the rows that is given, rounded to whole rows; to be left out for a
 *     model that is given a part of its own
 * @param draws how many for each example
 * @param name of the picture, to tell several in one trial apart
 */
public record Completions(
    @Default("8") @Interval(min = 1, max = SamplesFigure.MOST_IMAGES) int count,
    @Default("[]") @Interval(min = 0) ImmutableList<Integer> examples,
    @Default("0.5") @Interval(min = 0, max = 1) double given,
    @Default("6") @Interval(min = 1, max = SamplesFigure.MOST_IMAGES) int draws,
    @Default("\"completions\"") String name)
    implements Figure, ChecksSplit {
  private static final double HALF = 0.5;

  /** Checks the arguments. */
  public Completions {
    Counts.checkPositive("count", count, SamplesFigure.MOST_IMAGES);
    ChosenExamples.check(examples);
    checkArgument(given >= 0 && given <= 1, "given must be in [0, 1] but is %s", given);
    Counts.checkPositive("draws", draws, SamplesFigure.MOST_IMAGES);
    ChosenNames.check(name);
  }

  @Override
  public void checkFits(Dataset dataset) {
    ImageColors.checkIsImage(dataset, TypeNames.of(this));
    ChosenExamples.checkFits(examples, dataset);
  }

  @Override
  public void checkFits(Dataset dataset, Split split) {
    ChosenExamples.checkFits(examples, dataset, split);
  }

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    ImageColors colors = ImageColors.of(graph.dataset(), who);
    ImageNodes images = new ImageNodes(tf, graph);
    NoiseSource noise = graph.noise().apply(name);
    if (graph.model() instanceof CompletingPart model) {
      checkArgument(
          given == HALF,
          "given is %s, but the model is given a part of its own; leave \"given\" out",
          given);
      return drawing(
          tf,
          images,
          colors,
          model.part().left().toArray(),
          model.complete(tf, graph.observations(), noise, draws, graph.pass()));
    }
    Completing model = graph.modelWith(Ability.COMPLETING, who);
    int first = (int) Math.round(given * colors.height()) * colors.width() * colors.channels();
    return drawing(
        tf,
        images,
        colors,
        IntStream.range(first, colors.size()).toArray(),
        model.complete(tf, graph.observations(), first, noise, draws, graph.pass()));
  }

  /**
   * Returns the way to the picture.
   *
   * @param left the values that are not given
   * @param drawn {@code [draws, B, D]}
   */
  private Drawing drawing(
      Ops tf, ImageNodes images, ImageColors colors, int[] left, Operand<TFloat32> drawn) {
    Operand<TFloat32> byExample = tf.linalg.transpose(images.raw(drawn), tf.array(1, 0, 2));
    return runner -> draw(runner, colors, left, images.observed(), byExample);
  }

  private Picture draw(
      SplitRunner runner,
      ImageColors colors,
      int[] left,
      Operand<TFloat32> observed,
      Operand<TFloat32> drawn) {
    int[] rows = ChosenExamples.of(runner, examples, count);
    RowRuns runs = new RowRuns(runner);
    int size = colors.size();
    float[] inputs = runs.of(rows, observed, size);
    float[] occluded = inputs.clone();
    for (int row = 0; row < rows.length; row++) {
      for (int value : left) {
        occluded[row * size + value] = colors.middle();
      }
    }
    List<Raster> originals = Arrays.asList(colors.images(inputs));
    List<Raster> seen = Arrays.asList(colors.images(occluded));
    List<Raster> completed = Arrays.asList(colors.images(runs.of(rows, drawn, draws * size)));
    ImmutableList.Builder<List<Raster>> lines = ImmutableList.builder();
    for (int row = 0; row < rows.length; row++) {
      lines.add(
          ImmutableList.<Raster>builder()
              .add(originals.get(row))
              .add(seen.get(row))
              .addAll(completed.subList(row * draws, (row + 1) * draws))
              .build());
    }
    return PictureGrid.of(lines.build())
        .withColumns(
            ImmutableList.<String>builder()
                .add("input", "given", "draws")
                .addAll(Collections.nCopies(draws - 1, "")) // Once: the others are alike.
                .build())
        .withColumnBreaks(ImmutableSet.of(2))
        .draw();
  }
}
