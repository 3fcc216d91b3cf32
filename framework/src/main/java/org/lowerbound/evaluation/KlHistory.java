package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.OptionalLong;

/**
 * How the KL of each latent unit went over a training: the mean of KL(q(z_u | x) ‖ p(z_u)) over
 * examples of the validation split, in nats, after each epoch that was looked at.
 *
 * @param looks in the order of the epochs; none if the training did not look, or its model has no
 *     such KL in closed form
 */
public record KlHistory(ImmutableList<Look> looks) {
  /** Nothing was seen. */
  public static final KlHistory NONE = new KlHistory(ImmutableList.of());

  /**
   * What was seen after an epoch.
   *
   * @param epoch the number of epochs made
   * @param kls the mean KL of each unit, in nats
   */
  public record Look(long epoch, ImmutableDoubleArray kls) {}

  /** Checks that the looks are in order and of the same units. */
  public KlHistory {
    for (int i = 1; i < looks.size(); i++) {
      checkArgument(
          looks.get(i - 1).epoch() < looks.get(i).epoch(),
          "the look after epoch %s comes after that of epoch %s",
          looks.get(i).epoch(),
          looks.get(i - 1).epoch());
      checkArgument(
          looks.get(i - 1).kls().length() == looks.get(i).kls().length(),
          "the looks are of %s and of %s units",
          looks.get(i - 1).kls().length(),
          looks.get(i).kls().length());
    }
  }

  /** Returns the history with one more look. */
  public KlHistory with(long epoch, ImmutableDoubleArray kls) {
    return new KlHistory(
        ImmutableList.<Look>builder().addAll(looks).add(new Look(epoch, kls)).build());
  }

  /** Returns what was seen up to an epoch, that one included. */
  public KlHistory until(long epoch) {
    return new KlHistory(
        looks.stream()
            .filter(look -> look.epoch() <= epoch)
            .collect(ImmutableList.toImmutableList()));
  }

  /** Returns the number of units, 0 if nothing was seen. */
  public int units() {
    return looks.isEmpty() ? 0 : looks.get(0).kls().length();
  }

  /**
   * Returns the epoch from which on a unit's KL stayed below a threshold up to the last look; none
   * if it was not below it there.
   */
  public OptionalLong belowSince(int unit, double threshold) {
    OptionalLong since = OptionalLong.empty();
    for (Look look : looks.reverse()) {
      if (!(look.kls().get(unit) < threshold)) {
        break;
      }
      since = OptionalLong.of(look.epoch());
    }
    return since;
  }
}
