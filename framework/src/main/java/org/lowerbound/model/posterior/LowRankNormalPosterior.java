package org.lowerbound.model.posterior;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.LowRankNormal;
import org.lowerbound.graph.Shapes;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.network.Head;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * q(z | x) = N(μ(x), diag σ²(x) + F(x) F(x)ᵀ): a diagonal covariance with a few directions added
 * (Rezende et al. 2014, section 4.3, for rank 1).
 *
 * @param rank the number of columns of F
 * @param scale how σ comes from its head
 */
public record LowRankNormalPosterior(
    @Default("1") @Interval(min = 1, max = Counts.MOST_UNITS) int rank,
    @Default("\"exp\"") ScaleLink scale)
    implements PosteriorFamily {
  /** Checks the argument. */
  public LowRankNormalPosterior {
    Counts.checkPositive("rank", rank, Counts.MOST_UNITS);
  }

  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    return Parameterization.of(
        ImmutableList.of(
            Head.ofSize("loc", latents),
            Head.ofSize("logScale", latents),
            Head.ofSize("factor", Counts.product("latents x rank", latents, rank))),
        (tf, outputs) ->
            new LowRankNormal(
                outputs.get(0),
                scale.logScale(tf, outputs.get(1)),
                Shapes.withLeadingAxesOf(tf, outputs.get(2), outputs.get(2), latents, rank),
                latents,
                rank));
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }

  @Override
  public void checkLatents(int latents) {
    checkArgument(
        rank <= latents, "rank is %s, but a covariance of %s latents has no more", rank, latents);
  }
}
