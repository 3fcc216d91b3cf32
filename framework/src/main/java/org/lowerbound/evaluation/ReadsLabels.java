package org.lowerbound.evaluation;

import java.util.Optional;

/**
 * A metric that reads what is known of the examples, so that labels make sense in the data even if
 * neither model nor objective look at them.
 */
@FunctionalInterface
public interface ReadsLabels {
  /** Returns the name of the factor that is read; the labels where there is none. */
  Optional<String> target();
}
