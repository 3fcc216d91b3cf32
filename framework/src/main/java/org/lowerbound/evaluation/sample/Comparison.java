package org.lowerbound.evaluation.sample;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.sampler.CodeSampler;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * What is compared with the data's observations, and by what.
 *
 * @param sampler where the codes come from
 * @param means whether means of p(x | z) stand for draws of x, as papers on images show them
 * @param features what observations are compared by
 * @param examples n, how many are drawn, and as many of the data are taken at random; all of a
 *     split that has fewer. Numbers compare at the same n only
 */
public record Comparison(
    @Default("\"prior\"") CodeSampler sampler,
    @Default("false") boolean means,
    @Default("\"pixels\"") FeatureSpace features,
    @Default("2000") @Interval(min = 2, max = Counts.MOST_UNITS) int examples) {
  /** The values of a sample that are held at once, in double: a quarter of a gigabyte. */
  private static final int MOST_VALUES = 1 << 25;

  /** Checks the arguments. */
  public Comparison {
    Counts.checkAtLeast("examples", examples, 2, Counts.MOST_UNITS);
  }

  /** Returns a column's name: what is not the default is told at its end. */
  String column(String number) {
    return number
        + (features instanceof PixelFeatures ? "" : "-" + features.label())
        + sampler.columnEnd(means);
  }

  /** Returns in words what is compared. */
  String words() {
    return "%d %s by the sampler %s, compared by %s"
        .formatted(
            examples,
            means ? "means of x given z" : "draws of x",
            sampler.label(),
            features.classifier().map(which -> "features of " + which).orElseGet(features::label));
  }

  /** Returns the column of the accuracy of a classifier, if features are of one. */
  Optional<Column> accuracy(String number) {
    return features
        .classifier()
        .map(
            which ->
                new Column(
                    column(number) + "-accuracy",
                    "",
                    Better.NEITHER,
                    "Part of the split that the classifier whose features these numbers are made"
                        + " with tells right: "
                        + which));
  }

  ImmutableSet<Split> alsoReads() {
    return Sets.union(
            Sets.union(sampler.alsoReads(), features.alsoReads()),
            ImmutableSet.of(Split.TRAIN, Split.TEST))
        .immutableCopy();
  }

  void checkFits(Dataset dataset) {
    checkArgument(
        dataset.dimension() > 0,
        "%s has no values: there is nothing that samples could be compared with",
        dataset.name());
    checkArgument(
        (long) examples * dataset.dimension() <= MOST_VALUES,
        "examples is %s: with %s values an observation that is too much memory; at most %s works",
        examples,
        dataset.dimension(),
        MOST_VALUES / dataset.dimension());
    features.checkFits(dataset);
  }

  /**
   * Adds the nodes.
   *
   * @param who compares, by its type name
   */
  FeatureSets build(Ops tf, EvaluationScope graph, String who) {
    return new FeatureSets(tf, graph, this, who);
  }
}
