package org.lowerbound.experiment.execution;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.experiment.result.Measured;
import org.lowerbound.training.KnownNumbers;

/**
 * The numbers of one trial: those that were measured before, on the same training, and those that
 * come. Each is written down as soon as it is there.
 */
final class Numbers implements KnownNumbers {
  private final PlannedTrial trial;
  private final TrialFolder folder;
  private final String training;
  private final String commit;
  private final Map<String, Measured> byId = new LinkedHashMap<>();

  /**
   * Starts with what an earlier run of the trial wrote down.
   *
   * @param training what the numbers are about, as text
   * @param commit the build that measures now
   */
  Numbers(PlannedTrial trial, TrialFolder folder, String training, String commit) {
    this.trial = trial;
    this.folder = folder;
    this.training = training;
    this.commit = commit;
    addAll(folder.numbers(training));
  }

  /**
   * Adds numbers that another trial has measured, with what it kept of each example; those that are
   * not finite are measured again.
   */
  void adopt(Path other, List<Measured> measured) {
    addAll(measured);
    EvaluationSpec evaluation = trial.spec().evaluation();
    for (Split split : evaluation.splits()) {
      for (int i = 0; i < evaluation.metrics().size(); i++) {
        String id = trial.identity().numbers(split, i);
        if (measured.stream().anyMatch(one -> one.id().equals(id))) {
          ExamplesFile.adopt(other, folder.path(), evaluation.name(split, i), id);
        }
      }
    }
  }

  /** Adds numbers that were measured before; those that are not finite are measured again. */
  private void addAll(List<Measured> measured) {
    measured.stream()
        .filter(one -> one.numbers().values().stream().allMatch(Numbers::isFinite))
        .forEach(one -> byId.putIfAbsent(one.id(), one));
  }

  private static boolean isFinite(Estimate estimate) {
    return Double.isFinite(estimate.value()) && Double.isFinite(estimate.standardError().orElse(0));
  }

  /** Returns how many there are. */
  int count() {
    return byId.size();
  }

  /** Returns the numbers that the trial asks for, in its order, as far as they are there. */
  ImmutableList<Measured> asked() {
    EvaluationSpec evaluation = trial.spec().evaluation();
    ImmutableList.Builder<Measured> asked = ImmutableList.builder();
    for (Split split : evaluation.splits()) {
      for (int i = 0; i < evaluation.metrics().size(); i++) {
        find(split, i).ifPresent(asked::add);
      }
    }
    return asked.build();
  }

  /** Returns whether all numbers that the trial asks for are there. */
  boolean complete() {
    EvaluationSpec evaluation = trial.spec().evaluation();
    return asked().size() == evaluation.splits().size() * evaluation.metrics().size();
  }

  private Optional<Measured> find(Split split, int metric) {
    return Optional.ofNullable(byId.get(trial.identity().numbers(split, metric)));
  }

  @Override
  public Optional<ImmutableMap<String, Estimate>> get(Split split, int metric) {
    return find(split, metric).map(Measured::numbers);
  }

  @Override
  public void put(
      Split split,
      int metric,
      ImmutableMap<String, Estimate> numbers,
      ImmutableMap<String, double[]> perExample) {
    String id = trial.identity().numbers(split, metric);
    if (!perExample.isEmpty()) {
      // Before the numbers, which say that all is there.
      new ExamplesFile(id, perExample)
          .write(folder.path(), trial.spec().evaluation().name(split, metric));
    }
    byId.put(id, new Measured(id, commit, numbers));
    folder.writeNumbers(training, ImmutableList.copyOf(byId.values()));
  }
}
