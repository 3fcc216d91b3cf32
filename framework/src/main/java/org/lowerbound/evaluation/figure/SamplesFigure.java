package org.lowerbound.evaluation.figure;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.ReadsSplits;
import org.lowerbound.evaluation.sampler.CodeSampler;
import org.lowerbound.evaluation.sampler.Samples;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.spec.ChosenNames;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What is drawn of the model, images or points on the plane: z from the sampler, then a draw from
 * p(x | z), or its mean, as papers on images mostly show it. A model without latents is drawn from
 * as it is. Points are shown beside as many of the split's.
 *
 * @param count how many
 * @param columns how many images go on a line
 * @param means whether means of p(x | z) stand for its draws
 * @param sampler where the codes z come from
 * @param name of the picture, to tell several in one trial apart
 */
public record SamplesFigure(
    @Default("64") @Interval(min = 1, max = MOST_IMAGES) int count,
    @Default("8") @Interval(min = 1, max = MOST_IMAGES) int columns,
    @Default("false") boolean means,
    @Default("\"prior\"") CodeSampler sampler,
    @Default("\"samples\"") String name)
    implements Figure, ReadsSplits {
  /** The images of one picture: a hundred lines of a hundred. */
  static final int MOST_IMAGES = 10_000;

  /** Checks the arguments. */
  public SamplesFigure {
    Counts.checkPositive("count", count, MOST_IMAGES);
    Counts.checkPositive("columns", columns, MOST_IMAGES);
    ChosenNames.check(name);
  }

  @Override
  public ImmutableSet<Split> alsoReads() {
    return sampler.alsoReads();
  }

  @Override
  public void checkFits(Dataset dataset) {
    PlaneDots.checkIsShown(dataset, TypeNames.of(this));
  }

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    Samples samples = new Samples(tf, graph, sampler, means, name, who);
    RawValues raw = RawValues.of(graph.dataset());
    if (PlaneDots.isPlane(graph.dataset())) {
      Operand<TFloat32> observed = new ImageNodes(tf, graph).observed();
      return runner -> {
        int[] rows = ChosenExamples.of(runner, ImmutableList.of(), count);
        return PlaneDots.draw(
            ImmutableMap.of(
                "data", new RowRuns(runner).of(rows, observed, raw.dimension()),
                "samples", raw.of(samples.draw(runner, count))));
      };
    }
    ImageColors colors = ImageColors.of(graph.dataset(), who);
    return runner ->
        PictureGrid.lines(
                Arrays.asList(colors.images(raw.of(samples.draw(runner, count)))), columns)
            .draw();
  }
}
