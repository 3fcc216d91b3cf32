package org.lowerbound.experiment.config;

import static com.google.common.base.CaseFormat.LOWER_HYPHEN;
import static com.google.common.base.CaseFormat.UPPER_CAMEL;

import java.util.regex.Pattern;

/** What a class of specs that has no type name is called where users see it. */
final class SpecWords {
  private static final Pattern NO_WORD_OF_USERS = Pattern.compile("(?<=.)(Spec|Family)$");

  private SpecWords() {}

  /**
   * Returns the words of its name: {@code PosteriorFamily} is {@code posterior}, and {@code Shared}
   * within {@code Scale} is {@code shared-scale}.
   */
  static String of(Class<?> type) {
    String own =
        UPPER_CAMEL.to(
            LOWER_HYPHEN, NO_WORD_OF_USERS.matcher(type.getSimpleName()).replaceFirst(""));
    Class<?> outer = type.getEnclosingClass();
    return outer == null ? own : own + "-" + of(outer);
  }
}
