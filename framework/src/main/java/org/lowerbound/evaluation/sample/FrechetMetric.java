package org.lowerbound.evaluation.sample;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.numeric.SampleMoments;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * The squared Fréchet distance of samples and data, as if the features of both were normal: {@link
 * FrechetDistance}. It is no "FID", whose features are those of one network that was trained on
 * photographs (Heusel et al. 2017), and does not compare with any: it is in the square of the
 * features' own unit.
 *
 * <p>Moments of n examples are not those of the distribution, and the distance is too large by
 * about 1/n: numbers compare at one n only. Beside it is the distance of images of the training
 * split at the same n, which is that excess and no more where the splits are alike.
 *
 * @param comparison what is compared, and by what
 */
public record FrechetMetric(@Flat Comparison comparison) implements ComparesSamples {
  private static final String NAME = "frechet-distance";

  /** The time of eigenvalues grows with the cube: half a minute or so for these. */
  private static final int MOST_FEATURES = 2048;

  @Override
  public ImmutableList<Column> columns() {
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    columns.add(
        new Column(
            comparison.column(NAME),
            "squared",
            Better.LOWER,
            "Squared Frechet distance of samples and data, in the square of the features' unit; too"
                + " large by about 1/n; "
                + comparison.words()),
        new Column(comparison.column(NAME) + REAL, "squared", Better.NEITHER, OF_REAL));
    comparison.accuracy(NAME).ifPresent(columns::add);
    return columns.build();
  }

  @Override
  public void checkFits(Dataset dataset) {
    comparison.checkFits(dataset);
    checkArgument(
        !(comparison.features() instanceof PixelFeatures) || dataset.dimension() <= MOST_FEATURES,
        "frechet-distance by pixels takes at most %s values an observation, but %s has %s; the"
            + " features of a classifier work",
        MOST_FEATURES,
        dataset.name(),
        dataset.dimension());
    dataset
        .splits()
        .forEach(
            (split, observations) ->
                checkArgument(
                    observations.count() > 1,
                    "frechet-distance needs 2 examples at least for their variance, and the %s split"
                        + " of %s has 1",
                    split.label(),
                    dataset.name()));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    FeatureSets sets = comparison.build(tf, graph, TypeNames.of(this));
    return runner -> numbers(sets.of(runner));
  }

  private ImmutableMap<String, Estimate> numbers(FeatureSets.Sets sets) {
    double ofSamples = Double.NaN;
    double ofReal = Double.NaN;
    if (sets.areFinite()) {
      FrechetDistance distance = new FrechetDistance(SampleMoments.of(sets.real()));
      ofSamples = distance.to(SampleMoments.of(sets.generated()));
      ofReal = distance.to(SampleMoments.of(sets.otherReal()));
    }
    int n = sets.real().length;
    ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
    numbers.put(comparison.column(NAME), Estimate.exact(ofSamples, n));
    numbers.put(comparison.column(NAME) + REAL, Estimate.exact(ofReal, n));
    sets.accuracy()
        .ifPresent(
            accuracy -> numbers.put(comparison.accuracy(NAME).orElseThrow().name(), accuracy));
    return numbers.buildOrThrow();
  }
}
