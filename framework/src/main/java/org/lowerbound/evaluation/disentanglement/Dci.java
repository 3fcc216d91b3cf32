package org.lowerbound.evaluation.disentanglement;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.boosting.GradientBoosting;
import org.lowerbound.evaluation.boosting.SortedFeatures;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;

/**
 * Disentanglement, completeness and informativeness (Eastwood and Williams 2018, section 2), by
 * gradient boosted trees that tell each factor from the code (Locatello et al. 2019). R_uf is how
 * important unit u is for the trees of factor f.
 *
 * <ul>
 *   <li>Disentanglement: 1 less the entropy of a unit's row of R over the factors, in units of log
 *       factors; mean over units, weighted by the unit's part of R. 1 if each unit that matters
 *       matters for one factor.
 *   <li>Completeness: 1 less the entropy of a factor's column of R over the units, in units of log
 *       units; mean over factors. 1 if one unit does for each factor.
 *   <li>Informativeness, as in the paper an error: the part of examples, not among those that were
 *       learnt from, whose factor the trees get wrong; mean over factors. Lower is better.
 * </ul>
 *
 * <p>The trees' own importances sum to 1 for each factor that can be told at all, so that factors
 * weigh the same.
 *
 * @param points how many examples
 * @param trees the stages of boosting, each with a tree for each value of a factor
 * @param depth the most splits on the way to a leaf
 * @param learningRate the part of a leaf's step that is made
 * @param options what all scores have in common
 */
public record Dci(
    @Flat LearningPoints points,
    @Default("100") @Interval(min = 1, max = 10_000) int trees,
    @Default("3") @Interval(min = 1, max = 16) int depth,
    @Default("0.1") @Interval(above = 0, max = 1) double learningRate,
    @Flat ScoreOptions options)
    implements FactorScore {
  private static final String DISENTANGLEMENT = "dci-disentanglement";
  private static final String COMPLETENESS = "dci-completeness";
  private static final String ERROR = "dci-informativeness-error";
  private static final int MOST_TREES = 10_000;
  private static final int MOST_DEPTH = 16;

  /** Checks the arguments. */
  public Dci {
    Counts.checkPositive("trees", trees, MOST_TREES);
    Counts.checkPositive("depth", depth, MOST_DEPTH);
    checkArgument(
        learningRate > 0 && learningRate <= 1,
        "learningRate must be in (0, 1] but is %s",
        learningRate);
  }

  /** Makes one with the settings of Locatello et al. 2019, which are those of scikit-learn. */
  public Dci() {
    this(
        LearningPoints.STANDARD,
        GradientBoosting.Settings.STANDARD.trees(),
        GradientBoosting.Settings.STANDARD.depth(),
        GradientBoosting.Settings.STANDARD.learningRate(),
        ScoreOptions.STANDARD);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            DISENTANGLEMENT,
            "",
            Better.HIGHER,
            "DCI disentanglement by %d boosted trees, from 0 to 1".formatted(trees)),
        new Column(
            COMPLETENESS,
            "",
            Better.HIGHER,
            "DCI completeness by %d boosted trees, from 0 to 1".formatted(trees)),
        new Column(
            ERROR,
            "",
            Better.LOWER,
            "DCI informativeness: the part of examples whose factor %d boosted trees get wrong"
                .formatted(trees)));
  }

  @Override
  public Needs needs() {
    return new Needs(2, 2, 30, false, 3);
  }

  @Override
  public ImmutableMap<String, Double> numbers(
      double[][] codes, VaryingFactors factors, RandomStream stream) {
    return numbers(points.divide(codes, factors, stream), stream);
  }

  /**
   * Computes the numbers of parts of a split.
   *
   * @param ties decides between units that are equally good
   */
  ImmutableMap<String, Double> numbers(LearningPoints.Parts parts, RandomStream ties) {
    SortedFeatures examples = new SortedFeatures(parts.train().codes());
    int factors = parts.train().factors().count();
    double[][] importances = new double[factors][];
    double error = 0;
    for (int f = 0; f < factors; f++) {
      GradientBoosting boosting =
          GradientBoosting.fit(
              examples,
              parts.train().factors().values().get(f),
              new GradientBoosting.Settings(trees, depth, learningRate),
              ties);
      importances[f] = boosting.importances();
      error += error(boosting, parts.test(), f) / factors;
    }
    Importances matrix = new Importances(importances);
    return ImmutableMap.of(
        DISENTANGLEMENT,
        matrix.disentanglement(),
        COMPLETENESS,
        matrix.completeness(),
        ERROR,
        error);
  }

  private static double error(GradientBoosting boosting, LearningPoints.Part test, int factor) {
    int[] values = test.factors().values().get(factor);
    int wrong = 0;
    for (int i = 0; i < values.length; i++) {
      wrong += boosting.predict(test.codes()[i]) == values[i] ? 0 : 1;
    }
    return (double) wrong / values.length;
  }
}
