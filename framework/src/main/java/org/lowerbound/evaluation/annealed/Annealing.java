package org.lowerbound.evaluation.annealed;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * How chains are led from one density to another.
 *
 * @param temperatures T, the steps from 0 to 1: the more, the tighter the bound, at a cost that
 *     grows as they do
 * @param chains the chains of each example
 * @param leapfrogs the leapfrog steps of a trajectory, one of which is between two temperatures
 * @param schedule how the temperatures are spread
 * @param start the density that chains start from
 * @param pilot the transitions of the chains that the sizes of leapfrog steps are found by
 * @param acceptance the part of the proposals that sizes are found for. Weights vary least at about
 *     0.8, a little above the 0.65 that is best for single draws (Beskos et al. 2013): what is not
 *     accepted is weighed as it is, again and again
 * @param examples how many examples of the split are measured, the first ones, or all if it has
 *     fewer
 */
public record Annealing(
    @Default("1000") @Interval(min = 1, max = Counts.MOST_UNITS) int temperatures,
    @Default("16") @Interval(min = 1, max = Counts.MOST_UNITS) int chains,
    @Default("10") @Interval(min = 1, max = Counts.MOST_UNITS) int leapfrogs,
    @Default("\"sigmoidal\"") TemperatureSchedule schedule,
    @Default("\"prior\"") Start start,
    @Default("100") @Interval(min = 10, max = Counts.MOST_UNITS) int pilot,
    @Default("0.8") @Interval(above = 0, below = 1) double acceptance,
    @Default("100") @Interval(min = 1, max = Counts.MOST_DRAWS) int examples) {
  /** A size is found by ten transitions. */
  private static final int SHORTEST_PILOT = 10;

  /** Checks the settings. */
  public Annealing {
    Counts.checkPositive("temperatures", temperatures, Counts.MOST_UNITS);
    Counts.checkPositive("chains", chains, Counts.MOST_UNITS);
    Counts.checkPositive("leapfrogs", leapfrogs, Counts.MOST_UNITS);
    Counts.checkAtLeast("pilot", pilot, SHORTEST_PILOT, Counts.MOST_UNITS);
    checkArgument(
        acceptance > 0 && acceptance < 1, "acceptance must be in (0, 1) but is %s", acceptance);
    Counts.checkPositive("examples", examples, Counts.MOST_DRAWS);
  }

  /**
   * Checks that the chains of a run are not too much for it.
   *
   * @throws IllegalArgumentException if they are
   */
  void checkFits(Dataset dataset) {
    Batches.checkFits(dataset, chains, "chains");
  }

  /** Returns β₀ to β_T. */
  double[] betas() {
    return schedule.temperatures(temperatures);
  }

  /** Returns, in words, what the chains are. */
  String description() {
    return "%d annealed chains of %d temperatures per example".formatted(chains, temperatures);
  }
}
