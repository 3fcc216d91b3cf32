package org.lowerbound.experiment.result;

import java.util.Collection;
import org.lowerbound.experiment.config.NearestNames;

/** The wording of an error about a name that nothing has. */
public final class Names {
  private Names() {}

  /**
   * Returns e.g. {@code unknown column 'nlll'; did you mean 'nll'? Known: nll, rate}.
   *
   * @param kind what is named, e.g. {@code column}
   * @param name the unknown name
   * @param known the names that would work
   */
  public static String unknown(String kind, String name, Collection<String> known) {
    String hint = NearestNames.didYouMean(name, known);
    String list = known.isEmpty() ? "none" : String.join(", ", known);
    return "unknown %s '%s'%s Known: %s".formatted(kind, name, hint.isEmpty() ? "." : hint, list);
  }
}
