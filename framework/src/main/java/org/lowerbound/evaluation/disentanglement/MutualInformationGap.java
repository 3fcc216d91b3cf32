package org.lowerbound.evaluation.disentanglement;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.ChecksSplit;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.code.Shuffles;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Called;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
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
 * For the same reason the factors themselves, taken for codes, do not reach 1.
 *
 * @param bins the number of bins
 * @param binning how bins are made; left out, they are of equal width
 * @param points the most examples that are taken, at random; left out, all of the split
 */
@Called("mig")
public record MutualInformationGap(
    @Default("20") @Interval(min = 2, max = Counts.MOST_BINS) int bins,
    Optional<Binning> binning,
    @Interval(min = 2, max = Counts.MOST_DRAWS) Optional<Integer> points)
    implements CodeMetric, ChecksSplit {
  private static final String NAME = "mig";

  /** Enough for the deviation by chance to be known to a sixth. */
  private static final int SHUFFLES = 20;

  /** Checks the arguments. */
  public MutualInformationGap {
    Counts.checkAtLeast("bins", bins, 2, Counts.MOST_BINS);
    points.ifPresent(given -> Counts.checkAtLeast("points", given, 2, Counts.MOST_DRAWS));
  }

  /** Makes one with bins of equal width for all examples. */
  public MutualInformationGap(int bins) {
    this(bins, Optional.empty(), Optional.empty());
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            NAME,
            "",
            Better.HIGHER,
            "Mutual information gap, %d bins, from 0 to 1; of few examples it is not 0 by chance"
                .formatted(bins)));
  }

  @Override
  public void checkFits(Dataset dataset) {
    CodeMetric.super.checkFits(dataset);
    checkArgument(
        dataset.factors().orElseThrow().sizes().stream().anyMatch(size -> size > 1),
        "no factor of %s varies; mig needs one that does",
        dataset.name());
  }

  @Override
  public void checkFits(Dataset dataset, Split split) {
    checkArgument(
        VaryingFactors.of(VaryingFactors.known(dataset, NAME), split).count() > 0,
        "no factor varies in the %s split of %s; mig needs one that does",
        split.label(),
        dataset.name());
  }

  @Override
  public Representation representation() {
    return Representation.MEAN;
  }

  @Override
  public OnCodes on(Ops tf, EvaluationScope graph, int latents) {
    Factors factors = graph.dataset().factors().orElseThrow();
    checkArgument(latents > 1, "mig compares latent units, and this model has only one");
    Shuffles shuffles = new Shuffles(tf, graph, NAME, SHUFFLES);
    return (codes, runner) ->
        ImmutableMap.of(NAME, estimate(codes, factors, runner, shuffles.of(runner)));
  }

  private Estimate estimate(
      double[][] all, Factors known, SplitRunner runner, ImmutableList<int[]> orders) {
    int[] rows = rows(runner.count());
    double[][] codes = Arrays.stream(rows).mapToObj(i -> all[i]).toArray(double[][]::new);
    int[][] classes = known.classes().get(runner.split());
    VaryingFactors factors = factors(known, classes, rows);
    BinnedCodes binned = binned(codes);
    double[] byChance =
        orders.stream()
            .mapToDouble(
                order ->
                    binned.gap(
                        factors(known, classes, Arrays.stream(rows).map(i -> order[i]).toArray())))
            .toArray();
    return Estimate.exact(binned.gap(factors), rows.length)
        .by(Chance.of(byChance))
        .ofIdeal(binned(factors.asCodes()).gap(factors));
  }

  private int[] rows(int count) {
    return points.isEmpty() || points.get() >= count
        ? IntStream.range(0, count).toArray()
        : Arrays.copyOf(new RandomStream(0, NAME + ".points").permutation(count), points.get());
  }

  private static VaryingFactors factors(Factors known, int[][] classes, int[] rows) {
    return VaryingFactors.of(
        known.names(), Arrays.stream(rows).mapToObj(i -> classes[i]).toArray(int[][]::new));
  }

  private BinnedCodes binned(double[][] codes) {
    return new BinnedCodes(codes, bins, binning.orElse(Binning.EQUAL_WIDTH));
  }
}
