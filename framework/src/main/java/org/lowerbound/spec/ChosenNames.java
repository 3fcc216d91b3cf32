package org.lowerbound.spec;

import static com.google.common.base.Preconditions.checkArgument;

/** Checks of names that users choose for what becomes a column or a file. */
public final class ChosenNames {
  private ChosenNames() {}

  /** Checks that a name is letters, digits and hyphens. */
  public static void check(String name) {
    checkArgument(
        name.matches("[A-Za-z0-9][A-Za-z0-9-]*"),
        "name must be letters, digits and hyphens but is \"%s\"",
        name);
  }
}
