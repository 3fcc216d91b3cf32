package org.lowerbound.experiment.config;

import static java.util.Comparator.comparingInt;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Finds the known names that a misspelt one was probably meant to be.
 *
 * <p>The distance is the restricted Damerau-Levenshtein one (insert, delete, replace, swap two
 * neighbours), blind to case and to {@code - _} and space, so that {@code learning_rate} is {@code
 * learningRate}.
 */
public final class NearestNames {
  private static final CharMatcher SEPARATORS = CharMatcher.anyOf("-_ ");
  private static final int MOST_SUGGESTIONS = 3;
  private static final int SHORTEST_PREFIX = 3;

  /** A longer name is no misspelt one, and the distance to it would take long. */
  private static final int LONGEST = 100;

  private NearestNames() {}

  /** Returns all known names, the nearest first; names equally far keep their order. */
  public static ImmutableList<String> ranked(String name, Collection<String> known) {
    String wanted = plain(name);
    return ImmutableList.sortedCopyOf(
        comparingInt((String candidate) -> distance(wanted, plain(candidate))),
        ImmutableList.copyOf(known));
  }

  /**
   * Returns at most three known names that are near enough to be worth suggesting, nearest first: a
   * third of the letters may differ, or one name starts with the other.
   */
  public static ImmutableList<String> near(String name, Collection<String> known) {
    String wanted = plain(name);
    return ranked(name, known).stream()
        .filter(candidate -> isNear(wanted, plain(candidate)))
        .limit(MOST_SUGGESTIONS)
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns {@code ; did you mean 'a' or 'b'?}, or nothing when no known name is near. */
  public static String didYouMean(String name, Collection<String> known) {
    ImmutableList<String> near = near(name, known);
    if (near.isEmpty()) {
      return "";
    }
    return near.stream()
        .map(candidate -> "'" + candidate + "'")
        .collect(Collectors.joining(" or ", "; did you mean ", "?"));
  }

  /** Returns {@code ; did you mean 'a'? rest}, or {@code ; rest} when no known name is near. */
  public static String didYouMean(String name, Collection<String> known, String rest) {
    String suggestion = didYouMean(name, known);
    return (suggestion.isEmpty() ? ";" : suggestion) + " " + rest;
  }

  private static boolean isNear(String wanted, String candidate) {
    int longest = Math.max(wanted.length(), candidate.length());
    int shortest = Math.min(wanted.length(), candidate.length());
    return distance(wanted, candidate) <= Math.max(1, longest / 3)
        || (shortest >= SHORTEST_PREFIX
            && (candidate.startsWith(wanted) || wanted.startsWith(candidate)));
  }

  private static String plain(String name) {
    return Ascii.toLowerCase(SEPARATORS.removeFrom(Ascii.truncate(name, LONGEST, "")));
  }

  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 ? j : j == 0 ? i : cheapestStep(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapestStep(int[][] cost, String a, String b, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
