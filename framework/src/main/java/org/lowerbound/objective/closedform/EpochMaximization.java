package org.lowerbound.objective.closedform;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.lowerbound.graph.DoubleSum;
import org.lowerbound.graph.StateStore;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Assignment;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.Turn;
import org.lowerbound.objective.TurnOrder;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * An epoch whose steps collect sums over the examples at parameters that stay, and whose last step
 * sets all parameters to what the sums say.
 *
 * @param objective its type name, for messages
 * @param setter what sets the parameters, for messages
 */
record EpochMaximization(String objective, String setter) {
  /** What is done with the sums. */
  @FunctionalInterface
  interface Maximize {
    /** Returns the new value of each parameter, by its name. */
    ImmutableMap<String, Operand<TFloat32>> of(
        ImmutableMap<String, Operand<TFloat64>> sums, long examples);
  }

  /**
   * Returns the loss.
   *
   * @param ofBatch what is summed over the examples of a batch
   * @param order which step is the last of an epoch
   * @param reported by each step
   */
  Loss loss(
      Ops tf,
      ObjectiveScope scope,
      ImmutableMap<String, Operand<TFloat64>> ofBatch,
      Maximize maximize,
      TurnOrder order,
      ImmutableMap<String, Operand<TFloat32>> reported) {
    checkEveryExampleCounts(scope);
    ImmutableMap<String, Operand<TFloat32>> values =
        maximize.of(sums(tf, ofBatch, scope), scope.examples());
    return new Loss(
        ImmutableList.of(
            new Turn("collect", ImmutableList.of()),
            new Turn(
                "maximize",
                ImmutableList.of(new Assignment(setter, ParameterGroup.DECODER, values)))),
        order,
        reported);
  }

  /** Returns the sums over the epoch so far, with this step's. */
  private ImmutableMap<String, Operand<TFloat64>> sums(
      Ops tf, ImmutableMap<String, Operand<TFloat64>> ofBatch, ObjectiveScope scope) {
    Operand<TFloat32> position =
        scope
            .schedules()
            .scalar(
                objective + ".position", time -> time.step() % time.stepsPerEpoch() == 0 ? 0 : 1);
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
        objective,
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
