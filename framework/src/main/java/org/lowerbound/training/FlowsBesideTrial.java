package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.FittedFlow;
import org.lowerbound.evaluation.FlowCourse;
import org.lowerbound.evaluation.FlowFits;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.flow.Flow;
import org.lowerbound.objective.likelihood.MaximumLikelihood;
import org.tensorflow.ndarray.Shape;

/**
 * Fits flows. A fit is a trial of its own, with the same loop, batches and updates, of which
 * nothing is kept but its last values.
 */
final class FlowsBesideTrial implements FlowFits {
  @Override
  public void check(Flow flow, int dimension) {
    ModelGraph.build(
            new FlowDensity(flow), TrialSpec.observed(vectors(new double[1][dimension])), 0)
        .close();
  }

  @Override
  public FittedFlow fit(SplitRunner runner, double[][] vectors, FlowCourse course) {
    Dataset data = vectors(vectors);
    FlowDensity density = new FlowDensity(course.flow());
    TrialSpec spec =
        new TrialSpec(
            source -> data,
            density,
            new MaximumLikelihood(),
            course.optimizer(),
            new TrainingSpec(
                Math.min(course.batchSize(), vectors.length),
                Optional.of(course.epochs()),
                Optional.empty(),
                Optional.empty(),
                0,
                0),
            new EvaluationSpec(
                ImmutableList.of(), ImmutableList.of(Split.TEST), ImmutableList.of()),
            course.seed());
    try (TrialGraph graph = TrialGraph.build(spec, data);
        TrialSession session = new TrialSession(graph)) {
      SideTraining.run("a flow", spec, data, graph, session, runner);
      TrainedState state =
          new TrainedState(session.read(), false, spec.training().end(vectors.length));
      return new Fitted(density, TrialSpec.observed(data), state);
    }
  }

  /** Returns vectors as a data set, which has a test split: the first, and nobody looks at it. */
  private static Dataset vectors(double[][] rows) {
    int dimension = rows[0].length;
    float[] values = new float[Math.multiplyExact(rows.length, dimension)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows[i / dimension][i % dimension];
    }
    Observations train = new Observations.Floats(values, rows.length, dimension);
    return Dataset.of(
        "codes",
        Shape.of(dimension),
        ValueKind.REAL,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, train, Split.TEST, train.select(new int[] {0})),
        Optional.empty(),
        Optional.empty());
  }

  private record Fitted(FlowDensity density, ObservedData observed, TrainedState state)
      implements FittedFlow {
    @Override
    public double[][] draw(long seed, int count) {
      try (TrainedModel model = TrainedModel.open(density, observed, state, seed)) {
        float[] values = model.sample(count).values();
        double[][] rows = new double[count][observed.dimension()];
        for (int i = 0; i < values.length; i++) {
          rows[i / observed.dimension()][i % observed.dimension()] = values[i];
        }
        return rows;
      }
    }
  }
}
