package org.lowerbound.evaluation.code;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Factors;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * The mutual information gap (Chen et al. 2018, eq. 6): for each factor of variation, by how much
 * the latent unit that tells most about it is ahead of the second, in units of the factor's
 * entropy; mean over the factors that vary in the split. 1 is a perfectly axis-aligned code, 0 a
 * code in which two units tell equally much.
 *
 * <p>Mutual information is between the factor and the posterior mean, cut into equal bins between
 * its smallest and largest value (Locatello et al. 2019, who take 20).
 *
 * <p>Of n examples a histogram shows information where there is none, about (bins − 1)(classes − 1)
 * / 2n nats, and more for one unit than for the next: the gap of a code that tells nothing is not
 * 0. What it would be by chance comes from the same codes, handed out to other examples at random.
 *
 * @param bins the number of bins
 */
public record MutualInformationGap(@Default("20") @Interval(min = 2, max = 10_000) int bins)
    implements Metric {
  /** Enough for the deviation by chance to be known to a sixth. */
  private static final int SHUFFLES = 20;

  /** Checks the argument. */
  public MutualInformationGap {
    Counts.checkAtLeast("bins", bins, 2, 10_000);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            "mig",
            "",
            Better.HIGHER,
            "Mutual information gap, %d bins, from 0 to 1; of few examples it is not 0 by chance"
                .formatted(bins)));
  }

  @Override
  public void checkFits(Dataset dataset) {
    checkArgument(
        dataset.factors().isPresent(),
        "the factors of %s are not known; mig needs a data set like sprites",
        dataset.name());
    checkArgument(
        dataset.factors().orElseThrow().sizes().stream().anyMatch(size -> size > 1),
        "no factor of %s varies; mig needs one that does",
        dataset.name());
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    checkFits(graph.dataset());
    Factors factors = graph.dataset().factors().orElseThrow();
    Codes codes = new Codes(tf, graph, TypeNames.of(this));
    checkArgument(codes.latents() > 1, "mig compares latent units, and this model has only one");
    Shuffles shuffles = new Shuffles(tf, graph, "mig", SHUFFLES);
    return runner -> {
      int[][] classes = factors.classes().get(runner.split());
      double[][] all = codes.of(runner);
      if (!Arrays.stream(all).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
        return ImmutableMap.of("mig", Estimate.exact(Double.NaN, runner.count()));
      }
      BinnedCodes binned = new BinnedCodes(all, bins);
      double[] byChance =
          shuffles.of(runner).stream()
              .mapToDouble(
                  order ->
                      binned.gap(
                          Arrays.stream(order).mapToObj(i -> classes[i]).toArray(int[][]::new),
                          factors.sizes()))
              .toArray();
      return ImmutableMap.of(
          "mig",
          Estimate.exact(binned.gap(classes, factors.sizes()), runner.count())
              .by(Chance.of(byChance)));
    };
  }
}
