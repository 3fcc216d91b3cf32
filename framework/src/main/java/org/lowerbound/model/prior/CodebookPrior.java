package org.lowerbound.model.prior;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.codebook.UniformCodes;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * Equal masses on the codes of the posterior "vector-quantized" (van den Oord et al. 2017, section
 * 3.1): its rate is the constant G log N.
 *
 * @param codes N, as the posterior's
 * @param width C, as the posterior's
 */
public record CodebookPrior(
    @Default("64") @Interval(min = 2, max = Counts.MOST_UNITS) int codes,
    @Default("4") @Interval(min = 1, max = Counts.MOST_UNITS) int width)
    implements PriorFamily {
  /** Checks the arguments. */
  public CodebookPrior {
    Counts.checkAtLeast("codes", codes, 2, Counts.MOST_UNITS);
    Counts.checkPositive("width", width, Counts.MOST_UNITS);
  }

  @Override
  public Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior) {
    return (tf, pass) -> new UniformCodes(codes, latents / width, latents);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.codebook(codes, width);
  }
}
