package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.math.Stats;
import java.util.List;
import java.util.Optional;
import org.lowerbound.evaluation.Caveats;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.result.StandardError.Over;

/**
 * A metric of a row of trials.
 *
 * @param mean the mean of {@code values}
 * @param standardError the standard error of {@code mean}, if there is one
 * @param values the metric of each completed trial that has it, in the order of the row's trials
 * @param caveats what is to be known of the mean besides
 */
public record Cell(
    double mean,
    Optional<StandardError> standardError,
    ImmutableList<Double> values,
    Caveats caveats) {
  /** Checks that the parts agree. */
  public Cell {
    checkArgument(!values.isEmpty(), "a cell needs the value of at least 1 trial");
    checkArgument(
        standardError.isEmpty()
            || (standardError.get().over() == Over.TRIALS) == (values.size() > 1),
        "a standard error over trials needs at least 2 values and one over examples needs 1, but"
            + " %s has %s",
        standardError,
        values.size());
  }

  /**
   * Returns the mean over trials.
   *
   * <p>With 2 trials or more, the error is that of the mean over trials: the sample standard
   * deviation (divided by n - 1) over the root of n. With 1 trial it is the trial's own.
   *
   * @param estimates the metric of each completed trial, at least 1
   */
  public static Cell of(List<Estimate> estimates) {
    ImmutableList<Double> values =
        estimates.stream().map(Estimate::value).collect(toImmutableList());
    Caveats caveats =
        Caveats.ofMean(estimates.stream().map(Estimate::caveats).collect(toImmutableList()));
    if (values.size() == 1) {
      Estimate only = estimates.get(0);
      return new Cell(
          only.value(),
          only.standardError().isPresent()
              ? Optional.of(new StandardError(only.standardError().getAsDouble(), Over.EXAMPLES))
              : Optional.empty(),
          values,
          caveats);
    }
    // Stats updates its mean by differences, so that equal values have exactly no error.
    Stats stats = Stats.of(values);
    double error = stats.sampleStandardDeviation() / Math.sqrt(values.size());
    return new Cell(
        stats.mean(), Optional.of(new StandardError(error, Over.TRIALS)), values, caveats);
  }

  /** Returns the number of trials that the mean is over. */
  public int n() {
    return values.size();
  }

  /** Returns why the mean is not to be taken at its word, in the words of each sign that it has. */
  public ImmutableSet<String> reservations(Column column) {
    return CaveatMark.of(this, column).stream().map(CaveatMark::words).collect(toImmutableSet());
  }
}
