package org.lowerbound.experiment.execution;

import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.Split;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.execution.SweepOrigins.Need;
import org.lowerbound.experiment.result.Ancestor;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.sweep.TrialProblems;
import org.lowerbound.training.Generation;
import org.lowerbound.training.InitSpec;
import org.lowerbound.training.TrialSpec;

/**
 * Finds out where the trials of a sweep start from. What an origin is depends on its data, and so
 * does then the identity of a trial that starts from it.
 */
final class OriginLinks {
  private final String sweep;
  private final TrialPlanner planner;
  private final ImmutableMap<Need, ImmutableMap<String, PlannedTrial>> inSweep;
  private final OriginReader reader;
  private final Datasets datasets;
  private final TrialProblems problems;
  private final Map<String, PlannedTrial> linked = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Map<Form, Dataset> standIns = new HashMap<>();

  /**
   * Prepares to find out.
   *
   * @param sweep the name of the sweep
   * @param planner makes trials anew
   * @param inSweep by what they are needed for, the origins that are trials of the same sweep,
   *     without circles
   * @param reader reads those that are not
   * @param problems is told of trials whose origin cannot be used
   */
  OriginLinks(
      String sweep,
      TrialPlanner planner,
      ImmutableMap<Need, ImmutableMap<String, PlannedTrial>> inSweep,
      OriginReader reader,
      Datasets datasets,
      TrialProblems problems) {
    this.sweep = sweep;
    this.planner = planner;
    this.inSweep = inSweep;
    this.reader = reader;
    this.datasets = datasets;
    this.problems = problems;
  }

  /** Returns a trial with its origins, as far as these are found. */
  PlannedTrial link(PlannedTrial trial) {
    PlannedTrial known = linked.get(trial.id());
    if (known == null) {
      if (!open.add(trial.id())) {
        add("trials would need each other in a circle", trial, Need.SAMPLES);
        return trial;
      }
      PlannedTrial withData = withSamples(trial);
      known =
          origin(withData, Need.PARAMETERS)
              .map(origin -> planner.startingFrom(withData, origin))
              .orElse(withData);
      linked.put(trial.id(), known);
    }
    return known;
  }

  private PlannedTrial withSamples(PlannedTrial trial) {
    return origin(trial, Need.SAMPLES)
        .map(
            origin -> {
              Generation generation = (Generation) trial.spec().dataset();
              Dataset real = datasets.get(generation.real());
              return trial.on(
                  new SampledData(generation, real, standIn(generation, real, trial), origin));
            })
        .orElse(trial);
  }

  /** Returns data of the form of a generation's: one for all that have as many examples. */
  private Dataset standIn(Generation generation, Dataset real, PlannedTrial trial) {
    try {
      generation.checkRows(real);
      return standIns.computeIfAbsent(
          new Form(generation.real(), generation.count()), form -> generation.standIn(real));
    } catch (IllegalArgumentException e) {
      add(e.getMessage(), trial, Need.SAMPLES);
      return real;
    }
  }

  private record Form(DatasetSpec real, int count) {}

  /** Returns whether a trial trains on samples of which it was not found whose they are. */
  static boolean lacksSamples(PlannedTrial trial) {
    return Need.SAMPLES.of(trial.spec()).isPresent();
  }

  private Optional<InitOrigin> origin(PlannedTrial trial, Need need) {
    Optional<InitSpec> init = need.of(trial.spec());
    if (init.isEmpty()) {
      return Optional.empty();
    }
    if (init.get().from().isEmpty()) {
      PlannedTrial origin = link(inSweep.get(need).get(trial.id()));
      return lacksSamples(origin) ? Optional.empty() : ofSweep(origin);
    }
    try {
      return Optional.of(reader.inFolder(init.get(), need));
    } catch (ResultException e) {
      add(e.getMessage(), trial, need);
    } catch (ConfigException e) {
      e.problems().forEach(problem -> add(problem, trial, need));
    }
    return Optional.empty();
  }

  private void add(String problem, PlannedTrial trial, Need need) {
    problems.add(
        problem.startsWith(need.where()) ? problem : need.where() + ": " + problem,
        trial.resolved().trial());
  }

  private Optional<InitOrigin> ofSweep(PlannedTrial origin) {
    TrialSpec spec = origin.spec();
    Dataset dataset = datasets.get(spec.dataset());
    int examples = dataset.splits().get(Split.TRAIN).count();
    long steps;
    try {
      steps = spec.training().totalSteps(examples);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Said of the origin itself.
    }
    return Optional.of(
        new InitOrigin(
            origin.label(),
            spec,
            TrialSpec.observed(dataset),
            new Ancestor(
                origin.id(),
                origin.identity().course(),
                steps,
                spec.training().patience(),
                dataset.fingerprint(),
                "%s/trials/%s".formatted(sweep, origin.id())),
            Optional.empty()));
  }
}
