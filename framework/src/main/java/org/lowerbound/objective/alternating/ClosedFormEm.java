package org.lowerbound.objective.alternating;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.lowerbound.graph.DoubleSum;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.StateStore;
import org.lowerbound.model.Ability;
import org.lowerbound.model.ExpectationMaximization;
import org.lowerbound.model.Model;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Assignment;
import org.lowerbound.objective.Batch;
import org.lowerbound.objective.ClosedForm;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.Turn;
import org.lowerbound.objective.likelihood.MaximumLikelihood;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * EM in closed form (Dempster, Laird and Rubin 1977). An epoch is one iteration: its steps collect
 * the sums of the E step at parameters that stay, and the last one sets all parameters to the
 * maximum of the M step. The likelihood of the training split never falls.
 *
 * <p>What is reported is the mean of log p(x), before the M step. An epoch of which a step was
 * skipped makes no M step, as its sums lack examples.
 */
public record ClosedFormEm() implements ClosedForm {
  private static final String M_STEP = "the M step";

  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    ExpectationMaximization fitted = Ability.EXPECTATION_MAXIMIZATION.of(model, TypeNames.of(this));
    checkEveryExampleCounts(scope);
    Batch batch = scope.batch();
    ImmutableMap<String, Operand<TFloat64>> sums =
        sums(tf, fitted.statistics(tf, batch.observations(), batch.pass()), scope);
    ImmutableMap<String, Operand<TFloat32>> values = fitted.maximize(tf, sums, scope.examples());
    return new Loss(
        ImmutableList.of(
            new Turn("collect", ImmutableList.of()),
            new Turn(
                "maximize",
                ImmutableList.of(new Assignment(M_STEP, ParameterGroup.DECODER, values)))),
        new EpochEnds(),
        ImmutableMap.of(
            Loss.BOUND,
            GraphMath.meanOverBatch(tf, fitted.logProb(tf, batch.observations(), batch.pass()))));
  }

  @Override
  public Objective byGradient() {
    return new MaximumLikelihood();
  }

  /** Returns the sums over the epoch so far, with this step's. */
  private static ImmutableMap<String, Operand<TFloat64>> sums(
      Ops tf, ImmutableMap<String, Operand<TFloat64>> ofBatch, ObjectiveScope scope) {
    Operand<TFloat32> position =
        scope
            .schedules()
            .scalar(
                "expectation-maximization.position",
                time -> time.step() % time.stepsPerEpoch() == 0 ? 0 : 1);
    Operand<TBool> first = tf.math.equal(position, tf.constant(0f));
    StateStore states = scope.parameters().states();
    return ImmutableMap.copyOf(
        Maps.transformEntries(
            ofBatch, (name, sum) -> DoubleSum.plus(tf, states, name, sum, first)));
  }

  /** Checks that the batches of an epoch leave no example out. */
  private void checkEveryExampleCounts(ObjectiveScope scope) {
    long examples = scope.examples();
    int size = scope.batch().size();
    checkArgument(
        examples % size == 0,
        "%s is of all examples, but a batchSize of %s leaves %s of %s out of an epoch; a batchSize"
            + " of %s works",
        TypeNames.of(this),
        size,
        examples % size,
        examples,
        sizesThatWork(examples, size));
  }

  /** Returns the divisors around a size: the largest below, the smallest above, and the whole. */
  private static String sizesThatWork(long examples, int size) {
    long below =
        LongStream.iterate(size, d -> d - 1).filter(d -> examples % d == 0).findFirst().orElse(1);
    long above =
        LongStream.range(size, examples)
            .filter(d -> examples % d == 0)
            .findFirst()
            .orElse(examples);
    return LongStream.of(below, above, examples)
        .distinct()
        .mapToObj(Long::toString)
        .collect(Collectors.joining(" or "));
  }
}
