package org.lowerbound.model.prior;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.UniformCodes;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.spec.Default;

/**
 * Equal masses on the codes of the posterior "vector-quantized" (van den Oord et al. 2017, section
 * 3.1): its rate is the constant G log N.
 *
 * @param codes N, as the posterior's
 * @param width C, as the posterior's
 */
public record CodebookPrior(@Default("64") int codes, @Default("4") int width)
    implements PriorFamily {
  /** Checks the arguments. */
  public CodebookPrior {
    checkArgument(codes > 1, "codes must be at least 2 but is %s", codes);
    checkArgument(width > 0, "width must be positive but is %s", width);
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
