package org.lowerbound.objective;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What training minimises, and what it reports. The two are kept apart: a surrogate with the right
 * gradient may have a value that bounds nothing.
 *
 * @param turns the kinds of steps; most objectives have one
 * @param order which step takes which turn
 * @param bound scalar, nats per example, a lower bound on log p(x) in expectation, at β = 1
 *     whatever the training does
 * @param metrics further scalars by name, nats per example unless the objective says otherwise
 */
public record Loss(
    ImmutableList<Turn> turns,
    TurnOrder order,
    Operand<TFloat32> bound,
    ImmutableMap<String, Operand<TFloat32>> metrics) {
  /** The name under which the bound is reported, beside the metrics. */
  public static final String BOUND = "bound";

  /** Checks the arguments. */
  public Loss {
    checkArgument(!turns.isEmpty(), "a loss must have a turn");
    checkArgument(
        !metrics.containsKey(BOUND),
        "a metric of an objective cannot be named %s: that is the reported bound",
        BOUND);
  }

  /** Returns a loss whose steps all move the whole model against the gradient of one scalar. */
  public static Loss minimizing(
      Operand<TFloat32> surrogate,
      Operand<TFloat32> bound,
      ImmutableMap<String, Operand<TFloat32>> metrics) {
    return of(ImmutableList.of(Descent.ofModel(surrogate)), bound, metrics);
  }

  /** Returns a loss whose steps all make the same descents. */
  public static Loss of(
      ImmutableList<Descent> descents,
      Operand<TFloat32> bound,
      ImmutableMap<String, Operand<TFloat32>> metrics) {
    return new Loss(
        ImmutableList.of(new Turn("step", descents)), TurnOrder.ALWAYS_THE_FIRST, bound, metrics);
  }
}
