package org.lowerbound.tools.merge;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrialNumbers;
import org.lowerbound.experiment.result.TrialStatus;

/**
 * One trial of those that several results have: of equal numbers the first, of a completed one and
 * others that one. Other numbers of one trial are an error.
 */
final class TrialChoice {
  /** Sums of 32-bit floats in another order, over thousands of steps, are as close as this. */
  private static final double ROUNDING = 1e-4;

  private final Optional<String> preferred;

  /**
   * Makes a choice.
   *
   * @param preferred the result whose numbers are taken where others differ by rounding
   */
  TrialChoice(Optional<String> preferred) {
    this.preferred = preferred;
  }

  /**
   * Returns the trials of some results, each once, in the order in which they are first met.
   *
   * @throws ResultException if a trial is there with other numbers, or trials of the same settings
   *     are others
   */
  ImmutableList<SourceTrial> of(List<MergeSource> sources) {
    Map<String, List<SourceTrial>> byKey = new LinkedHashMap<>();
    for (MergeSource source : sources) {
      for (SourceTrial trial : source.trials()) {
        byKey.computeIfAbsent(trial.key(), key -> new ArrayList<>()).add(trial);
      }
    }
    return byKey.values().stream().map(this::one).collect(ImmutableList.toImmutableList());
  }

  private SourceTrial one(List<SourceTrial> same) {
    SourceTrial chosen = same.get(0);
    for (SourceTrial other : same.subList(1, same.size())) {
      if (!other.id().equals(chosen.id())) {
        throw new ResultException(
            "trials with the same settings, %s, are not the same: %s in %s, %s in %s; their configs"
                    .formatted(
                        chosen.overrides(),
                        chosen.id(),
                        chosen.source().name(),
                        other.id(),
                        other.source().name())
                + " or the versions that made them differ");
      }
      chosen = better(chosen, other);
    }
    return chosen;
  }

  private SourceTrial better(SourceTrial a, SourceTrial b) {
    if (isCompleted(a) && isCompleted(b)) {
      return equalOrPreferred(a, b);
    }
    return rank(b) > rank(a) ? b : a;
  }

  private static boolean isCompleted(SourceTrial trial) {
    return trial.status().equals(Optional.of(TrialStatus.COMPLETED));
  }

  /** Completed trials before those that have another result, these before those that have none. */
  private static int rank(SourceTrial trial) {
    if (trial.numbers().isEmpty()) {
      return trial.folder().isPresent() ? 1 : 0;
    }
    return isCompleted(trial)
        ? 4
        : trial.status().equals(Optional.of(TrialStatus.DIVERGED)) ? 3 : 2;
  }

  private SourceTrial equalOrPreferred(SourceTrial a, SourceTrial b) {
    Optional<Difference> worst = Optional.empty();
    TrialNumbers ofA = a.numbers().orElseThrow();
    TrialNumbers ofB = b.numbers().orElseThrow();
    for (Map.Entry<String, Estimate> number : ofA.metrics().entrySet()) {
      Optional<Difference> found =
          Optional.ofNullable(ofB.metrics().get(number.getKey()))
              .map(
                  other ->
                      new Difference(number.getKey(), number.getValue().value(), other.value()))
              .filter(difference -> difference.a() != difference.b());
      if (found.isPresent() && (worst.isEmpty() || found.get().size() > worst.get().size())) {
        worst = found;
      }
    }
    if (worst.isEmpty()) {
      // The file of a trial tells more than a row of a table.
      return a.result().isEmpty() && b.result().isPresent() ? b : a;
    }
    boolean rounding = worst.get().size() <= ROUNDING;
    if (rounding && preferred.isPresent()) {
      return preferred.get().equals(b.source().name()) ? b : a;
    }
    throw new ResultException(
        "the trial %s has other numbers: %s is %s in %s, %s in %s%s"
            .formatted(
                a.id(),
                worst.get().metric(),
                worst.get().a(),
                a.source().name(),
                worst.get().b(),
                b.source().name(),
                rounding
                    ? "; that is no more than rounding: --prefer %s takes those of the first"
                        .formatted(a.source().name())
                    : "; one of them was made otherwise, and no mean has room for both"));
  }

  /** A number that two have of one trial. */
  private record Difference(String metric, double a, double b) {
    /** Returns the difference next to the numbers. */
    double size() {
      double size = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
      return Double.isNaN(size) ? Double.POSITIVE_INFINITY : size;
    }
  }
}
