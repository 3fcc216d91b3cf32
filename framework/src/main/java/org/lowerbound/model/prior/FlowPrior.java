package org.lowerbound.model.prior;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.Inverted;
import org.lowerbound.distribution.transformed.TransformedDensity;
import org.lowerbound.distribution.transformed.TransformedSampleable;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.FreeParameters;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.SharesEncoder;
import org.lowerbound.model.flow.Flow;
import org.lowerbound.network.Network;
import org.lowerbound.network.Zeros;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.TypeNames;

/**
 * A prior by a flow from the latents to a base: log p(z) = log p₀(f(z)) + log |det df/dz|. The
 * flow's fast direction is that of the density, which training needs; draws go through its inverse.
 * With an inverse autoregressive flow this is the masked autoregressive prior (Papamakarios et al.
 * 2017; Chen et al. 2017, section 3.2).
 *
 * @param base p₀
 * @param flow f
 */
public record FlowPrior(
    @Default("\"standard-normal\"") PriorFamily base, @Default("\"real-nvp\"") Flow flow)
    implements PriorFamily {
  /** Checks the arguments. */
  public FlowPrior {
    checkArgument(
        base.latentSpace().equals(LatentSpace.REAL),
        "a flow maps real vectors, but its base %s is over %s; standard-normal works",
        TypeNames.of(base),
        base.latentSpace().description());
  }

  @Override
  public Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior) {
    Prior ofBase = NothingBuiltException.check(base, base.build(scope, latents, posterior));
    Parameterization<Bijector> family = flow.build(scope, "prior", latents);
    Network values =
        FreeParameters.create(scope.parameters(), "prior", family.heads(), new Zeros());
    return (tf, pass) -> {
      Bijector bijector =
          new Inverted(family.given(tf, values.apply(tf, tf.constant(new float[1]), pass), pass));
      Distribution from = ofBase.distribution(tf, pass);
      return image(from, bijector);
    };
  }

  private static Distribution image(Distribution from, Bijector bijector) {
    if (!(from instanceof Sampleable sampleable)) {
      return new TransformedDensity(from, bijector);
    }
    TransformedSampleable image = new TransformedSampleable(sampleable, bijector);
    return from instanceof SharesEncoder ? new SharedImage(image) : image;
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }
}
