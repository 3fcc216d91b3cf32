package org.lowerbound.evaluation.figure;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsSplits;
import org.lowerbound.evaluation.sampler.CodeSampler;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * How images end that a model has made and then encodes and decodes again and again. For each
 * number of repetitions t:
 *
 * <ul>
 *   <li>{@code refinement-change-t}: the root mean square difference between the images and those
 *       of one repetition before, in the values' own unit. It comes to 0 where the model maps
 *       images onto themselves.
 *   <li>{@code refinement-variation-t}: the total variation of the images per pair of neighbouring
 *       pixels, mean |x_i − x_j| (Rudin, Osher and Fatemi 1992, by absolute differences). It falls
 *       as edges wash out.
 *   <li>{@code refinement-elbo-t}: what the formula of the ELBO gives for the images, in nats, by
 *       one draw of z each; empty where the model has no posterior density. Means of bits are no
 *       bits: of them it compares images with each other, and is no bound on a likelihood.
 * </ul>
 *
 * @param samples how many images
 * @param times after how many repetitions, rising
 * @param means whether decoding gives means of p(x | z), or draws
 * @param sampler where the first codes come from
 */
public record RefinementMetric(
    @Default("100") @Interval(min = 1, max = SamplesFigure.MOST_IMAGES) int samples,
    @Default("[0, 1, 10, 50]") @Interval(min = 0, max = 10_000) ImmutableList<Integer> times,
    @Default("true") boolean means,
    @Default("\"prior\"") CodeSampler sampler)
    implements Metric, ReadsSplits {
  private static final String PREFIX = "refinement-";

  /** Checks the arguments. */
  public RefinementMetric {
    Counts.checkPositive("samples", samples, SamplesFigure.MOST_IMAGES);
    RefinementChain.checkTimes(times);
  }

  @Override
  public ImmutableSet<Split> alsoReads() {
    return sampler.alsoReads();
  }

  @Override
  public ImmutableList<Column> columns() {
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    for (int time : times) {
      String after = " of images after %d times of encoding and decoding".formatted(time);
      columns.add(
          new Column(
              PREFIX + "variation-" + time,
              "per pair of pixels",
              Better.NEITHER,
              "Total variation" + after));
      if (time > 0) {
        columns.add(
            new Column(
                PREFIX + "change-" + time,
                "root mean square",
                Better.LOWER,
                "Difference to the images before" + after));
      }
      columns.add(
          Column.optional(
              PREFIX + "elbo-" + time, "nats", Better.NEITHER, "The ELBO's formula" + after));
    }
    return columns.build();
  }

  @Override
  public void checkFits(Dataset dataset) {
    ImageColors.checkIsImage(dataset, TypeNames.of(this));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    RefinementChain chain =
        new RefinementChain(tf, graph, sampler, means, "refinement", TypeNames.of(this));
    return runner -> {
      ImmutableList<RefinementChain.Stage> stages = chain.run(runner, samples, times);
      ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
      for (int i = 0; i < stages.size(); i++) {
        RefinementChain.Stage stage = stages.get(i);
        int time = times.get(i);
        numbers.put(PREFIX + "variation-" + time, Estimate.meanOf(stage.variation()));
        stage
            .change()
            .ifPresent(change -> numbers.put(PREFIX + "change-" + time, Estimate.meanOf(change)));
        stage.elbo().ifPresent(elbo -> numbers.put(PREFIX + "elbo-" + time, Estimate.meanOf(elbo)));
      }
      return numbers.buildOrThrow();
    };
  }
}
