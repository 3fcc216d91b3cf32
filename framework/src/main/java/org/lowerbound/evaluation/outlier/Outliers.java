package org.lowerbound.evaluation.outlier;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsData;
import org.lowerbound.evaluation.outlier.OutlierScore.Scoring;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * How well a score of the model tells observations of another data set, the outliers, from those of
 * the evaluated split (Hendrycks and Gimpel 2017, whose two areas these are). As many of each kind
 * are compared, so that half of all are outliers. The outliers are of the other's test split, and
 * treated as the trial's data are: binary draws are drawn, standardised values standardised by the
 * trial's numbers.
 *
 * @param against the other data set
 * @param score what is compared; outliers should have more of it
 * @param examples the most observations of each kind, drawn at random where there are more, for all
 *     trials the same
 * @param called what columns call the other data set; its type's name by default
 */
public record Outliers(
    DatasetSpec against,
    @Default("\"nll\"") OutlierScore score,
    @Default("1000") @Interval(min = 2, max = Counts.MOST_UNITS) int examples,
    Optional<String> called)
    implements Metric, ReadsData {
  /** Checks the arguments. */
  public Outliers {
    Counts.checkAtLeast("examples", examples, 2, Counts.MOST_UNITS);
    called.ifPresent(
        given ->
            checkArgument(
                given.matches("[A-Za-z0-9][A-Za-z0-9_-]*"),
                "called becomes a part of columns' names and must be of letters, digits, - and _"
                    + " but is \"%s\"",
                given));
  }

  private String column(String kind) {
    return "%s-%s-%s".formatted(kind, score.name(), called.orElseGet(() -> TypeNames.of(against)));
  }

  private String auroc() {
    return column("auroc");
  }

  private String aupr() {
    return column("aupr");
  }

  @Override
  public ImmutableList<Column> columns() {
    String other = called.orElseGet(() -> TypeNames.of(against));
    return ImmutableList.of(
        new Column(
            auroc(),
            "",
            Better.HIGHER,
            "Area under the ROC curve of %s, for outliers of %s; 0.5 by chance"
                .formatted(score.description(), other)),
        new Column(
            aupr(),
            "",
            Better.HIGHER,
            "Average precision of %s, for outliers of %s, which are half of all: 0.5 by chance"
                .formatted(score.description(), other)));
  }

  @Override
  public ImmutableSet<DatasetSpec> besides() {
    return ImmutableSet.of(against);
  }

  @Override
  public void checkFits(Dataset dataset) {
    score.checkFits(dataset);
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    Dataset own = graph.dataset();
    Dataset other = graph.beside().apply(against);
    OtherObservations.checkFits(own, other);
    // Each has noise of its own, though several have the same score.
    Scoring scoring = score.build(tf, graph.withNoisePrefix(auroc() + "."));
    checkArgument(
        own.labels().isEmpty() || graph.pass().ignoresLabels(),
        "%s cannot be told from this model's data: the model looks at labels, and outliers have"
            + " none that it would know",
        other.name());
    int ofOther = other.splits().get(Split.TEST).count();
    return runner -> {
      int count = Math.min(examples, Math.min(runner.count(), ofOther));
      // The same of each kind for all trials: what differs between them is the model.
      RandomStream stream = new RandomStream(0, auroc());
      int[] inlierRows = OtherObservations.chosen(runner.count(), count, stream);
      int[] outlierRows = OtherObservations.chosen(ofOther, count, stream);
      double[] inliers = scoring.of(new ChosenRows(runner, inlierRows));
      double[] outliers =
          scoring.of(
              new OtherRows(
                  runner,
                  graph.observations(),
                  OtherObservations.values(own, other, outlierRows, stream),
                  count));
      runner.keep("inliers", inliers);
      runner.keep("inlier-rows", Arrays.stream(inlierRows).asDoubleStream().toArray());
      runner.keep("outliers", outliers);
      runner.keep("outlier-rows", Arrays.stream(outlierRows).asDoubleStream().toArray());
      Ranking ranking = new Ranking(inliers, outliers);
      return ImmutableMap.of(auroc(), ranking.auroc(), aupr(), ranking.averagePrecision(stream));
    };
  }
}
