package org.lowerbound.model.posterior;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.transformed.TransformedDistribution;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.flow.Flow;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A posterior whose draws are mapped by a flow: log q(f(z₀)) = log q₀(z₀) − log |det df/dz₀|
 * (Rezende and Mohamed 2015). Parameters of the flow come from the encoder where its paper has them
 * do so.
 *
 * @param base q₀, reparameterised
 * @param flow f
 */
public record FlowPosterior(
    @Default("\"diagonal-normal\"") PosteriorFamily base, @Default("\"planar\"") Flow flow)
    implements PosteriorFamily {
  /** Checks the arguments. */
  public FlowPosterior {
    checkArgument(
        base.latentSpace().equals(LatentSpace.REAL),
        "a flow maps real vectors, but its base %s draws %s; diagonal-normal works",
        TypeNames.of(base),
        base.latentSpace().description());
  }

  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    Parameterization<Sampleable> ofBase =
        NothingBuiltException.check(base, base.build(scope, name, latents));
    Parameterization<Bijector> ofFlow = flow.build(scope, name, latents);
    int baseHeads = ofBase.heads().size();
    return new Parameterization<>() {
      @Override
      public ImmutableList<Head> heads() {
        return ImmutableList.<Head>builder().addAll(ofBase.heads()).addAll(ofFlow.heads()).build();
      }

      @Override
      public Sampleable given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass) {
        Sampleable drawn = ofBase.given(tf, outputs.subList(0, baseHeads), pass);
        checkArgument(
            drawn instanceof Reparameterized,
            "a flow needs a base with reparameterised draws, which %s has not;"
                + " diagonal-normal works",
            TypeNames.of(base));
        return new TransformedDistribution(
            (Reparameterized) drawn,
            ofFlow.given(tf, outputs.subList(baseHeads, outputs.size()), pass));
      }
    };
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }

  @Override
  public void checkLatents(int latents) {
    base.checkLatents(latents);
  }
}
