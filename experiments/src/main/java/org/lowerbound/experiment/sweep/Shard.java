package org.lowerbound.experiment.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lowerbound.experiment.config.ConfigException;

/**
 * One of several equal shares of a sweep, for machines that run it together.
 *
 * @param number which share, from 1 to {@code count}
 * @param count how many shares there are
 */
public record Shard(int number, int count) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

  /** Checks that there is such a share. */
  public Shard {
    if (number < 1 || number > count) {
      throw new ConfigException(
          "--shard %d/%d: the share must be from 1 to the number of shares, such as 1/4"
              .formatted(number, count));
    }
  }

  /**
   * Returns the share that {@code i/n} spells.
   *
   * @throws ConfigException if it spells none
   */
  public static Shard parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new ConfigException("--shard " + text + ": expected i/n, such as 1/4");
    }
    return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Returns every {@code count}-th trial, by its index in the sweep, in order. */
  public ImmutableList<ResolvedTrial> select(List<ResolvedTrial> trials) {
    return select(trials, resolved -> resolved.trial().index());
  }

  /**
   * Returns every {@code count}-th trial, in order.
   *
   * @param index the number that counts: trials with the same are in the same share
   */
  public <T> ImmutableList<T> select(List<T> trials, ToIntFunction<T> index) {
    return trials.stream()
        .filter(trial -> index.applyAsInt(trial) % count == number - 1)
        .collect(toImmutableList());
  }
}
