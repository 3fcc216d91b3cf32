package org.lowerbound.evaluation.sample;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How the manifolds of two samples meet, one number for each point: their means are the four
 * metrics. The arrays are the object's own storage: nobody writes to them after construction.
 *
 * @param precision 1 for each generated point that lies in a ball of a real one (Kynkäänniemi et
 *     al. 2019, equation 2)
 * @param recall 1 for each real point that lies in a ball of a generated one (the same)
 * @param density for each generated point in how many balls of real points it lies, over k (Naeem
 *     et al. 2020, equation 4)
 * @param coverage 1 for each real point whose own ball holds a generated one (Naeem et al. 2020,
 *     equation 5)
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read by whoever averages it.
record Manifolds(double[] precision, double[] recall, double[] density, double[] coverage) {
  /**
   * Compares two samples.
   *
   * @param real the balls of the real points
   * @param generated points, {@code [m][d]}
   */
  static Manifolds of(Neighbourhoods real, double[][] generated) {
    Neighbourhoods.Meeting inReal = real.with(generated);
    Neighbourhoods.Meeting inGenerated = real.of(generated).with(real.points());
    double k = real.neighbour();
    return new Manifolds(
        held(inReal),
        held(inGenerated),
        Arrays.stream(inReal.ballsOfOther()).mapToDouble(balls -> balls / k).toArray(),
        IntStream.range(0, real.points().length)
            .mapToDouble(i -> inReal.holdsOther()[i] ? 1 : 0)
            .toArray());
  }

  /** Returns 1 for each of the other points that any ball holds, else 0. */
  private static double[] held(Neighbourhoods.Meeting meeting) {
    return Arrays.stream(meeting.ballsOfOther()).mapToDouble(balls -> balls > 0 ? 1 : 0).toArray();
  }
}
