package org.lowerbound.model.diffusion;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.stream.IntStream;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * What is left of the observation's variance falls as the square of a cosine, ᾱ(t/T) = cos²((t/T +
 * s) / (1 + s) · π/2), and β_t = 1 − ᾱ(t/T) / ᾱ((t − 1)/T), at most a bound below 1 (Nichol and
 * Dhariwal 2021, equation 17). It is not divided by ᾱ(0), which is 1 but for s.
 *
 * @param offset s, which keeps β_1 away from 0
 * @param most the largest β, that of the last steps
 */
public record CosineNoise(
    @Default("0.008") @Interval(min = 0, max = 1) double offset,
    @Default("0.999") @Interval(above = 0, below = 1) double most)
    implements NoiseSchedule {
  /** Checks the arguments. */
  public CosineNoise {
    checkArgument(offset >= 0 && offset <= 1, "offset must be 0 … 1 but is %s", offset);
    checkArgument(most > 0 && most < 1, "most must be above 0 and below 1 but is %s", most);
  }

  @Override
  public ImmutableDoubleArray betas(int steps) {
    return ImmutableDoubleArray.copyOf(
        IntStream.range(0, steps)
            .mapToDouble(
                i -> Math.min(most, 1 - left((i + 1.0) / steps) / left((double) i / steps))));
  }

  private double left(double time) {
    double cosine = Math.cos((time + offset) / (1 + offset) * Math.PI / 2);
    return cosine * cosine;
  }
}
