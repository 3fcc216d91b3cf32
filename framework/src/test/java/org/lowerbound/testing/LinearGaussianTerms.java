package org.lowerbound.testing;

import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Losses of a linear-Gaussian model that all have the same draws. */
public final class LinearGaussianTerms implements AutoCloseable {
  private final GraphHarness harness = new GraphHarness();
  private final InputParameters parameters = new InputParameters(harness, 1);
  private final LatentVariableModel model;
  private final Operand<TFloat32> observations;
  private final BoundTerms terms;

  /**
   * Builds the model.
   *
   * @param copies how often each observation is there, each time with draws of its own
   * @param draws per observation and copy
   */
  public LinearGaussianTerms(LinearGaussianGraph graph, int copies, int draws) {
    this.model = graph.build(harness, ClosedFormKls.registry(), parameters);
    this.observations = graph.observations(harness, copies);
    this.terms =
        model.terms(
            harness.tf(), observations, harness.noise(1, "noise"), draws, Pass.evaluation());
  }

  /** Returns the graph. */
  public GraphHarness harness() {
    return harness;
  }

  /** Returns the model's parameters. */
  public InputParameters parameters() {
    return parameters;
  }

  /** Returns the observations, {@code [B, D]}. */
  public Operand<TFloat32> observations() {
    return observations;
  }

  /** Returns the terms that all losses are made of. */
  public BoundTerms terms() {
    return terms;
  }

  /** Returns what an objective is built with, with parameters and states of its own. */
  public ObjectiveHarness objectives() {
    return new ObjectiveHarness(harness, model, observations, observations.shape().get(0));
  }

  /** Adds an objective's loss. */
  public Loss loss(BoundObjective objective) {
    return objectives().loss(objective, terms);
  }

  /** Returns what the encoder minimises under an objective. */
  public Operand<TFloat32> inference(BoundObjective objective) {
    return ObjectiveHarness.surrogate(loss(objective), ParameterGroup.ENCODER);
  }

  /** Returns a parameter. */
  public Operand<TFloat32> parameter(String name) {
    return parameters.byName().get(name);
  }

  /** Returns the log-weights at the harness's step, one row for each observation. */
  public double[][] logWeights() {
    return rows(terms.logWeight(harness.tf()));
  }

  /** Returns the values of a node {@code [K, B]}, one row for each observation. */
  public double[][] rows(Operand<TFloat32> perDraw) {
    float[] values = harness.run(perDraw);
    int batch = (int) observations.shape().get(0);
    double[][] rows = new double[batch][values.length / batch];
    for (int i = 0; i < values.length; i++) {
      rows[i % batch][i / batch] = values[i];
    }
    return rows;
  }

  @Override
  public void close() {
    harness.close();
  }
}
