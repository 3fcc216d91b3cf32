package org.lowerbound.evaluation.disentanglement;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;

/**
 * Separated attribute predictability (Kumar et al. 2018, section 3): for each factor, by how much
 * the unit that tells most of it is ahead of the second, in accuracy on examples that were not
 * learnt from; mean over factors.
 *
 * <p>Each unit alone tells the factor's value by linear support vector machines, one value against
 * the rest, with balanced weights (Locatello et al. 2019). A line cannot tell a middle value from
 * those at both sides: a unit that is equal to a factor of many values is not given 1, and the
 * number at best says what it is given.
 *
 * @param points how many examples
 * @param cost the weight of the loss against half of the squared norm of the coefficients
 * @param options what all scores have in common
 */
public record Sap(
    @Flat LearningPoints points,
    @Default("0.01") @Interval(above = 0) double cost,
    @Flat ScoreOptions options)
    implements FactorScore {
  private static final String NAME = "sap";

  /** Checks the arguments. */
  public Sap {
    checkArgument(cost > 0, "cost must be positive but is %s", cost);
  }

  /** Makes one with the settings of Locatello et al. 2019. */
  public Sap() {
    this(LearningPoints.STANDARD, 0.01, ScoreOptions.STANDARD);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            NAME,
            "",
            Better.HIGHER,
            "Separated attribute predictability: lead in accuracy of the best unit, from 0 to 1"));
  }

  @Override
  public Needs needs() {
    return new Needs(1, 2, 30, false, 3);
  }

  @Override
  public ImmutableMap<String, Double> numbers(
      double[][] codes, VaryingFactors factors, RandomStream stream) {
    double[][] accuracies = accuracies(points.divide(codes, factors, stream), cost);
    double score = 0;
    for (int f = 0; f < factors.count(); f++) {
      score += TopTwo.ofColumn(accuracies, f).gap() / factors.count();
    }
    return ImmutableMap.of(NAME, score);
  }

  /** Returns how often each unit alone tells each factor, {@code [units][factors]}. */
  static double[][] accuracies(LearningPoints.Parts parts, double cost) {
    VaryingFactors learnt = parts.train().factors();
    VaryingFactors tested = parts.test().factors();
    double[][] accuracies = new double[parts.train().codes()[0].length][learnt.count()];
    for (int u = 0; u < accuracies.length; u++) {
      double[][] train = unit(parts.train().codes(), u);
      double[][] test = unit(parts.test().codes(), u);
      for (int f = 0; f < learnt.count(); f++) {
        accuracies[u][f] =
            LinearClassifier.supportVectors(
                    train, learnt.values().get(f), learnt.sizes().get(f), cost)
                .accuracy(test, tested.values().get(f));
      }
    }
    return accuracies;
  }

  private static double[][] unit(double[][] codes, int unit) {
    return Arrays.stream(codes).map(code -> new double[] {code[unit]}).toArray(double[][]::new);
  }
}
