package org.lowerbound.evaluation.disentanglement;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;

/**
 * The FactorVAE score (Kim and Mnih 2018, section 4): of a batch of examples with the same value of
 * one factor, the unit with the least variance, in units of its variance over all examples, votes
 * for that factor. Each unit stands for the factor that most of its votes are for; the score is the
 * part of further votes that this gets right. Factors are fixed equally often, values as often as
 * they occur.
 *
 * <p>Units that hardly vary at all do not vote: their ratios would be noise. They are told by their
 * standard deviation over all examples; the column {@code factor-vae-units} has how many are left.
 * If none is, no factor can be told, and the score is 0.
 *
 * <p>By chance it is 1 / factors. A unit may stand for several factors and the score is 1 all the
 * same if none of its factors has a better unit, but no unit that mixes them.
 *
 * @param points how many votes
 * @param threshold the standard deviation from which on a unit votes
 * @param options what all scores have in common
 */
public record FactorVaeScore(
    @Flat BatchPoints points,
    @Default("0.05") @Interval(min = 0) double threshold,
    @Flat ScoreOptions options)
    implements FactorScore {
  private static final String SCORE = "factor-vae-score";
  private static final String UNITS = "factor-vae-units";

  /** Checks the arguments. */
  public FactorVaeScore {
    checkArgument(threshold >= 0, "threshold must not be negative but is %s", threshold);
  }

  /** Makes one with the settings of Locatello et al. 2019. */
  public FactorVaeScore() {
    this(BatchPoints.STANDARD, 0.05, ScoreOptions.STANDARD);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            SCORE,
            "",
            Better.HIGHER,
            "FactorVAE score, the part of %d votes that are right, each of a batch of %d"
                .formatted(points.testPoints(), points.batchSize())),
        new Column(
            UNITS,
            "units",
            Better.NEITHER,
            "Latent units that vote: with a standard deviation of at least " + threshold));
  }

  @Override
  public Needs needs() {
    return new Needs(2, 1, 2, true, 20);
  }

  @Override
  public ImmutableMap<String, Double> numbers(
      double[][] codes, VaryingFactors factors, RandomStream stream) {
    double[] variances = UnitSpread.variances(codes);
    int[] voters = UnitSpread.varying(variances, threshold);
    double score = 0;
    if (voters.length > 0) {
      Votes votes = new Votes(codes, factors, variances, voters, stream);
      int[] factorOf = mostVoted(votes.count(points.trainPoints()));
      long[][] test = votes.count(points.testPoints());
      for (int v = 0; v < voters.length; v++) {
        score += (double) test[factorOf[v]][v] / points.testPoints();
      }
    }
    return ImmutableMap.of(SCORE, score, UNITS, (double) voters.length);
  }

  /** Returns for each voter the factor that most votes are for. */
  private static int[] mostVoted(long[][] votes) {
    int[] factors = new int[votes[0].length];
    for (int v = 0; v < factors.length; v++) {
      for (int f = 1; f < votes.length; f++) {
        factors[v] = votes[f][v] > votes[factors[v]][v] ? f : factors[v];
      }
    }
    return factors;
  }

  private final class Votes {
    private final double[][] codes;
    private final VaryingFactors factors;
    private final double[] variances;
    private final int[] voters;
    private final RandomStream stream;
    private final SharedValues shared;

    Votes(
        double[][] codes,
        VaryingFactors factors,
        double[] variances,
        int[] voters,
        RandomStream stream) {
      this.codes = codes;
      this.factors = factors;
      this.variances = variances;
      this.voters = voters;
      this.stream = stream;
      this.shared = new SharedValues(factors);
    }

    /** Returns how often each voter votes for each factor, {@code [factors][voters]}. */
    long[][] count(int points) {
      long[][] votes = new long[factors.count()][voters.length];
      int[] rows = new int[FactorVaeScore.this.points.batchSize()];
      for (int i = 0; i < points; i++) {
        int factor = stream.nextInt(factors.count());
        int value = factors.values().get(factor)[shared.example(factor, stream)];
        int[] group = shared.group(factor, value);
        for (int b = 0; b < rows.length; b++) {
          rows[b] = group[stream.nextInt(group.length)];
        }
        votes[factor][steadiest(rows)]++;
      }
      return votes;
    }

    private int steadiest(int[] rows) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int v = 0; v < voters.length; v++) {
        int unit = voters[v];
        double ratio = UnitSpread.variance(codes, rows, unit) / variances[unit];
        if (ratio < least) {
          least = ratio;
          best = v;
        }
      }
      return best;
    }
  }
}
