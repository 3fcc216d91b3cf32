package org.lowerbound.model.diffusion;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.stream.IntStream;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * β_t on a straight line (Ho et al. 2020, section 4). The ends are those of a thousand steps; of T
 * steps each adds 1000/T times as much, so that little is left of the observation at the end,
 * whatever T is (Nichol and Dhariwal 2021).
 *
 * @param first β_1 of a thousand steps
 * @param last β_T of a thousand steps
 */
public record LinearNoise(
    @Default("0.0001") @Interval(above = 0, below = 1) double first,
    @Default("0.02") @Interval(above = 0, below = 1) double last)
    implements NoiseSchedule {
  private static final double STEPS = 1000;

  /** Checks the arguments. */
  public LinearNoise {
    checkArgument(first > 0 && first < 1, "first must be above 0 and below 1 but is %s", first);
    checkArgument(last > 0 && last < 1, "last must be above 0 and below 1 but is %s", last);
  }

  @Override
  public ImmutableDoubleArray betas(int steps) {
    double factor = STEPS / steps;
    checkArgument(
        factor * Math.max(first, last) < 1,
        "linear noise up to %s in a thousand steps is %s in each of %s, which must be below 1; more"
            + " than %s steps or the schedule cosine work",
        Math.max(first, last),
        factor * Math.max(first, last),
        steps,
        (int) Math.floor(STEPS * Math.max(first, last)));
    return ImmutableDoubleArray.copyOf(
        IntStream.range(0, steps)
            .mapToDouble(
                i -> factor * (steps == 1 ? last : first + (last - first) * i / (steps - 1.0))));
  }
}
