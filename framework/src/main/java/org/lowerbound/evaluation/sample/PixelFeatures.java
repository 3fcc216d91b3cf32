package org.lowerbound.evaluation.sample;

import java.util.function.Function;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.SplitRunner;
import org.tensorflow.op.Ops;

/** The values of observations themselves, as the model sees them. */
public record PixelFeatures() implements FeatureSpace {
  @Override
  public String label() {
    return "pixels";
  }

  @Override
  public Function<SplitRunner, FeatureMap> build(Ops tf, EvaluationScope graph, String who) {
    int dimension = graph.dataset().dimension();
    return runner -> observations -> Rows.of(observations, dimension);
  }
}
