package org.lowerbound.evaluation.representation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Target;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;

/**
 * The accuracy of the k nearest neighbours in the space of posterior means (Cover and Hart 1967),
 * by Euclidean distance. The codes are taken as they are: standardised, units that are not in use
 * would count as much as the others.
 *
 * <p>What it would be by chance is the part of the most frequent class.
 *
 * @param target the factor that is told, which is then a part of the columns' names; the label by
 *     default
 * @param neighbours k
 * @param examples the most examples of the training split that are neighbours; more are drawn from
 * @param labels for each of these numbers, the accuracy with so many examples only, the same number
 *     of each class
 * @param draws the number of draws of those examples
 */
public record KnnProbe(
    Optional<String> target,
    @Default("5") @Interval(min = 1, max = Counts.MOST_UNITS) int neighbours,
    @Default("10000") @Interval(min = 1, max = 10_000_000) int examples,
    @Default("[]") @Interval(min = 1, max = Counts.MOST_DRAWS) ImmutableList<Integer> labels,
    @Default("5") @Interval(min = 1, max = Counts.MOST_UNITS) int draws)
    implements ProbesCodes {
  private static final String NAME = "knn-probe";

  /** Checks the arguments. */
  public KnnProbe {
    Counts.checkPositive("neighbours", neighbours, Counts.MOST_UNITS);
    Counts.checkPositive("examples", examples, 10_000_000);
    new LabelCurve(labels, draws); // Checks both.
  }

  @Override
  public Probe probe() {
    return new Probe(
        Target.named(NAME, target),
        new NearestNeighbours(neighbours),
        examples,
        new LabelCurve(labels, draws));
  }

  @Override
  public ImmutableList<Column> columns() {
    return probe()
        .columns(
            "Accuracy of the %d nearest neighbours among posterior means, of %s"
                .formatted(neighbours, target.orElse("the label")));
  }

  @Override
  public void checkFits(Dataset dataset) {
    checkArgument(
        neighbours <= examples, "neighbours is %s, but examples is %s", neighbours, examples);
    for (int n : labels) {
      checkArgument(
          neighbours <= n,
          "neighbours is %s, more than %s labels have; larger labels or fewer neighbours work",
          neighbours,
          n);
    }
    ProbesCodes.super.checkFits(dataset);
    Labels classes = Target.of(dataset, target, TypeNames.of(this));
    long known =
        Arrays.stream(classes.numbers().get(Split.TRAIN)).filter(c -> c != Labels.UNKNOWN).count();
    checkArgument(
        neighbours <= known,
        "neighbours is %s, but the training split of %s knows the classes of %s examples",
        neighbours,
        dataset.name(),
        known);
  }
}
