package org.lowerbound.evaluation.sample;

import org.lowerbound.evaluation.EvaluationScope;
import org.tensorflow.op.Ops;

/** The values of observations themselves, as the model sees them. */
public record PixelFeatures() implements FeatureSpace {
  @Override
  public String label() {
    return "pixels";
  }

  @Override
  public FeatureMap build(Ops tf, EvaluationScope graph, String who) {
    int dimension = graph.dataset().dimension();
    return (runner, observations) -> {
      double[][] rows = new double[observations.length / dimension][dimension];
      for (int i = 0; i < observations.length; i++) {
        rows[i / dimension][i % dimension] = observations[i];
      }
      return rows;
    };
  }
}
