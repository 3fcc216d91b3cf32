package org.lowerbound.evaluation.representation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Target;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * The accuracy of a linear probe (Alain and Bengio 2017, "Understanding intermediate layers using
 * linear classifier probes"): logistic regression, one class against the rest, from posterior means
 * that are standardised, as the codes of the training split have it. By LIBLINEAR, which has no
 * randomness here.
 *
 * <p>What it would be by chance is the part of the most frequent class.
 *
 * @param target the factor that is told, which is then a part of the columns' names; the label by
 *     default
 * @param cost C, the weight of the examples against the penalty ½ |w|²
 * @param examples the most examples of the training split that it is fitted to; more are drawn from
 * @param labels for each of these numbers, the accuracy of a probe that is fitted to so many
 *     examples only, the same number of each class
 * @param draws the number of draws of those examples
 */
public record LinearProbe(
    Optional<String> target,
    @Default("1") @Interval(above = 0) double cost,
    @Default("60000") @Interval(min = 1, max = 10_000_000) int examples,
    @Default("[]") @Interval(min = 1, max = Counts.MOST_DRAWS) ImmutableList<Integer> labels,
    @Default("5") @Interval(min = 1, max = Counts.MOST_UNITS) int draws)
    implements ProbesCodes {
  private static final String NAME = "linear-probe";

  /** Checks the arguments. */
  public LinearProbe {
    checkArgument(
        cost > 0 && Double.isFinite(cost), "cost must be positive and finite but is %s", cost);
    Counts.checkPositive("examples", examples, 10_000_000);
    new LabelCurve(labels, draws); // Checks both.
  }

  @Override
  public Probe probe() {
    return new Probe(
        Target.named(NAME, target),
        new LogisticRegression(cost),
        examples,
        new LabelCurve(labels, draws));
  }

  @Override
  public ImmutableList<Column> columns() {
    return probe()
        .columns(
            "Accuracy of logistic regression (C = %s) from standardised posterior means of %s"
                .formatted(cost, target.orElse("the label")));
  }
}
