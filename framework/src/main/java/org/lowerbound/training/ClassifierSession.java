package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.data.Labels;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.TrainedClassifier;
import org.lowerbound.graph.Softmax;
import org.lowerbound.network.FeatureNetwork;
import org.lowerbound.network.Network;
import org.lowerbound.network.Pass;
import org.lowerbound.schedule.Time;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A trained classifier in its session. */
final class ClassifierSession implements TrainedClassifier {
  /** As many that the cost of a run is spread thin. */
  private static final int ROWS_PER_RUN = 1000;

  private final ClassifierModel model;
  private final Labels labels;
  private final Operand<TFloat32> observations;
  private final TrialGraph graph;
  private final TrialSession session;
  private final int dimension;
  private final Placeholder<TFloat32> x;
  private final Operand<TFloat32> logProbabilities;
  private final Optional<Operand<TFloat32>> features;

  /**
   * Takes over a graph and its session, and closes both in the end.
   *
   * @param labels the classes of the examples of all splits
   * @param observations those of the rows that are run, in the trial's graph, {@code [B, D]}
   */
  ClassifierSession(
      ClassifierModel model,
      Labels labels,
      Operand<TFloat32> observations,
      TrialGraph graph,
      TrialSession session) {
    this.model = model;
    this.labels = labels;
    this.observations = observations;
    this.graph = graph;
    this.session = session;
    this.dimension = graph.model().observed.dimension();
    Ops tf = graph.model().tf;
    this.x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, dimension)));
    Network network = ((ClassifierModel.Built) graph.model().model).network();
    this.logProbabilities = Softmax.logSoftmax(tf, network.apply(tf, x, Pass.evaluation()).get(0));
    this.features =
        network instanceof FeatureNetwork withFeatures
            ? Optional.of(withFeatures.features(tf, x, Pass.evaluation()))
            : Optional.empty();
  }

  @Override
  public Estimate accuracy(SplitRunner runner) {
    int[] classes = labels.numbers().get(runner.split());
    double[] right = new double[runner.count()];
    Batches.forEach(
        runner,
        1,
        (index, rows) -> {
          float[] logP =
              logProbabilities(runner.run(rows, 0, ImmutableList.of(observations)).get(0));
          for (int b = 0; b < rows.length; b++) {
            right[rows[b]] = mostProbable(logP, b) == classes[rows[b]] ? 1 : 0;
          }
        });
    return Estimate.meanOf(right);
  }

  /** Returns the class of the largest probability, the first one of several. */
  private int mostProbable(float[] logP, int row) {
    int best = 0;
    for (int c = 1; c < model.classes(); c++) {
      if (logP[row * model.classes() + c] > logP[row * model.classes() + best]) {
        best = c;
      }
    }
    return best;
  }

  @Override
  public float[] logProbabilities(float[] given) {
    return run(given, logProbabilities);
  }

  @Override
  public float[] features(float[] given) {
    return run(
        given,
        features.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no last hidden layer whose values are features; mlp, gated-mlp, conv"
                            .formatted(TypeNames.of(model.network()))
                        + " and resnet have")));
  }

  private float[] run(float[] given, Operand<TFloat32> node) {
    checkArgument(
        given.length % dimension == 0,
        "%s values are no observations of %s",
        given.length,
        dimension);
    int count = given.length / dimension;
    float[] all = {};
    for (int start = 0; start < count; start += ROWS_PER_RUN) {
      int rows = Math.min(ROWS_PER_RUN, count - start);
      float[] part = new float[rows * dimension];
      System.arraycopy(given, start * dimension, part, 0, part.length);
      float[] values =
          session
              .evaluate(
                  new int[] {0},
                  0,
                  new Time(0, 1),
                  ImmutableList.of(new Fed(x, Shape.of(rows, dimension), part)),
                  ImmutableList.of(node),
                  LoopWatch.NOBODY)
              .get(0);
      if (start == 0) {
        all = new float[values.length / rows * count];
      }
      System.arraycopy(values, 0, all, values.length / rows * start, values.length);
    }
    return all;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
