package org.lowerbound.spec;

import static com.google.common.base.CaseFormat.LOWER_HYPHEN;
import static com.google.common.base.CaseFormat.UPPER_CAMEL;

import com.google.common.collect.Streams;
import java.util.Optional;
import java.util.ServiceLoader;

/** What messages call a spec, or what one has built: by the user's word, not by its Java class. */
public final class TypeNames {
  private TypeNames() {}

  /**
   * Returns the name of the type in configurations; else, for what is no spec itself, the word that
   * its class is {@link Called}, or those that its class's name is made of: {@code
   * diagonal-normal}.
   */
  public static String of(Object thing) {
    return ofClass(thing.getClass());
  }

  /** Returns the same for what is of a class. */
  public static String ofClass(Class<?> type) {
    // Only messages ask, so that it does not pay to keep what is found.
    return Streams.stream(ServiceLoader.load(Vocabulary.class))
        .map(vocabulary -> vocabulary.nameOf(type))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> Optional.ofNullable(type.getAnnotation(Called.class)).map(Called::value))
        .orElseGet(() -> UPPER_CAMEL.to(LOWER_HYPHEN, type.getSimpleName()));
  }
}
