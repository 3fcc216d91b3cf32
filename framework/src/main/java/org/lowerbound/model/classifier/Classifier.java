package org.lowerbound.model.classifier;

import com.google.common.collect.ImmutableList;
import org.lowerbound.graph.Softmax;
import org.lowerbound.model.Classifying;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Head;
import org.lowerbound.network.Network;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.TypeNames;

/**
 * A discriminative model, p(y | x) by a network with a softmax on top: what generative models that
 * classify by Bayes' rule are compared with (Ng and Jordan 2002). It knows nothing of p(x).
 *
 * @param network what is below the softmax
 */
public record Classifier(@Default("\"mlp\"") Architecture network) implements ModelSpec {
  private static final String NAME = "classifier";

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    observed.checkLabeled("the model " + TypeNames.of(this));
    return LikelihoodKind.MASS; // Of the label.
  }

  @Override
  public Classifying build(ModelScope scope) {
    checkFits(scope.observed());
    Network logits =
        NothingBuiltException.check(
            network,
            network.build(
                scope.parameters().in(ParameterGroup.ENCODER),
                NAME,
                scope.observed().shape(),
                ImmutableList.of(Head.ofSize("classes", scope.observed().classes()))));
    return (tf, observations, pass) ->
        Softmax.logSoftmax(tf, logits.apply(tf, observations, pass).get(0));
  }
}
