package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.ReadsSplits;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.sampler.CodeSampler;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;
import org.lowerbound.spec.ChosenNames;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * What becomes of images that are encoded and decoded again and again: a line for each, a column
 * for each number of repetitions. Headings have the numbers of {@link RefinementMetric}, means over
 * more images than are shown.
 *
 * @param count how many images are shown
 * @param samples how many the numbers are means of
 * @param times after how many repetitions images are shown, rising
 * @param means whether decoding gives means of p(x | z), or draws
 * @param sampler where the first codes come from
 * @param name of the picture, to tell several in one trial apart
 */
public record Refinement(
    @Default("6") @Interval(min = 1, max = SamplesFigure.MOST_IMAGES) int count,
    @Default("100") @Interval(min = 1, max = SamplesFigure.MOST_IMAGES) int samples,
    @Default("[0, 1, 2, 5, 10, 50]") @Interval(min = 0, max = 10_000) ImmutableList<Integer> times,
    @Default("true") boolean means,
    @Default("\"prior\"") CodeSampler sampler,
    @Default("\"refinement\"") String name)
    implements Figure, ReadsSplits {
  /** Checks the arguments. */
  public Refinement {
    Counts.checkPositive("count", count, SamplesFigure.MOST_IMAGES);
    Counts.checkPositive("samples", samples, SamplesFigure.MOST_IMAGES);
    RefinementChain.checkTimes(times);
    ChosenNames.check(name);
  }

  @Override
  public ImmutableSet<Split> alsoReads() {
    return sampler.alsoReads();
  }

  @Override
  public void checkFits(Dataset dataset) {
    ImageColors.checkIsImage(dataset, TypeNames.of(this));
  }

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    RefinementChain chain = new RefinementChain(tf, graph, sampler, means, name, who);
    ImageColors colors = ImageColors.of(graph.dataset(), who);
    RawValues raw = RawValues.of(graph.dataset());
    return runner -> draw(runner, chain, images -> colors.images(raw.of(images)));
  }

  private Picture draw(
      SplitRunner runner, RefinementChain chain, Function<float[], Raster[]> shown) {
    int all = Math.max(count, samples);
    ImmutableList<RefinementChain.Stage> stages = chain.run(runner, all, times);
    List<Raster[]> columns = new ArrayList<>();
    ImmutableList.Builder<String> headings = ImmutableList.builder();
    for (int i = 0; i < stages.size(); i++) {
      columns.add(shown.apply(stages.get(i).images()));
      headings.add(heading(times.get(i), stages.get(i)));
    }
    ImmutableList.Builder<List<Raster>> lines = ImmutableList.builder();
    for (int i = 0; i < count; i++) {
      ImmutableList.Builder<Raster> line = ImmutableList.builder();
      for (Raster[] column : columns) {
        line.add(column[i]);
      }
      lines.add(line.build());
    }
    return PictureGrid.of(lines.build())
        .withTitle(
            "encoded and decoded so often: %sΔ (change), TV (total variation), means over %d images"
                .formatted(stages.get(0).elbo().isPresent() ? "ELBO, " : "", all))
        .withColumns(headings.build())
        .drawColumns();
  }

  /** Returns the numbers below each other: what belongs together is not parted. */
  private static String heading(int time, RefinementChain.Stage stage) {
    StringBuilder heading = new StringBuilder().append("%d×".formatted(time));
    stage.elbo().ifPresent(elbo -> heading.append(" ").append(mean(elbo)).append("\u00a0nats"));
    String change = stage.change().map(Refinement::mean).orElse("–");
    return heading
        .append(" Δ\u00a0")
        .append(change)
        .append(" TV\u00a0")
        .append(mean(stage.variation()))
        .toString();
  }

  private static String mean(double[] values) {
    double mean = Estimate.meanOf(values).value();
    checkArgument(Double.isFinite(mean), "the images of a refinement are not finite");
    return Numbers.measured(mean);
  }
}
