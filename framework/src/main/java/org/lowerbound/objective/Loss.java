package org.lowerbound.objective;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What training minimises, and what it reports. The two are kept apart: a surrogate with the right
 * gradient may have a value that bounds nothing.
 *
 * @param turns the kinds of steps; most objectives have one
 * @param order which step takes which turn
 * @param reported scalars by name, nats per example unless the objective says otherwise, the one
 *     that tells most first: {@link #BOUND}, if the model has one, is a lower bound on log p(x) in
 *     expectation, at β = 1 whatever the training does
 */
public record Loss(
    ImmutableList<Turn> turns, TurnOrder order, ImmutableMap<String, Operand<TFloat32>> reported) {
  /** The name under which the bound is reported. */
  public static final String BOUND = "bound";

  /** Checks the arguments. */
  public Loss {
    checkArgument(!turns.isEmpty(), "a loss must have a turn");
    checkArgument(!reported.isEmpty(), "a loss must report something");
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
    checkArgument(
        !metrics.containsKey(BOUND),
        "a metric of an objective cannot be named %s: that is the reported bound",
        BOUND);
    return withoutBound(
        descents,
        ImmutableMap.<String, Operand<TFloat32>>builder()
            .put(BOUND, bound)
            .putAll(metrics)
            .buildOrThrow());
  }

  /** Returns the loss of a model that has no bound on log p(x), such as an autoencoder. */
  public static Loss withoutBound(
      ImmutableList<Descent> descents, ImmutableMap<String, Operand<TFloat32>> reported) {
    return new Loss(
        ImmutableList.of(Turn.of("step", descents)), TurnOrder.ALWAYS_THE_FIRST, reported);
  }

  /** Returns the loss with a further move in every step. */
  public Loss withMove(Move further) {
    return new Loss(
        turns.stream().map(turn -> turn.with(further)).collect(ImmutableList.toImmutableList()),
        order,
        reported);
  }

  /**
   * Returns the bound, scalar, nats per example.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Operand<TFloat32> bound() {
    checkArgument(
        reported.containsKey(BOUND), "this objective reports no bound, only %s", reported.keySet());
    return reported.get(BOUND);
  }

  /** Returns what is reported beside the bound. */
  public ImmutableMap<String, Operand<TFloat32>> metrics() {
    return ImmutableMap.copyOf(Maps.filterKeys(reported, name -> !name.equals(BOUND)));
  }
}
