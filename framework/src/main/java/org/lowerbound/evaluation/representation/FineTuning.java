package org.lowerbound.evaluation.representation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.evaluation.ClassifierCourse;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.EncoderTraining;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.HostNoise;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsLabels;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.Target;
import org.lowerbound.evaluation.TrainedClassifier;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * Whether the encoder is a good start for a classifier (unsupervised pre-training: Erhan et al.
 * 2010, "Why does unsupervised pre-training help deep learning?"): the accuracy of its hidden
 * layers with a softmax on top, trained on few labels from where the trial has left them, against
 * the same network trained on the same examples, in the same order, from random first values.
 *
 * @param target the factor that is told, which is then a part of the columns' names; the label by
 *     default
 * @param labels the numbers of labelled examples, the same number of each class
 * @param draws the number of draws of those examples
 * @param steps the updates of each training
 * @param batchSize the examples of an update; all, if there are no more
 * @param optimizer what moves the parameters
 */
public record FineTuning(
    Optional<String> target,
    @Default("[100, 600, 1000, 3000]") @Interval(min = 1, max = Counts.MOST_DRAWS)
        ImmutableList<Integer> labels,
    @Default("3") @Interval(min = 1, max = Counts.MOST_UNITS) int draws,
    @Default("500") @Interval(min = 1, max = Counts.MOST_DRAWS) int steps,
    @Default("100") @Interval(min = 1, max = Counts.MOST_UNITS) int batchSize,
    @Default("\"adam\"") Optimizer optimizer)
    implements Metric, ReadsLabels {
  private static final String TUNED = "fine-tuned";
  private static final String SCRATCH = "from-scratch";

  /** Checks the arguments. */
  public FineTuning {
    checkArgument(!labels.isEmpty(), "labels must not be empty");
    new LabelCurve(labels, draws); // Checks both.
    Counts.checkPositive("steps", steps, Counts.MOST_DRAWS);
    Counts.checkPositive("batchSize", batchSize, Counts.MOST_UNITS);
  }

  private String tuned() {
    return Target.named(TUNED, target);
  }

  private String scratch() {
    return Target.named(SCRATCH, target);
  }

  private LabelCurve curve() {
    return new LabelCurve(labels, draws);
  }

  @Override
  public ImmutableList<Column> columns() {
    String what =
        "Accuracy for %s of the encoder's hidden layers with a softmax, after %d steps from %s"
            .formatted(target.orElse("the label"), steps, "%s");
    return ImmutableList.<Column>builder()
        .addAll(curve().columns(tuned(), what.formatted("the trained encoder")))
        .addAll(curve().columns(scratch(), what.formatted("random first values")))
        .build();
  }

  @Override
  public void checkFits(Dataset dataset) {
    curve().checkFits(Target.of(dataset, target, TypeNames.of(this)));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    Labels classes = Target.of(graph.dataset(), target, TypeNames.of(this));
    EncoderTraining training = graph.classifiers().ofEncoder(classes, TypeNames.of(this));
    HostNoise noise = new HostNoise(tf, graph, tuned());
    return runner -> {
      RandomStream stream = noise.stream(runner, "fine-tuning");
      long seed = stream.nextLong();
      return curve()
          .measure(
              classes,
              MajorityClass.of(classes.numbers().get(runner.split()), classes.classes()),
              stream,
              (n, draw) -> {
                ClassifierCourse course =
                    new ClassifierCourse(
                        draw.rows(), optimizer, batchSize, steps, seed + draw.number());
                return ImmutableMap.of(
                    tuned(), accuracy(training.fineTune(runner, course), runner),
                    scratch(), accuracy(training.train(runner, course), runner));
              });
    };
  }

  private static Estimate accuracy(TrainedClassifier trained, SplitRunner runner) {
    try (trained) {
      return trained.accuracy(runner);
    }
  }
}
