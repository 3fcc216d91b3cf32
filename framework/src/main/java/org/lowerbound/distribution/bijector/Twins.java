package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkNotNull;

/**
 * A function with weights, and the same with weights that pass no gradient. Only who made the
 * function knows its weights, and can make its twin.
 *
 * @param live the function
 * @param detached a function with the same values, whose gradient is by its argument alone; what it
 *     knows of an example passes no gradient either
 * @param <F> the kind of function
 */
public record Twins<F>(F live, F detached) {
  /** Checks that both are there. */
  public Twins {
    checkNotNull(live, "live");
    checkNotNull(detached, "detached");
  }

  /** Returns the detached one in both places. */
  Twins<F> bothDetached() {
    return new Twins<>(detached, detached);
  }
}
