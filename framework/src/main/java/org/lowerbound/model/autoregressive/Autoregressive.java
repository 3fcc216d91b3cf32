package org.lowerbound.model.autoregressive;

import org.lowerbound.model.CausalConditional;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.CausalArchitecture;
import org.lowerbound.spec.Default;

/**
 * A model without latents, p(x) = Π p(xᵢ | x before i): a network gives the parameters of all
 * factors in one run, and draws are made value by value. Rows are read from above, pixels from the
 * left, the channels of a pixel in turn, or together where the likelihood couples them.
 *
 * @param network the parameters of a value's distribution as a function of the values before it
 * @param likelihood the distribution of a value
 * @param conditional whether it is p(x | y) for the label y of an observation, which the network
 *     sees, one-hot; it needs a data set with labels
 */
public record Autoregressive(
    CausalArchitecture network,
    @Default("\"bernoulli\"") LikelihoodFamily likelihood,
    @Default("false") boolean conditional)
    implements ModelSpec {
  private static final String NAME = "network";
  private static final String WHO = "the model autoregressive with \"conditional\": true";

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    return CausalConditional.checkFits(likelihood, observed);
  }

  @Override
  public Model build(ModelScope scope) {
    ObservedData observed = scope.observed();
    if (conditional) {
      observed.checkLabeled(WHO);
    }
    CausalConditional product =
        CausalConditional.create(
            network, likelihood, scope, NAME, conditional ? observed.classes() : 0);
    return new AutoregressiveModel(
        pass -> product.given(AutoregressiveModel.labels(conditional, pass, WHO), pass),
        observed.units());
  }
}
