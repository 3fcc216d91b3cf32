package org.lowerbound.experiment.console;

import java.util.Locale;

/**
 * The locale of everything that a program of this project writes, for machines and for people.
 *
 * <p>Under a locale with digits of its own TensorFlow Java numbers its nodes with them, and
 * TensorFlow refuses the names; under one with a decimal comma, numbers in a log are two fields.
 * Numbers and files are the same everywhere only if nothing follows the user's locale.
 */
public final class FixedLocale {
  private FixedLocale() {}

  /** Fixes it: the first thing that {@code main} does, before TensorFlow is loaded. */
  public static void use() {
    Locale.setDefault(Locale.ROOT);
  }
}
