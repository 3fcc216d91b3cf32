package org.lowerbound.objective.closedform;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.ClosedFormSolution;
import org.lowerbound.model.Model;
import org.lowerbound.objective.Batch;
import org.lowerbound.objective.ClosedForm;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.TurnOrder;
import org.lowerbound.objective.likelihood.MaximumLikelihood;
import org.lowerbound.schedule.Time;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * The best parameters themselves, of models for which they are known: no iteration. One epoch
 * collects the moments of the training split, and its last step sets all parameters.
 *
 * <p>What is reported is of the first values of the parameters, as these stay until then: the
 * validation after the epoch is of the solution.
 */
public record ClosedFormSolve() implements ClosedForm {
  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    ClosedFormSolution solved = Ability.CLOSED_FORM_SOLUTION.of(model, TypeNames.of(this));
    Batch batch = scope.batch();
    return new EpochMaximization(TypeNames.of(this), "the closed form")
        .loss(
            tf,
            scope,
            solved.moments(tf, batch.observations()),
            (sums, examples) -> solved.solve(tf, sums, examples),
            new OneEpoch(TypeNames.of(this), new EpochEnds()),
            ImmutableMap.copyOf(
                Maps.transformValues(
                    solved.criterion(tf, batch.observations(), batch.pass()),
                    ofEach -> GraphMath.meanOverBatch(tf, ofEach))));
  }

  @Override
  public Objective byGradient() {
    return new MaximumLikelihood();
  }

  /**
   * The order of a training that has nothing to do after one epoch.
   *
   * @param objective its type name
   * @param epoch the order within
   */
  private record OneEpoch(String objective, EpochEnds epoch) implements TurnOrder {
    @Override
    public ImmutableDoubleArray start() {
      return epoch.start();
    }

    @Override
    public int turn(Time time, ImmutableDoubleArray memory) {
      return epoch.turn(time, memory);
    }

    @Override
    public ImmutableDoubleArray after(
        Time time, ImmutableDoubleArray memory, ImmutableMap<String, Double> reported) {
      return epoch.after(time, memory, reported);
    }

    @Override
    public void checkLength(long stepsPerEpoch, long totalSteps) {
      checkArgument(
          totalSteps == stepsPerEpoch,
          "%s has the solution after one epoch, of %s steps, but the training has %s steps;"
              + " \"epochs\": 1 works",
          objective,
          stepsPerEpoch,
          totalSteps);
    }
  }
}
