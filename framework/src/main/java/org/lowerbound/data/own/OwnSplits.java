package org.lowerbound.data.own;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.lowerbound.data.RandomSplits;
import org.lowerbound.data.Split;
import org.lowerbound.data.source.DataException;
import org.lowerbound.random.RandomStream;

/** Says which rows of the data set's own file each split has. */
final class OwnSplits {
  private static final ImmutableMap<String, Split> NAMES =
      ImmutableMap.<String, Split>builder()
          .put("train", Split.TRAIN)
          .put("0", Split.TRAIN)
          .put("validation", Split.VALIDATION)
          .put("1", Split.VALIDATION)
          .put("test", Split.TEST)
          .put("2", Split.TEST)
          .buildOrThrow();

  private OwnSplits() {}

  /**
   * Returns the rows of each split that has some.
   *
   * @param others the splits that have files, or arrays, of their own
   */
  static ImmutableMap<Split, int[]> rows(
      String place, OwnPart main, ImmutableSet<Split> others, OwnOptions options) {
    ImmutableMap<Split, int[]> rows =
        main.splits().isPresent()
            ? named(place, main.splits().get())
            : drawn(place, main.count(), options);
    for (Split split : ImmutableSet.of(Split.TRAIN, Split.TEST)) {
      if (!rows.containsKey(split) && !others.contains(split)) {
        throw new DataException(
            String.format(
                "%s: of the %d examples none is left for the %s split",
                place, main.count(), split.label()));
      }
    }
    return rows;
  }

  private static ImmutableMap<Split, int[]> named(String place, ImmutableList<String> names) {
    Map<Split, IntStream.Builder> rows = new EnumMap<>(Split.class);
    for (int row = 0; row < names.size(); row++) {
      Split split = NAMES.get(Ascii.toLowerCase(names.get(row)));
      if (split == null) {
        throw new DataException(
            String.format(
                "%s: the split of example %d is '%s'; known: %s",
                place, row, names.get(row), String.join(", ", NAMES.keySet())));
      }
      rows.computeIfAbsent(split, s -> IntStream.builder()).add(row);
    }
    ImmutableMap.Builder<Split, int[]> builder = ImmutableMap.builder();
    rows.forEach((split, ofSplit) -> builder.put(split, ofSplit.build().toArray()));
    return builder.buildOrThrow();
  }

  /** In random order, so that any leading part is a fair sample, whatever a file is sorted by. */
  private static ImmutableMap<Split, int[]> drawn(String place, int count, OwnOptions options) {
    int test = HeldOut.drawn(options.test(), count);
    int validation = HeldOut.drawn(options.validation(), count);
    if ((long) test + validation >= count) {
      throw new DataException(
          String.format(
              "%s: of the %d examples %d are for validation and %d for test, and none is left to"
                  + " train on",
              place, count, validation, test));
    }
    return RandomSplits.rows(
        count, validation, test, new RandomStream(options.seed(), "own.split"));
  }
}
