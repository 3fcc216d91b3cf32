package org.lowerbound.evaluation.disentanglement;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;

/**
 * Modularity and explicitness (Ridgeway and Mozer 2018, section 3).
 *
 * <ul>
 *   <li>Modularity: of a unit with mutual information m_f with factor f, largest m, it is 1 less
 *       the sum of the squares of all others over m² (factors − 1); mean over units. 1 if each unit
 *       tells of one factor. A histogram shows a unit that tells nothing some information about
 *       each factor, and so some modularity: units that hardly vary are left out, {@code
 *       modularity-units} has how many are not, and without any it is 0. For units of noise there
 *       is the number by chance.
 *   <li>Explicitness: how well a logistic regression tells each value of each factor from the
 *       standardised code, as the area under the ROC curve on examples that were not learnt from;
 *       mean over the values that were there both to learn and to test, then over factors. ½ if the
 *       code tells nothing.
 * </ul>
 *
 * <p>Scores of a value are its probability among those of all values, as in the authors' program:
 * so a linear classifier can place a middle value.
 *
 * @param points how many examples explicitness takes; modularity takes as many as there are to
 *     learn from
 * @param bins the number of bins of a unit
 * @param binning how bins are made
 * @param threshold the standard deviation from which on a unit has a modularity
 * @param options what all scores have in common
 */
public record ModularityExplicitness(
    @Flat LearningPoints points,
    @Default("20") @Interval(min = 2, max = Counts.MOST_BINS) int bins,
    @Default("\"equal-width\"") Binning binning,
    @Default("0.05") @Interval(min = 0) double threshold,
    @Flat ScoreOptions options)
    implements FactorScore {
  private static final String MODULARITY = "modularity";
  private static final String UNITS = "modularity-units";
  private static final String EXPLICITNESS = "explicitness";

  /** The weight of the loss against half of the squared norm of the coefficients. */
  private static final double COST = 1;

  /** Checks the arguments. */
  public ModularityExplicitness {
    Counts.checkAtLeast("bins", bins, 2, Counts.MOST_BINS);
    checkArgument(threshold >= 0, "threshold must not be negative but is %s", threshold);
  }

  /** Makes one with the settings of Locatello et al. 2019. */
  public ModularityExplicitness() {
    this(LearningPoints.STANDARD, 20, Binning.EQUAL_WIDTH, 0.05, ScoreOptions.STANDARD);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            MODULARITY,
            "",
            Better.HIGHER,
            "Modularity by mutual information, %d bins, from 0 to 1".formatted(bins)),
        new Column(
            EXPLICITNESS,
            "",
            Better.HIGHER,
            "Explicitness: area under the ROC curve of logistic regressions, 0.5 by chance"),
        new Column(
            UNITS,
            "units",
            Better.NEITHER,
            "Latent units with a modularity: with a standard deviation of at least " + threshold));
  }

  @Override
  public Needs needs() {
    return new Needs(2, 1, 30, false, 3);
  }

  @Override
  public ImmutableMap<String, Double> numbers(
      double[][] codes, VaryingFactors factors, RandomStream stream) {
    LearningPoints.Parts parts = points.divide(codes, factors, stream);
    double[][] learnt = parts.train().codes();
    int[] units = UnitSpread.varying(UnitSpread.variances(learnt), threshold);
    double[][] informations =
        new BinnedCodes(learnt, bins, binning).informations(parts.train().factors());
    return ImmutableMap.of(
        MODULARITY,
        Arrays.stream(units).mapToDouble(u -> modularity(informations[u])).average().orElse(0),
        EXPLICITNESS,
        explicitness(parts),
        UNITS,
        (double) units.length);
  }

  /** Returns that of a unit with these informations about the factors; 0 if it tells nothing. */
  static double modularity(double... informations) {
    double largest = Arrays.stream(informations).max().orElse(0);
    double squares = Arrays.stream(informations).map(m -> m * m).sum();
    return largest > 0
        ? 1 - (squares - largest * largest) / (largest * largest * (informations.length - 1))
        : 0;
  }

  static double explicitness(LearningPoints.Parts parts) {
    Standardized standardized = Standardized.by(parts.train().codes());
    double[][] train = standardized.of(parts.train().codes());
    double[][] test = standardized.of(parts.test().codes());
    VaryingFactors learnt = parts.train().factors();
    double sum = 0;
    for (int f = 0; f < learnt.count(); f++) {
      LinearClassifier classifier =
          LinearClassifier.logistic(train, learnt.values().get(f), learnt.sizes().get(f), COST);
      sum +=
          OneAgainstRest.meanArea(
              Arrays.stream(test).map(classifier::probabilities).toArray(double[][]::new),
              parts.test().factors().values().get(f));
    }
    return sum / learnt.count();
  }
}
