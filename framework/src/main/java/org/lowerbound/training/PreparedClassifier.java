package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.ClassifierCourse;
import org.lowerbound.evaluation.EncoderTraining;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.TrainedClassifier;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Classifiers of a trial's observations. A training of one is a trial of its own, with the same
 * loop, batches and updates, of which nothing is kept but, for others that ask for the same one,
 * its last values.
 */
final class PreparedClassifier implements EncoderTraining {
  private final ClassifierModel model;
  private final Dataset dataset;
  private final Labels labels;
  private final Operand<TFloat32> observations;
  private final ImmutableMap<String, Operand<TFloat32>> encoder;
  private final Map<ClassifierCourse, ImmutableMap<String, float[]>> trained = new HashMap<>();

  /**
   * Prepares classifiers.
   *
   * @param labels the classes of the examples of all splits
   * @param observations those of the rows that are run, in the trial's graph
   * @param encoder the values that fine-tuning starts from, by their names, in the trial's graph
   */
  PreparedClassifier(
      ClassifierModel model,
      Dataset dataset,
      Labels labels,
      Operand<TFloat32> observations,
      ImmutableMap<String, Operand<TFloat32>> encoder) {
    this.model = model;
    this.dataset = dataset;
    this.labels = labels;
    this.observations = observations;
    this.encoder = encoder;
  }

  @Override
  public TrainedClassifier train(SplitRunner runner, ClassifierCourse course) {
    // First of all, what is run of the trial's graph: the memory of a metric is judged by that, and
    // nothing is trained for it.
    runner.run(new int[] {0}, 0, ImmutableList.of(observations));
    return open(
        course,
        session -> {
          ImmutableMap<String, float[]> before = trained.get(course);
          if (before != null) {
            session.restore(replaced(session, before));
          }
          return before == null;
        },
        runner,
        encoder.isEmpty());
  }

  @Override
  public TrainedClassifier fineTune(SplitRunner runner, ClassifierCourse course) {
    ImmutableList<Operand<TFloat32>> nodes = encoder.values().asList();
    ImmutableList<float[]> values = runner.run(new int[] {0}, 0, nodes);
    return open(
        course,
        session -> {
          Map<String, float[]> start = new LinkedHashMap<>();
          encoder.keySet().forEach(name -> start.put(name, values.get(start.size())));
          session.restore(replaced(session, start));
          return true;
        },
        runner,
        false);
  }

  /**
   * Opens a classifier.
   *
   * @param start sets its first values, and says whether it is to be trained from there
   * @param keep whether its last values are kept
   */
  private TrainedClassifier open(
      ClassifierCourse course,
      Function<TrialSession, Boolean> start,
      SplitRunner runner,
      boolean keep) {
    Dataset shown = ClassifierData.of(dataset, labels, course.rows());
    TrialSpec spec =
        new TrialSpec(
            source -> shown,
            model,
            new CrossEntropy(),
            course.optimizer(),
            new TrainingSpec(
                course.batchSize(),
                Optional.empty(),
                Optional.of(course.steps()),
                Optional.empty(),
                0,
                0),
            new EvaluationSpec(
                ImmutableList.of(), ImmutableList.of(Split.TEST), ImmutableList.of()),
            course.seed());
    TrialGraph graph = TrialGraph.build(spec, shown);
    TrialSession session = null;
    try {
      session = new TrialSession(graph);
      if (start.apply(session)) {
        SideTraining.run("a classifier", spec, shown, graph, session, runner);
        if (keep) {
          trained.put(course, graph.model().variables.withoutRules(session.read()));
        }
      }
      return new ClassifierSession(model, labels, observations, graph, session);
    } catch (RuntimeException | Error e) {
      if (session != null) {
        session.close();
      }
      graph.close();
      throw e;
    }
  }

  /** Returns the values of all variables, some of them replaced. */
  private static Map<String, float[]> replaced(TrialSession session, Map<String, float[]> values) {
    Map<String, float[]> all = new HashMap<>(session.read());
    all.putAll(values);
    return all;
  }

  /** Returns the names of the parameters and states below the softmax. */
  static ImmutableSet<String> bodyNames(ClassifierModel model, Variables variables) {
    return variables.groups().keySet().stream()
        .filter(name -> !model.isOfHead(name))
        .collect(ImmutableSet.toImmutableSet());
  }
}
