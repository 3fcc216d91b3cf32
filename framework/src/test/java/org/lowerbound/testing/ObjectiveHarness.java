package org.lowerbound.testing;

import java.util.Map;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.model.Model;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Batch;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.LabeledExamples;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.Surrogate;
import org.lowerbound.schedule.Time;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Builds losses in a harness, where parameters and states are inputs that a test can move. */
public final class ObjectiveHarness {
  private final GraphHarness harness;
  private final Model model;
  private final Operand<TFloat32> observations;
  private final long examples;
  private final Time time;
  private final InputParameters parameters;

  /** Prepares for batches {@code [B, D]} of a training split of N examples, at the first step. */
  public ObjectiveHarness(
      GraphHarness harness, Model model, Operand<TFloat32> observations, long examples) {
    this(harness, model, observations, examples, new Time(0, 1));
  }

  /** Prepares for one time of the training. */
  public ObjectiveHarness(
      GraphHarness harness, Model model, Operand<TFloat32> observations, long examples, Time time) {
    this.harness = harness;
    this.model = model;
    this.observations = observations;
    this.examples = examples;
    this.time = time;
    this.parameters = new InputParameters(harness, 7);
  }

  /** Returns an objective's loss, with draws from a noise stream. */
  public Loss loss(BoundObjective objective, String stream) {
    return loss(
        objective,
        ((LatentVariables) model)
            .terms(
                harness.tf(),
                observations,
                harness.noise(1, stream),
                objective.draws(),
                Pass.evaluation()));
  }

  /** Returns an objective's loss of the model. */
  public Loss loss(Objective objective) {
    return objective.build(harness.tf(), model, scope());
  }

  /** Returns an objective's loss of given terms. */
  public Loss loss(BoundObjective objective, BoundTerms terms) {
    return objective.build(harness.tf(), terms, scope());
  }

  /** Returns what objectives are given beside the terms. */
  public ObjectiveScope scope() {
    return scope(Pass.evaluation());
  }

  /** Returns the same with another pass. */
  public ObjectiveScope scope(Pass pass) {
    return scope(pass, LabeledExamples.NONE);
  }

  /** Returns the same with labelled examples of a training split. */
  public ObjectiveScope scope(Pass pass, LabeledExamples labeled) {
    return new ObjectiveScope(
        new Batch(
            observations,
            (int) observations.shape().get(0),
            Shape.of(observations.shape().get(1)),
            harness.noise(1, "noise"),
            pass),
        examples,
        (name, function) -> harness.input(Shape.scalar(), (float) function.at(time)),
        parameters.in(ParameterGroup.OBJECTIVE),
        group -> {
          throw new AssertionError("no model parameters here");
        },
        harness.noise(1, "objective"),
        name -> harness.noise(1, "objective/" + name),
        labeled);
  }

  /** Returns the objective's own parameters. */
  public InputParameters parameters() {
    return parameters;
  }

  /** Returns the inputs that hold the states by name. */
  public Map<String, Operand<TFloat32>> states() {
    return parameters.states().inputs();
  }

  /** Returns the values that the states are set to by name. */
  public Map<String, Operand<TFloat32>> stateUpdates() {
    return parameters.states().updates();
  }

  /** Returns what a group's parameters minimise in the loss's first turn. */
  public static Operand<TFloat32> surrogate(Loss loss, ParameterGroup group) {
    return loss.turns().get(0).descents().stream()
        .flatMap(descent -> descent.surrogates().stream())
        .filter(surrogate -> surrogate.groups().contains(group))
        .map(Surrogate::value)
        .findFirst()
        .orElseThrow();
  }
}
