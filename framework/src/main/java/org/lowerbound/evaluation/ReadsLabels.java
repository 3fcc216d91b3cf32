package org.lowerbound.evaluation;

import java.util.Optional;

/**
 * A metric that reads what is known of the examples, so that labels make sense in the data even if
 * neither model nor objective look at them.
 */
public interface ReadsLabels {
  /** Returns the name of the factor that is read; the labels where there is none. */
  Optional<String> target();

  /** Returns whether it is labels that are read, and not a factor, or nothing after all. */
  default boolean readsLabels() {
    return target().isEmpty();
  }
}
