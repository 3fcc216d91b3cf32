package org.lowerbound.experiment.execution;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.sweep.ResolvedTrial;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.experiment.sweep.TrialProblems;
import org.lowerbound.training.Generation;
import org.lowerbound.training.InitSpec;
import org.lowerbound.training.TrialSpec;

/**
 * Which trials of a sweep need which others of it: start from their parameters, or train on their
 * samples.
 */
final class SweepOrigins {
  private SweepOrigins() {}

  /** What a trial needs another for. */
  enum Need {
    /** Its first parameters. */
    PARAMETERS("trial.init", "start from"),
    /** Samples of its model. */
    SAMPLES("trial.dataset", "be trained on samples of");

    private final String where;
    private final String verb;

    Need(String where, String verb) {
      this.where = where;
      this.verb = verb;
    }

    /** Returns the place of a config that says so. */
    String where() {
      return where;
    }

    /** Returns what a trial says of the other one, if it needs one. */
    Optional<InitSpec> of(TrialSpec spec) {
      return switch (this) {
        case PARAMETERS -> spec.init();
        case SAMPLES ->
            spec.dataset() instanceof Generation generation
                ? generation.origin()
                : Optional.empty();
      };
    }
  }

  /** Returns what chooses an origin among the trials of a sweep, if something does. */
  static Optional<Selector> selector(InitSpec init, Need need) {
    return init.caseName()
        .map(label -> Selector.ofCase(need.where, label, init.only()))
        .or(() -> init.only().map(text -> Selector.parse(need.where + ".only", text)));
  }

  /**
   * Returns the origin of each trial that starts from another of the sweep, by the trial's id.
   *
   * @param axes the names that each axis gives its trials
   * @throws ConfigException with every problem found: no such trial, several, a circle
   */
  static ImmutableMap<String, PlannedTrial> of(
      ImmutableList<PlannedTrial> trials, ImmutableList<ImmutableSet<String>> axes, Need need) {
    Map<String, PlannedTrial> byId = Maps.uniqueIndex(trials, PlannedTrial::id);
    ImmutableList<ResolvedTrial> resolved =
        trials.stream().map(PlannedTrial::resolved).collect(toImmutableList());
    TrialProblems problems =
        new TrialProblems(resolved.stream().map(ResolvedTrial::trial).toList());
    Map<String, PlannedTrial> origins = new LinkedHashMap<>();
    for (PlannedTrial trial : trials) {
      Optional<InitSpec> init = need.of(trial.spec()).filter(spec -> spec.from().isEmpty());
      if (init.isPresent()) {
        try {
          origins.put(
              trial.id(),
              byId.get(choose(init.get(), trial.resolved(), resolved, axes, need).id()));
        } catch (ResultException e) {
          problems.add(e.getMessage(), trial.resolved().trial());
        } catch (ConfigException e) {
          e.problems().forEach(problem -> problems.add(problem, trial.resolved().trial()));
        }
      }
    }
    trials.forEach(
        trial ->
            circle(trial, origins, need)
                .ifPresent(text -> problems.add(text, trial.resolved().trial())));
    ImmutableList<String> sentences = problems.sentences();
    if (!sentences.isEmpty()) {
      throw new ConfigException(sentences);
    }
    return ImmutableMap.copyOf(origins);
  }

  private static ResolvedTrial choose(
      InitSpec init,
      ResolvedTrial own,
      ImmutableList<ResolvedTrial> trials,
      ImmutableList<ImmutableSet<String>> axes,
      Need need) {
    Optional<Selector> selector = selector(init, need);
    return TrialFinder.one(
        selector.orElseThrow().selectFor(own, trials, axes), selector, "", need.where + ".only");
  }

  /** Returns the circle that a trial is in, if it is in one. */
  private static Optional<String> circle(
      PlannedTrial trial, Map<String, PlannedTrial> origins, Need need) {
    List<PlannedTrial> chain = new ArrayList<>(List.of(trial));
    PlannedTrial next = origins.get(trial.id());
    while (next != null && !chain.contains(next)) {
      chain.add(next);
      next = origins.get(next.id());
    }
    if (next == null || !next.id().equals(trial.id())) {
      return Optional.empty();
    }
    return Optional.of(
        chain.size() == 1
            ? "%s: the trial would %s itself".formatted(need.where, need.verb)
            : "%s: trials would %s each other in a circle: %s"
                .formatted(
                    need.where,
                    need.verb,
                    chain.stream()
                        .sorted((a, b) -> Integer.compare(index(a), index(b)))
                        .map(PlannedTrial::label)
                        .collect(Collectors.joining(" and "))));
  }

  private static int index(PlannedTrial trial) {
    return trial.resolved().trial().index();
  }
}
