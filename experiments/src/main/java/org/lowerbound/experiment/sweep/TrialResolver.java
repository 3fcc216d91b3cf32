package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.lowerbound.experiment.config.ConfigException;

/** Fills in the defaults of all trials of a sweep, and says each problem once. */
final class TrialResolver {
  private TrialResolver() {}

  static ImmutableList<ResolvedTrial> resolve(
      List<Trial> trials, UnaryOperator<JsonNode> resolver) {
    SetMultimap<String, Trial> problems = LinkedHashMultimap.create();
    ImmutableList.Builder<ResolvedTrial> resolved = ImmutableList.builder();
    for (Trial trial : trials) {
      try {
        resolved.add(trial.resolved(resolver.apply(trial.config())));
      } catch (ConfigException e) {
        e.problems().forEach(problem -> problems.put(problem, trial));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(
          problems.keySet().stream()
              .map(problem -> problem + place(problems.get(problem), trials.size()))
              .toList());
    }
    ImmutableList<ResolvedTrial> all = resolved.build();
    requireDistinct(all);
    return all;
  }

  /** A problem of every trial is the base trial's; any other is told with the first it is in. */
  private static String place(Set<Trial> troubled, int trialCount) {
    if (troubled.size() == trialCount) {
      return "";
    }
    Trial first = troubled.iterator().next();
    String others = troubled.size() == 1 ? "" : " and %d more".formatted(troubled.size() - 1);
    return " (in trial #%d: %s%s)".formatted(first.index(), first.label(), others);
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
