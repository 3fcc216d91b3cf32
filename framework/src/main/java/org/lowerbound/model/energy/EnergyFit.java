package org.lowerbound.model.energy;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.FreeParameters;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.TypeNames;

/**
 * A density on the plane that q(z) is fitted to, as in section 6.1 of Rezende and Mohamed (2015):
 * what a posterior family can do, with no data and no encoder in between.
 *
 * <p>The prior is the target p(z) = exp(−U(z)) / Z and nothing is observed, so that log p(x) = 0
 * and −ELBO = rate = KL(q ‖ p): 0 is perfect. What an encoder's outputs are elsewhere are
 * parameters here. The normaliser is computed once, by quadrature, in double precision.
 *
 * <p>A β on the rate is one on all of the bound and so anneals nothing: it changes the length of
 * steps. The paper's annealing is of log p(z) alone.
 *
 * @param energy U
 * @param posterior the family of q(z)
 * @param initializer draws what is added to the first values of the parameters that would be an
 *     encoder's outputs, as if it were the weights of a layer [1, outputs]: without it a family
 *     whose parts start alike would keep them alike
 */
public record EnergyFit(
    Energy energy,
    @Default("\"diagonal-normal\"") PosteriorFamily posterior,
    @Default("{\"type\": \"normal\", \"stddev\": 0.1}") Initializer initializer)
    implements ModelSpec {
  /** Checks the posterior. */
  public EnergyFit {
    checkArgument(
        posterior.latentSpace().equals(LatentSpace.REAL),
        "the posterior %s draws %s, but energies are functions of %s",
        TypeNames.of(posterior),
        posterior.latentSpace().description(),
        LatentSpace.REAL.description());
    posterior.checkLatents(Energy.DIMENSION);
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    checkArgument(
        observed.dimension() == 0,
        "the model energy would ignore the observations (%s %s values each); it takes the data set"
            + " \"none\"",
        observed.dimension(),
        observed.kind().description());
    return LikelihoodKind.DENSITY;
  }

  @Override
  public Model build(ModelScope scope) {
    checkFits(scope.observed());
    return new EnergyModel(EnergyDensity.of(energy), posterior(scope.in(ParameterGroup.ENCODER)));
  }

  private Conditional<Sampleable> posterior(ModelScope scope) {
    Parameterization<Sampleable> family =
        NothingBuiltException.check(
            posterior, posterior.build(scope, "posterior", Energy.DIMENSION));
    return Conditional.of(
        FreeParameters.create(scope.parameters(), "posterior", family.heads(), initializer),
        family);
  }
}
