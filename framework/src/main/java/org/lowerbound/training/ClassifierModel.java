package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Head;
import org.lowerbound.network.Network;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.spec.NothingBuiltException;

/**
 * p(y | x) by a network with a softmax on top.
 *
 * @param name that of the network, with which the names of its parameters begin
 * @param network what is below the softmax
 * @param classes the number of classes
 */
record ClassifierModel(String name, Architecture network, int classes) implements ModelSpec {
  private static final String HEAD = "classes";

  /** The network in a graph; its only head has the logits. */
  record Built(Network network) implements Model {}

  /** Returns whether a parameter belongs to the softmax, and not to what is below. */
  boolean isOfHead(String parameter) {
    return parameter.startsWith(name + "." + HEAD + ".");
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    return LikelihoodKind.MASS; // Of the label.
  }

  @Override
  public Built build(ModelScope scope) {
    return new Built(
        NothingBuiltException.check(
            network,
            network.build(
                scope.parameters().in(ParameterGroup.ENCODER),
                name,
                scope.observed().shape(),
                ImmutableList.of(Head.ofSize(HEAD, classes)))));
  }
}
