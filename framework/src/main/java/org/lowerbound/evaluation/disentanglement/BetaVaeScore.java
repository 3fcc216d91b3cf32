package org.lowerbound.evaluation.disentanglement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Flat;

/**
 * The β-VAE score (Higgins et al. 2017, section 3): how often a linear classifier tells from the
 * mean absolute difference of the codes of pairs which factor the two of each pair share. Factors
 * are shared equally often, values as often as they occur; the two of a pair are different
 * examples.
 *
 * <p>The classifier is a logistic regression, one factor against the rest, with the settings of
 * Locatello et al. 2019. By chance the score is 1 / factors. It is soon near 1, for codes that are
 * not disentangled at all, too (Kim and Mnih 2018): show it beside others.
 *
 * @param points how many batches of pairs
 * @param options what all scores have in common
 */
public record BetaVaeScore(@Flat BatchPoints points, @Flat ScoreOptions options)
    implements FactorScore {
  private static final String SCORE = "beta-vae-score";

  /** The weight of the loss against half of the squared norm of the coefficients. */
  private static final double COST = 1;

  /** Makes one with the settings of Locatello et al. 2019. */
  public BetaVaeScore() {
    this(BatchPoints.STANDARD, ScoreOptions.STANDARD);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            SCORE,
            "",
            Better.HIGHER,
            "Beta-VAE score, accuracy on %d batches of %d pairs"
                .formatted(points.testPoints(), points.batchSize())));
  }

  @Override
  public Needs needs() {
    return new Needs(2, 1, 2, true, 5);
  }

  @Override
  public ImmutableMap<String, Double> numbers(
      double[][] codes, VaryingFactors factors, RandomStream stream) {
    SharedValues shared = new SharedValues(factors);
    Batches train = new Batches(points.trainPoints(), codes, factors, shared, stream);
    Batches test = new Batches(points.testPoints(), codes, factors, shared, stream);
    LinearClassifier classifier =
        LinearClassifier.logistic(train.differences, train.factor, factors.count(), COST);
    return ImmutableMap.of(SCORE, classifier.accuracy(test.differences, test.factor));
  }

  /** Batches of pairs that share a factor. */
  private final class Batches {
    private final double[][] differences; // [batches][latents]
    private final int[] factor;

    Batches(
        int count,
        double[][] codes,
        VaryingFactors factors,
        SharedValues shared,
        RandomStream stream) {
      this.differences = new double[count][codes[0].length];
      this.factor = new int[count];
      for (int i = 0; i < count; i++) {
        int f = stream.nextInt(factors.count());
        factor[i] = f;
        for (int pair = 0; pair < points.batchSize(); pair++) {
          int a = shared.example(f, stream);
          int[] group = shared.group(f, factors.values().get(f)[a]);
          int b = group[stream.nextInt(group.length - 1)];
          // The last one stands in for a itself.
          b = b == a ? group[group.length - 1] : b;
          for (int u = 0; u < differences[i].length; u++) {
            differences[i][u] += Math.abs(codes[a][u] - codes[b][u]) / points.batchSize();
          }
        }
      }
    }
  }
}
