package org.lowerbound.experiment.result;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The wording of an error about a name that nothing has. */
public final class Names {
  private Names() {}

  /**
   * Returns e.g. {@code unknown column "nlll"; did you mean "nll"? Known: nll, rate}.
   *
   * @param kind what is named, e.g. {@code column}
   * @param name the unknown name
   * @param known the names that would work
   */
  public static String unknown(String kind, String name, Collection<String> known) {
    String hint = nearest(name, known).map(n -> "; did you mean \"" + n + "\"?").orElse(";");
    String list = known.isEmpty() ? "none" : String.join(", ", known);
    return "unknown " + kind + " \"" + name + "\"" + hint + " Known: " + list;
  }

  private static Optional<String> nearest(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    // A third of the letters wrong is a slip; more is another word.
    int limit = Math.max(1, wanted.length() / 3);
    return ImmutableList.copyOf(known).stream()
        .filter(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= limit)
        .min(Comparator.comparingInt(c -> distance(wanted, c.toLowerCase(Locale.ROOT))));
  }

  /** Levenshtein's distance: how many letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
