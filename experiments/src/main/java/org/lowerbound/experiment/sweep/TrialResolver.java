package org.lowerbound.experiment.sweep;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lowerbound.experiment.config.ConfigException;

/** Resolves all trials of a sweep, and says each problem once. */
final class TrialResolver {
  private TrialResolver() {}

  static <T> ImmutableList<T> resolve(
      List<Trial> trials, Function<Trial, T> resolver, Function<T, ResolvedTrial> resolved) {
    TrialProblems problems = new TrialProblems(trials);
    ImmutableList.Builder<T> results = ImmutableList.builder();
    for (Trial trial : trials) {
      try {
        results.add(resolver.apply(trial));
      } catch (ConfigException e) {
        e.problems().forEach(problem -> problems.add(problem, trial));
      }
    }
    ImmutableList<String> sentences = problems.sentences();
    if (!sentences.isEmpty()) {
      throw new ConfigException(sentences);
    }
    ImmutableList<T> all = results.build();
    requireDistinct(Lists.transform(all, resolved::apply));
    return all;
  }

  private static void requireDistinct(List<ResolvedTrial> trials) {
    Map<String, Trial> byId = new HashMap<>();
    for (ResolvedTrial resolved : trials) {
      Trial trial = resolved.trial();
      Trial twin = byId.putIfAbsent(resolved.id(), trial);
      if (twin != null) {
        throw new ConfigException(
            "trials #%d (%s) and #%d (%s) are the same trial, %s; an axis has a value twice, or a"
                    .formatted(
                        twin.index(), twin.label(), trial.index(), trial.label(), resolved.id())
                + " value that changes nothing");
      }
    }
  }
}
