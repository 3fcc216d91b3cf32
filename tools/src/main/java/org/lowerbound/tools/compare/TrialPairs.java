package org.lowerbound.tools.compare;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.experiment.result.Provenance.DatasetId;

/**
 * The trials of two rows that are partners: of the same seed, the same other settings, and the same
 * data, so that both have seen the same test images.
 *
 * @param pairs the partners
 * @param why why there are none; empty if there are
 */
record TrialPairs(ImmutableList<Pair> pairs, String why) {
  /**
   * Two partners.
   *
   * @param a that of the first
   * @param b that of the second
   */
  record Pair(SideTrial a, SideTrial b) {}

  static TrialPairs of(SideRow a, SideRow b) {
    Map<String, SideTrial> first = byKey(a.trials());
    Map<String, SideTrial> second = byKey(b.trials());
    ImmutableList.Builder<Pair> found = ImmutableList.builder();
    first.forEach(
        (key, trial) -> {
          if (second.containsKey(key)) {
            found.add(new Pair(trial, second.get(key)));
          }
        });
    ImmutableList<Pair> pairs = found.build();
    if (pairs.isEmpty()) {
      boolean unknown = (first.isEmpty() || second.isEmpty()) && !a.trials().isEmpty();
      return none(
          unknown
              ? "it is not known which seeds the trials have"
              : "no two trials have the same seed and settings");
    }
    for (Pair pair : pairs) {
      Optional<DatasetId> one = pair.a().dataset();
      Optional<DatasetId> other = pair.b().dataset();
      if (one.isEmpty() || other.isEmpty()) {
        return none("it is not known which data the trials have seen");
      } else if (!one.equals(other)) {
        return none(
            "the data differ, %s and %s".formatted(Facts.text(one.get()), Facts.text(other.get())));
      }
    }
    return new TrialPairs(pairs, "");
  }

  private static TrialPairs none(String why) {
    return new TrialPairs(ImmutableList.of(), why);
  }

  /**
   * Returns the trials by what they share with their partners; those that share it are left out.
   */
  private static Map<String, SideTrial> byKey(List<SideTrial> trials) {
    Map<String, Integer> counts = new HashMap<>();
    trials.forEach(trial -> trial.key().ifPresent(key -> counts.merge(key, 1, Integer::sum)));
    Map<String, SideTrial> byKey = new LinkedHashMap<>();
    for (SideTrial trial : trials) {
      trial.key().filter(key -> counts.get(key) == 1).ifPresent(key -> byKey.put(key, trial));
    }
    return byKey;
  }
}
