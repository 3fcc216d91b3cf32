package org.lowerbound.model.prior;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.network.Architecture;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.ndarray.Shape;

/**
 * p(z | y): a family whose parameters are functions of the label y of an observation, or of the
 * part of it that the model is given (Sohn et al. 2015, section 4.1). Of labels it needs that of
 * every observation: the data's, or those that the objective tries.
 *
 * @param family the family of p(z | y)
 * @param network from y to the family's parameters; of one-hot labels without hidden layers every
 *     class has parameters of its own
 */
public record ConditionalPrior(
    @Default("\"diagonal-normal\"") PosteriorFamily family,
    @Default("{\"type\": \"mlp\", \"hidden\": []}") Architecture network)
    implements PriorFamily {
  private static final String WHO = "the prior conditional";

  @Override
  public Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior) {
    int size = scope.conditionSize(WHO);
    family.checkLatents(latents);
    Parameterization<Sampleable> parameterization = family.build(scope, "prior", latents);
    Conditional<Sampleable> ofCondition =
        Conditional.of(
            NothingBuiltException.check(
                network,
                network.build(
                    scope.parameters(), "prior", Shape.of(size), parameterization.heads())),
            parameterization);
    return (tf, pass) -> ofCondition.given(tf, pass.condition(WHO), pass);
  }

  @Override
  public LatentSpace latentSpace() {
    return family.latentSpace();
  }
}
