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
 * p(z | y) for the label y of an observation: a family whose parameters are functions of the label
 * (Sohn et al. 2015, section 4.1). It needs a data set with labels, and the label of every
 * observation: the data's, or those that the objective tries.
 *
 * @param family the family of p(z | y)
 * @param network from the one-hot label to the family's parameters; without hidden layers every
 *     class has parameters of its own
 */
public record ConditionalPrior(
    @Default("\"diagonal-normal\"") PosteriorFamily family,
    @Default("{\"type\": \"mlp\", \"hidden\": []}") Architecture network)
    implements PriorFamily {
  private static final String WHO = "the prior conditional";

  @Override
  public Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior) {
    scope.observed().checkLabeled(WHO);
    family.checkLatents(latents);
    Parameterization<Sampleable> parameterization = family.build(scope, "prior", latents);
    Conditional<Sampleable> ofLabel =
        Conditional.of(
            NothingBuiltException.check(
                network,
                network.build(
                    scope.parameters(),
                    "prior",
                    Shape.of(scope.observed().classes()),
                    parameterization.heads())),
            parameterization);
    return (tf, pass) -> ofLabel.given(tf, pass.everyLabel(WHO), pass);
  }

  @Override
  public LatentSpace latentSpace() {
    return family.latentSpace();
  }
}
