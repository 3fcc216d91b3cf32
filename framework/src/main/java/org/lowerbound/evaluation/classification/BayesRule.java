package org.lowerbound.evaluation.classification;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsData;
import org.lowerbound.evaluation.ReadsLabels;
import org.lowerbound.evaluation.ReadsSplits;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.outlier.ChosenRows;
import org.lowerbound.evaluation.outlier.OtherObservations;
import org.lowerbound.evaluation.outlier.OtherRows;
import org.lowerbound.evaluation.outlier.Ranking;
import org.lowerbound.evaluation.representation.MajorityClass;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * How well a model of p(x | y) tells the label y of x by Bayes' rule, and how well it knows what it
 * cannot tell: examples are rejected by log p(x) = log Σ_y p(x | y) p(y), or by the entropy of p(y
 * | x). The threshold is the value that a given part of the validation split is above.
 *
 * @param evidence how p(y | x) is computed
 * @param coverages the parts of the validation split that are accepted
 * @param thresholdExamples the most examples of the validation split that thresholds are made of,
 *     evenly spread over it
 * @param against other data sets, of which all that is accepted is accepted wrongly; their test
 *     splits, treated as the trial's data are
 * @param examples the most observations of each of them, and of the trial's own that they are told
 *     from, drawn at random where there are more, for all trials the same
 */
public record BayesRule(
    @Flat ClassEvidence evidence,
    @Default("[0.9, 0.95, 0.99]") @Interval(above = 0, below = 1) ImmutableList<Double> coverages,
    @Default("2000") @Interval(min = 1, max = 10_000_000) int thresholdExamples,
    @Default("[]") ImmutableList<DatasetSpec> against,
    @Default("1000") @Interval(min = 2, max = Counts.MOST_UNITS) int examples)
    implements Metric, ReadsLabels, ReadsSplits, ReadsData {
  private static final String ACCURACY = "bayes-accuracy";
  private static final String LABEL_NLL = "bayes-label-nll";
  private static final String NLL = "bayes-nll";

  /** Checks the arguments. */
  public BayesRule {
    for (double coverage : coverages) {
      checkArgument(
          coverage > 0 && coverage < 1, "coverages lie between 0 and 1, but one is %s", coverage);
    }
    checkArgument(
        ImmutableSet.copyOf(coverages).size() == coverages.size(),
        "coverages repeat: %s",
        coverages);
    Counts.checkPositive("thresholdExamples", thresholdExamples, 10_000_000);
    Counts.checkAtLeast("examples", examples, 2, Counts.MOST_UNITS);
    long names = against.stream().map(TypeNames::of).distinct().count();
    checkArgument(
        names == against.size(),
        "columns call other data sets by their types, but two in \"against\" have the same");
  }

  @Override
  public Optional<String> target() {
    return Optional.empty();
  }

  @Override
  public ImmutableSet<Split> alsoReads() {
    return coverages.isEmpty() ? ImmutableSet.of() : ImmutableSet.of(Split.VALIDATION);
  }

  @Override
  public ImmutableSet<DatasetSpec> besides() {
    return ImmutableSet.copyOf(against);
  }

  private static String at(String what, RejectBy by, double coverage) {
    DecimalFormat percent =
        new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
    return "%s-%s-%s".formatted(by.label(), what, percent.format(100 * coverage));
  }

  private static String area(RejectBy by) {
    return by.label() + "-risk-area";
  }

  private static String accepted(RejectBy by, double coverage, DatasetSpec other) {
    return at("accepted", by, coverage) + "-" + TypeNames.of(other);
  }

  private static String auroc(RejectBy by, DatasetSpec other) {
    return "auroc-bayes-%s-%s".formatted(by.label(), TypeNames.of(other));
  }

  @Override
  public ImmutableList<Column> columns() {
    String draws = "(%d draws a class where p(x|y) is not exact)".formatted(evidence.samples());
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    columns.add(
        new Column(
            ACCURACY,
            "",
            Better.HIGHER,
            "Part of the examples whose label is the most probable by Bayes' rule " + draws),
        new Column(
            LABEL_NLL, "nats", Better.LOWER, "-log p(y|x) per example by Bayes' rule " + draws),
        new Column(
            NLL,
            "nats",
            Better.LOWER,
            "-log p(x) per example, p(x) = sum of p(x|y) p(y) " + draws,
            Dependence.EVIDENCE));
    for (RejectBy by : RejectBy.values()) {
      columns.add(
          new Column(
              area(by),
              "",
              Better.LOWER,
              "Area under the curve of risk, the part told wrong, over coverage, by "
                  + by.words()));
      for (double coverage : coverages) {
        columns.add(
            Column.optional(
                at("accuracy", by, coverage),
                "",
                Better.HIGHER,
                "Accuracy on what is accepted by %s, where %s of the validation split is"
                    .formatted(by.words(), coverage)),
            new Column(
                at("coverage", by, coverage),
                "",
                Better.NEITHER,
                "Part that is accepted by %s, where %s of the validation split is"
                    .formatted(by.words(), coverage)));
      }
      for (DatasetSpec other : against) {
        columns.add(
            new Column(
                auroc(by, other),
                "",
                Better.HIGHER,
                "Area under the ROC curve by %s, for outliers of %s; 0.5 by chance"
                    .formatted(by.words(), TypeNames.of(other))));
        for (double coverage : coverages) {
          columns.add(
              new Column(
                  accepted(by, coverage, other),
                  "",
                  Better.LOWER,
                  "Part of %s that is accepted by %s, where %s of the validation split is"
                      .formatted(TypeNames.of(other), by.words(), coverage)));
        }
      }
    }
    return columns.build();
  }

  @Override
  public void checkFits(Dataset dataset) {
    evidence.checkFits(dataset, target(), TypeNames.of(this));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    Labels labels = graph.dataset().labels().orElseThrow();
    ClassEvidence.Rule rule = evidence.build(tf, graph, TypeNames.of(this));
    for (DatasetSpec other : against) {
      OtherObservations.checkFits(graph.dataset(), graph.beside().apply(other));
    }
    return runner -> {
      int[] classes = labels.numbers().get(runner.split());
      ClassBeliefs beliefs = rule.of(runner);
      double[] correct = beliefs.correct(classes);
      ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
      keep(runner, ACCURACY, correct, numbers, MajorityClass.of(classes, labels.classes()));
      keep(
          runner,
          LABEL_NLL,
          beliefs.labelNlls(classes),
          numbers,
          Accuracy.priorNll(evidence.classPrior().logProbs(labels), classes));
      double[] nlls = Arrays.stream(beliefs.logEvidence()).map(log -> -log).toArray();
      runner.keep(NLL, nlls);
      numbers.put(NLL, Estimate.meanOf(nlls));
      Map<RejectBy, double[]> thresholds = thresholds(rule, runner);
      for (RejectBy by : RejectBy.values()) {
        double[] scores = by.scores(beliefs);
        runner.keep(by.label(), scores);
        numbers.put(area(by), new Coverage(scores, correct).area(new RandomStream(0, area(by))));
        for (int c = 0; c < coverages.size(); c++) {
          double threshold = thresholds.get(by)[c];
          numbers.put(
              at("coverage", by, coverages.get(c)),
              Estimate.meanOf(Coverage.acceptance(scores, threshold)));
          double[] ofAccepted = Coverage.accepted(scores, correct, threshold);
          if (ofAccepted.length > 0) {
            numbers.put(at("accuracy", by, coverages.get(c)), Estimate.meanOf(ofAccepted));
          }
        }
      }
      for (DatasetSpec other : against) {
        others(rule, graph, runner, other, thresholds, numbers);
      }
      return numbers.buildOrThrow();
    };
  }

  private static void keep(
      SplitRunner runner,
      String name,
      double[] values,
      ImmutableMap.Builder<String, Estimate> numbers,
      Chance chance) {
    runner.keep(name, values);
    numbers.put(name, Estimate.meanOf(values).by(chance));
  }

  /** Returns for each score what the wanted parts of the validation split are above. */
  private Map<RejectBy, double[]> thresholds(ClassEvidence.Rule rule, SplitRunner runner) {
    Map<RejectBy, double[]> thresholds = new EnumMap<>(RejectBy.class);
    if (coverages.isEmpty()) {
      return thresholds;
    }
    RowRunner validation = runner.of(Split.VALIDATION);
    ClassBeliefs beliefs =
        rule.of(new ChosenRows(validation, Batches.spread(validation.count(), thresholdExamples)));
    for (RejectBy by : RejectBy.values()) {
      double[] scores = by.scores(beliefs);
      thresholds.put(
          by, coverages.stream().mapToDouble(coverage -> threshold(scores, coverage)).toArray());
    }
    return thresholds;
  }

  /** Returns the largest score that so large a part of the scores reaches. */
  static double threshold(double[] scores, double coverage) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int accepted = (int) Math.ceil(coverage * sorted.length - 1e-9); // 0.9 * 10 is 9
    return sorted[sorted.length - Math.max(1, accepted)];
  }

  private void others(
      ClassEvidence.Rule rule,
      EvaluationScope graph,
      SplitRunner runner,
      DatasetSpec against,
      Map<RejectBy, double[]> thresholds,
      ImmutableMap.Builder<String, Estimate> numbers) {
    Dataset own = graph.dataset();
    Dataset other = graph.beside().apply(against);
    RandomStream stream = new RandomStream(0, "bayes-rule." + TypeNames.of(against));
    int ofOther = other.splits().get(Split.TEST).count();
    int count = Math.min(examples, Math.min(runner.count(), ofOther));
    int[] inlierRows = OtherObservations.chosen(runner.count(), count, stream);
    int[] outlierRows = OtherObservations.chosen(ofOther, count, stream);
    ClassBeliefs inliers = rule.of(new ChosenRows(runner, inlierRows));
    ClassBeliefs outliers =
        rule.of(
            new OtherRows(
                runner,
                graph.observations(),
                OtherObservations.values(own, other, outlierRows, stream),
                count));
    for (RejectBy by : RejectBy.values()) {
      double[] accepted = by.scores(outliers);
      numbers.put(
          auroc(by, against),
          new Ranking(negative(by.scores(inliers)), negative(accepted)).auroc());
      for (int c = 0; c < coverages.size(); c++) {
        numbers.put(
            accepted(by, coverages.get(c), against),
            Estimate.meanOf(Coverage.acceptance(accepted, thresholds.get(by)[c])));
      }
    }
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }
}
