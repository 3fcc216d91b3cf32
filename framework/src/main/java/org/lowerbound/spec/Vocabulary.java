package org.lowerbound.spec;

import java.util.Optional;

/** Knows by which names users call specs; found through {@link java.util.ServiceLoader}. */
public interface Vocabulary {
  /** Returns the type name of a spec's class, if it has one. */
  Optional<String> nameOf(Class<?> spec);
}
