package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.lowerbound.experiment.config.ConfigException;

/** Fills in the defaults of all trials of a sweep, and says each problem once. */
final class TrialResolver {
  private TrialResolver() {}

  static ImmutableList<ResolvedTrial> resolve(
      List<Trial> trials, UnaryOperator<JsonNode> resolver) {
    TrialProblems problems = new TrialProblems(trials);
    ImmutableList.Builder<ResolvedTrial> resolved = ImmutableList.builder();
    for (Trial trial : trials) {
      try {
        resolved.add(trial.resolved(resolver.apply(trial.config())));
      } catch (ConfigException e) {
        e.problems().forEach(problem -> problems.add(problem, trial));
      }
    }
    ImmutableList<String> sentences = problems.sentences();
    if (!sentences.isEmpty()) {
      throw new ConfigException(sentences);
    }
    ImmutableList<ResolvedTrial> all = resolved.build();
    requireDistinct(all);
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
