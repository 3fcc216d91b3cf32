package org.lowerbound.evaluation.classification;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.ExactClasses;
import org.lowerbound.data.Labels;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsLabels;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.Target;
import org.lowerbound.evaluation.representation.MajorityClass;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * How well the label is told by Bayes' rule with the distribution that the data were really drawn
 * from: what no model can beat on average, and what {@code bayes-rule} and {@code accuracy} are to
 * be held against.
 */
public record ExactBayesRule() implements Metric, ReadsLabels {
  private static final String ACCURACY = "exact-accuracy";
  private static final String LABEL_NLL = "exact-label-nll";

  @Override
  public Optional<String> target() {
    return Optional.empty();
  }

  private static String area(RejectBy by) {
    return "exact-%s-risk-area".formatted(by.label());
  }

  @Override
  public ImmutableList<Column> columns() {
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    columns.add(
        new Column(
            ACCURACY,
            "",
            Better.NEITHER,
            "Part of the examples whose label is the most probable under the data's true p(y|x)"),
        new Column(
            LABEL_NLL, "nats", Better.NEITHER, "-log p(y|x) per example under the data's true p"));
    for (RejectBy by : RejectBy.values()) {
      columns.add(
          new Column(
              area(by),
              "",
              Better.NEITHER,
              "Area under the curve of risk, the part told wrong, over coverage, by %s, all under"
                      .formatted(by.words())
                  + " the data's true p"));
    }
    return columns.build();
  }

  @Override
  public void checkFits(Dataset dataset) {
    Target.of(dataset, target(), TypeNames.of(this));
    checkArgument(
        dataset.exactDensity().filter(density -> density instanceof ExactClasses).isPresent(),
        "the true p(y | x) of %s is not known; exact-bayes-rule needs a data set like"
            + " linear-gaussian-classes",
        dataset.name());
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    Dataset dataset = graph.dataset();
    checkFits(dataset);
    Labels labels = dataset.labels().orElseThrow();
    ExactClasses exact = (ExactClasses) dataset.exactDensity().orElseThrow();
    return runner -> {
      ClassBeliefs beliefs = ClassBeliefs.ofJoint(logJoints(dataset, exact, runner));
      int[] classes = labels.numbers().get(runner.split());
      double[] correct = beliefs.correct(classes);
      double[] nlls = beliefs.labelNlls(classes);
      runner.keep(ACCURACY, correct);
      runner.keep(LABEL_NLL, nlls);
      ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
      numbers.put(
          ACCURACY, Estimate.meanOf(correct).by(MajorityClass.of(classes, labels.classes())));
      numbers.put(LABEL_NLL, Estimate.meanOf(nlls));
      for (RejectBy by : RejectBy.values()) {
        numbers.put(
            area(by),
            new Coverage(by.scores(beliefs), correct).area(new RandomStream(0, area(by))));
      }
      return numbers.buildOrThrow();
    };
  }

  /** Returns log p(x, y) of each example, {@code [N][classes]}. */
  private static double[][] logJoints(Dataset dataset, ExactClasses exact, SplitRunner runner) {
    double[][] logs = new double[runner.count()][];
    double[] row = new double[dataset.dimension()];
    for (int i = 0; i < logs.length; i++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = dataset.rawValue(runner.split(), i, j);
      }
      logs[i] = exact.logJoint(row);
    }
    return logs;
  }
}
