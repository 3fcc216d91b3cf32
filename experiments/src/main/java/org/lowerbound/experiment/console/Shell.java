package org.lowerbound.experiment.console;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.stream.Stream;

/** The shells that can be told what may be typed. */
public enum Shell {
  /** GNU's. */
  BASH,
  /** The Z shell. */
  ZSH;

  /** Returns the shell of a name. */
  public static Optional<Shell> of(String name) {
    return Stream.of(values()).filter(shell -> shell.label().equals(name)).findFirst();
  }

  /** Returns the names of all. */
  public static ImmutableList<String> labels() {
    return Stream.of(values()).map(Shell::label).collect(ImmutableList.toImmutableList());
  }

  private String label() {
    return Ascii.toLowerCase(name());
  }
}
