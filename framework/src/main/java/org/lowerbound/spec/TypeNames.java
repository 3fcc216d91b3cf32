package org.lowerbound.spec;

import static com.google.common.base.CaseFormat.LOWER_HYPHEN;
import static com.google.common.base.CaseFormat.UPPER_CAMEL;

import com.google.common.collect.Streams;
import java.util.Optional;
import java.util.ServiceLoader;

/** What messages call a spec, or what one has built: by the user's word, not by its Java class. */
public final class TypeNames {
  /** Kept, as a check asks for the words of its message whether or not they are needed. */
  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          return find(type);
        }
      };

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
    return NAMES.get(type);
  }

  private static String find(Class<?> type) {
    return Streams.stream(ServiceLoader.load(Vocabulary.class))
        .map(vocabulary -> vocabulary.nameOf(type))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> Optional.ofNullable(type.getAnnotation(Called.class)).map(Called::value))
        .orElseGet(() -> UPPER_CAMEL.to(LOWER_HYPHEN, type.getSimpleName()));
  }
}
