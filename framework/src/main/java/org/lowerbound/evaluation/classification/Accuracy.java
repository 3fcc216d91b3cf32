package org.lowerbound.evaluation.classification;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsLabels;
import org.lowerbound.evaluation.Target;
import org.lowerbound.evaluation.representation.MajorityClass;
import org.lowerbound.model.Ability;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How well a model of p(y | x) tells the label, and how well it knows what it cannot tell: the area
 * under the curve of risk over coverage, by the entropy of p(y | x).
 */
public record Accuracy() implements Metric, ReadsLabels {
  private static final String ACCURACY = "accuracy";
  private static final String LABEL_NLL = "label-nll";
  private static final String RISK_AREA = "risk-area";

  @Override
  public Optional<String> target() {
    return Optional.empty();
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            ACCURACY, "", Better.HIGHER, "Part of the examples whose label is the most probable"),
        new Column(LABEL_NLL, "nats", Better.LOWER, "-log p(y|x) per example"),
        new Column(
            RISK_AREA,
            "",
            Better.LOWER,
            "Area under the curve of risk, the part told wrong, over coverage, by "
                + RejectBy.ENTROPY.words()));
  }

  @Override
  public void checkFits(Dataset dataset) {
    var unused = Target.of(dataset, target(), TypeNames.of(this));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    Operand<TFloat32> logProbs = // [B, classes]
        graph
            .modelWith(Ability.CLASSIFYING, TypeNames.of(this))
            .labelLogProbs(tf, graph.observations(), graph.pass());
    Labels labels = graph.dataset().labels().orElseThrow();
    return runner -> {
      double[][] logPosteriors = new double[runner.count()][labels.classes()];
      Batches.forEach(
          runner,
          1,
          (index, rows) -> {
            float[] values = runner.run(rows, index, ImmutableList.of(logProbs)).get(0);
            for (int i = 0; i < values.length; i++) {
              logPosteriors[rows[i / labels.classes()]][i % labels.classes()] = values[i];
            }
          });
      ClassBeliefs beliefs = ClassBeliefs.ofPosteriors(logPosteriors);
      int[] classes = labels.numbers().get(runner.split());
      double[] correct = beliefs.correct(classes);
      double[] nlls = beliefs.labelNlls(classes);
      runner.keep(ACCURACY, correct);
      runner.keep(LABEL_NLL, nlls);
      return ImmutableMap.of(
          ACCURACY,
          Estimate.meanOf(correct).by(MajorityClass.of(classes, labels.classes())),
          LABEL_NLL,
          Estimate.meanOf(nlls).by(priorNll(ClassPrior.TRAINING.logProbs(labels), classes)),
          RISK_AREA,
          new Coverage(RejectBy.ENTROPY.scores(beliefs), correct)
              .area(new RandomStream(0, RISK_AREA)));
    };
  }

  /** Returns what −log p(y | x) is of who knows p(y) and nothing of x. */
  static Chance priorNll(double[] logPrior, int[] classes) {
    double[] nlls = new double[classes.length];
    for (int i = 0; i < nlls.length; i++) {
      nlls[i] = -logPrior[classes[i]];
    }
    Estimate mean = Estimate.meanOf(nlls);
    return new Chance(mean.value(), mean.standardError().orElse(0));
  }
}
