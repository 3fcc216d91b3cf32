package org.lowerbound.schedule;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.OptionalInt;

/**
 * What a training has seen of the validation split so far, at the ends of epochs. Looks are
 * numbered from 0.
 *
 * @param scores what each look gave, all of them finite; the higher the better
 * @param warmUp how many of the first looks do not count, as the objective was still another
 */
public record Looks(ImmutableDoubleArray scores, int warmUp) {
  /** No look, all of which would count. */
  public static final Looks NONE = new Looks(ImmutableDoubleArray.of(), 0);

  /** Checks the arguments. */
  public Looks {
    checkArgument(warmUp >= 0, "warmUp must not be negative but is %s", warmUp);
  }

  /** Returns the looks with one more. */
  public Looks with(double score) {
    checkArgument(Double.isFinite(score), "a score must be finite but is %s", score);
    return new Looks(
        ImmutableDoubleArray.builder(scores.length() + 1).addAll(scores).add(score).build(),
        warmUp);
  }

  /** Returns the best look among those that count, the first of equals. */
  public OptionalInt best() {
    int best = -1;
    for (int i = warmUp; i < scores.length(); i++) {
      best = best < 0 || scores.get(i) > scores.get(best) ? i : best;
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /** Returns the most looks in a row that were no better than the best before them. */
  public int longestWait() {
    int longest = 0;
    int best = warmUp;
    for (int i = warmUp; i < scores.length(); i++) {
      best = scores.get(i) > scores.get(best) ? i : best;
      longest = Math.max(longest, i - best);
    }
    return longest;
  }

  /** Returns the first look at which so many in a row were no better than the best before them. */
  public OptionalInt firstWaitOf(int patience) {
    int best = warmUp;
    for (int i = warmUp; i < scores.length(); i++) {
      best = scores.get(i) > scores.get(best) ? i : best;
      if (i - best >= patience) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
