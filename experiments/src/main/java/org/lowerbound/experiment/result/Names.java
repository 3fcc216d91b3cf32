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
   * Returns e.g. {@code unknown column 'nlll'; did you mean 'nll'? Known: nll, rate}.
   *
   * @param kind what is named, e.g. {@code column}
   * @param name the unknown name
   * @param known the names that would work
   */
  public static String unknown(String kind, String name, Collection<String> known) {
    String hint = nearest(name, known).map(n -> "; did you mean '" + n + "'?").orElse(".");
    String list = known.isEmpty() ? "none" : String.join(", ", known);
    return "unknown " + kind + " '" + name + "'" + hint + " Known: " + list;
  }

  private static Optional<String> nearest(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    // A third of the letters wrong is a slip; more is another word.
    int limit = Math.max(1, wanted.length() / 3);
    return ImmutableList.copyOf(known).stream()
        .filter(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= limit)
        .min(Comparator.comparingInt(c -> distance(wanted, c.toLowerCase(Locale.ROOT))));
  }

  /** The distance of Damerau and Levenshtein: letters to insert, delete, replace or swap. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
